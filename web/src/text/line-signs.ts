// The expectations as data for the signs beside the lines of the text.

import type { ExpectationsView } from "../../generated/raft_timeline.js";
import type { ExpectationTexts } from "../i18n/expectations.en.ts";
import { momentOf, type State, says } from "../model/expectations.ts";

/** A line of the run's text that has expectations, with their texts. */
export interface LineSign {
  line: number;
  state: State;
  /** When it was decided, or is due. */
  at: number;
  says: string;
  /** What was the case instead; empty unless an expectation failed. */
  instead: string;
}

/** The signs beside the text. Of several expectations in a line, one that failed takes precedence. */
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
