// The expectations as signs beside the lines of the text: no elements.

import type { ExpectationsView } from "../../generated/raft_timeline.js";
import type { ExpectationTexts } from "../i18n/expectations.en.ts";
import { momentOf, type State, says } from "../model/expectations.ts";

/** One line of the run's text that something is expected in, with all that is to be said of it. */
export interface LineSign {
  line: number;
  state: State;
  /** When it was decided, or is due. */
  at: number;
  says: string;
  /** What was the case instead of what was expected; empty unless that failed. */
  instead: string;
}

/** The signs beside the text: of several expectations in a line, one that failed counts. */
export function lineSigns({ list }: ExpectationsView, words: ExpectationTexts): LineSign[] {
  const signs = new Map<number, LineSign>();
  for (const expectation of list) {
    const { line, state } = expectation;
    const known = signs.get(line);
    if (known && (known.state === "failed" || state.type !== "failed")) continue;
    const instead = state.type === "failed" ? words.instead(state.instead) : "";
    const [type, at] = [state.type, momentOf(expectation)];
    signs.set(line, { line, state: type, at, says: says(expectation, words), instead });
  }
  return [...signs.values()];
}
