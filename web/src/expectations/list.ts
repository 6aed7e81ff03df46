// The list of a scenario's expectations: their order, and what can be selected and asked about each.

import type { ExpectationsView, ExpectationView, Subject } from "../../generated/raft_timeline.js";
import { momentOf } from "../model/expectations.ts";
import type { Question } from "../model/question.ts";
import type { Target } from "../view/types.ts";

/** Returns the failed expectations by time, then the others in the order of the text. */
export function inOrder({ list }: ExpectationsView): ExpectationView[] {
  const failed = list.filter(({ state }) => state.type === "failed");
  const others = list.filter(({ state }) => state.type !== "failed");
  return [...failed.sort((a, b) => momentOf(a) - momentOf(b)), ...others];
}

/** The number of expectations that are not in the list. */
export function leftOut({ held, failed, open, list }: ExpectationsView): number {
  return held + failed + open - list.length;
}

/** The target to select for the subject of a question; `undefined` if there is none. */
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

/** The question about a subject. A question about an event has the expectation as its title. */
export function questionOf(subject: Subject, title: string): Question {
  switch (subject.type) {
    case "server":
      return { about: "server", server: subject.server };
    case "entry":
    case "committed":
      return { about: subject.type, server: subject.server, index: subject.index };
    case "request":
      return { about: subject.acknowledged ? "answered" : "waiting", request: subject.request };
    case "event":
      return { about: "events", title, events: [{ seq: subject.seq }] };
  }
}
