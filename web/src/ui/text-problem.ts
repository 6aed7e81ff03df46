// What is wrong with a text, without the place.

import { html } from "lit/html.js";
import type { TextProblem } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";

/**
 * What stands there, and how to write what was meant. When that is not known, what could stand there: the
 * words of the language are English.
 */
export function whatIsWrong({ found, expected, hint }: TextProblem, words: RunWords["text"]) {
  const there = words.found(found);
  if (hint) return words.meant(there, hint);
  return html`${words.expected(there)} <span lang="en">${expected}</span>`;
}

/** The same as a text without markup. */
export function problemText(
  { found, expected, hint }: TextProblem,
  words: RunWords["text"],
): string {
  const there = words.found(found);
  return hint ? words.meant(there, hint) : `${words.expected(there)} ${expected}`;
}
