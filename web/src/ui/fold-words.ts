// How search words are compared with texts.

/** Folds a text for searching: "Pre-Vote" and "prevote" become equal, and so do "naïve" and "naive". */
export function foldWord(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Pd}'’]/gu, "")
    .toLowerCase();
}

/**
 * Whether a folded text contains all words of a search, in any order. "split-brain" counts as one word or
 * two.
 */
export function hasWords(folded: string, search: string): boolean {
  const has = (word: string) => folded.includes(foldWord(word));
  return search
    .split(/\s+/)
    .every((word) => has(word) || (/\p{Pd}/u.test(word) && word.split(/\p{Pd}/u).every(has)));
}
