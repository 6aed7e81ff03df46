// What becomes of a scenario's expectations, as things to be shown: no elements, no words of its own.

import type { ExpectationsView, ExpectationView, Subject } from "../../generated/raft_timeline.js";
import type { ExpectationTexts } from "../i18n/expectations.en.ts";
import type { Target } from "../view/types.ts";
import type { Question } from "../why/question.ts";

export type State = ExpectationView["state"]["type"];

/** Each state has a shape of its own, in a square of 16 by 16. */
export const SHAPES: Record<State, string> = {
  held: "M3 8.5l3.5 3.5L13 4.5",
  failed: "M2.5 2.5h11v11h-11zM5.5 5.5l5 5M10.5 5.5l-5 5",
  open: "M8 3.5a4.5 4.5 0 1 0 0.01 0z",
};

/** When it was decided; until then, when it is due. */
export function momentOf({ at, state }: ExpectationView): number {
  return state.type === "open" ? at : state.at;
}

/** Those that failed, by time; then the others as they are written. */
export function inOrder({ list }: ExpectationsView): ExpectationView[] {
  const failed = list.filter(({ state }) => state.type === "failed");
  const others = list.filter(({ state }) => state.type !== "failed");
  return [...failed.sort((a, b) => momentOf(a) - momentOf(b)), ...others];
}

/** How many there are beyond those in the list. */
export function leftOut({ held, failed, open, list }: ExpectationsView): number {
  return held + failed + open - list.length;
}

/** The expectation in the scenario's words, with its time. */
export function statement({ when, at, text }: ExpectationView, words: ExpectationTexts): string {
  return `${words.when(when, at)} ${text}`;
}

/** What a sign says that stands for it: its state, what is expected, and what was the case instead. */
export function says(expectation: ExpectationView, words: ExpectationTexts): string {
  const { state } = expectation;
  const mark = words.mark(words[state.type], statement(expectation, words));
  return state.type === "failed" ? `${mark}\n${words.instead(state.instead)}` : mark;
}

/** What the playground can select of what one would ask about. */
export function targetOf(subject: Subject | undefined): Target | undefined {
  switch (subject?.type) {
    case "server":
      return { kind: "server", id: subject.server };
    case "entry":
    case "committed":
      return { kind: "entry", server: subject.server, index: subject.index };
    default:
      return undefined;
  }
}

/** What one would ask; of an event, the expectation is the title. */
export function questionOf(subject: Subject, title: string): Question {
  switch (subject.type) {
    case "server":
      return { about: "server", server: subject.server };
    case "entry":
    case "committed":
      return { about: subject.type, server: subject.server, index: subject.index };
    case "event":
      return { about: "events", title, events: [{ seq: subject.seq }] };
  }
}

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
