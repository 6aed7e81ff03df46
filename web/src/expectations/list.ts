// The list of a scenario's expectations: their order, and what can be selected and asked of each.

import type { ExpectationsView, ExpectationView, Subject } from "../../generated/raft_timeline.js";
import { momentOf } from "../model/expectations.ts";
import type { Question } from "../model/question.ts";
import type { Target } from "../view/types.ts";

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
