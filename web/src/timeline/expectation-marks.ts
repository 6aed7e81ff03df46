// The expectations as marks on the timeline.

import type { ExpectationsView } from "../../generated/raft_timeline.js";
import type { ExpectationTexts } from "../i18n/expectations.en.ts";
import { momentOf, type State, says } from "../model/expectations.ts";
import type { MarkKind, TimelineMark } from "./marks.ts";

const KINDS: Record<State, MarkKind> = { held: "met", failed: "failed", open: "due" };

/**
 * A mark for each expectation about an instant, where it was decided or is due, and for each failed one; by
 * time. An expectation about the whole run has no instant until it fails.
 */
export function expectationMarks(
  { list }: ExpectationsView,
  words: ExpectationTexts,
): TimelineMark[] {
  const isMarked = ({ when, state }: (typeof list)[number]) =>
    state.type === "failed" || when === "at" || when === "by";
  const marks = list.filter(isMarked).map((expectation) => ({
    kind: KINDS[expectation.state.type],
    at: momentOf(expectation),
    text: says(expectation, words),
  }));
  return marks.sort((a, b) => a.at - b.at);
}
