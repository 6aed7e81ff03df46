// How what somebody looks for is compared with what there is.

/** A text as it is searched: "Pre-Vote" and "prevote" are the same, and so are "naïve" and "naive". */
export function foldWord(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Pd}'’]/gu, "")
    .toLowerCase();
}

/** Has a folded text all words of a search, in whatever order? "split-brain" is one word or two. */
export function hasWords(folded: string, search: string): boolean {
  const has = (word: string) => folded.includes(foldWord(word));
  return search
    .split(/\s+/)
    .every((word) => has(word) || (/\p{Pd}/u.test(word) && word.split(/\p{Pd}/u).every(has)));
}
