// How the states of a scenario's expectations are shown, without elements or texts of their own.

import type { ExpectationView } from "../../generated/raft_timeline.js";
import type { ExpectationTexts } from "../i18n/expectations.en.ts";

export type State = ExpectationView["state"]["type"];

/** The shape of each state, as a path in a square of 16 by 16. */
export const SHAPES: Record<State, string> = {
  held: "M3 8.5l3.5 3.5L13 4.5",
  failed: "M2.5 2.5h11v11h-11zM5.5 5.5l5 5M10.5 5.5l-5 5",
  open: "M8 3.5a4.5 4.5 0 1 0 0.01 0z",
};

/** When the expectation was decided or, until then, when it is due. */
export function momentOf({ at, state }: ExpectationView): number {
  return state.type === "open" ? at : state.at;
}

/** The expectation in the scenario's words, with its time. */
export function statement({ when, at, text }: ExpectationView, words: ExpectationTexts): string {
  return `${words.when(when, at)} ${text}`;
}

/** The text of a mark: the state, the expectation, and what was the case instead. */
export function says(expectation: ExpectationView, words: ExpectationTexts): string {
  const { state } = expectation;
  const mark = words.mark(words[state.type], statement(expectation, words));
  return state.type === "failed" ? `${mark}\n${words.instead(state.instead)}` : mark;
}
