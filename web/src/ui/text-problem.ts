// What is wrong with a text, without the place.

import type { TextProblem } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";

/** Says what was found, and how to write what was meant or, if that is not known, what could stand there. */
export function whatIsWrong(
  { found, expected, hint }: TextProblem,
  words: RunWords["text"],
): string {
  const there = words.found(found);
  return hint ? words.meant(there, hint) : words.expected(there, expected);
}
