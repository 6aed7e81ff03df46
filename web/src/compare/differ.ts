// How the servers of two worlds differ at an instant.

import type { TallyView } from "../../generated/raft_timeline.js";
import type { EntryView, LogView, ServerView, View } from "../../generated/raft_wasm.js";
import { isInRun } from "../view/in-run.ts";

export type Difference = "status" | "role" | "term" | "log" | "commit";

export interface Differing {
  server: number;
  /** Empty where only the run's knowledge about entries differs. */
  what: Difference[];
  /** The indexes of the entries that differ, or that only one of the two has or has committed. */
  entries: number[];
}

/** A run at an instant: what its servers know, and what the run as a whole knows to be committed. */
export interface Known {
  view: View;
  /** For each server, the last index of its log that was ever committed. */
  committed: ArrayLike<number>;
}

/** The servers that differ, in order. Both worlds have the same servers. */
export function differing(first: Known, second: Known): Differing[] {
  return first.view.servers.flatMap((one, at) => {
    const other = second.view.servers[at];
    if (!other) return [];
    const what = between(one, other);
    const entries = entriesBetween([one, first.committed], [other, second.committed]);
    return what.length + entries.length === 0 ? [] : [{ server: one.id, what, entries }];
  });
}

/** What only one of two runs has ever committed. */
export interface OnlyCommitted {
  isFirst: boolean;
  /** The first and the last index. */
  from: number;
  to: number;
  /** When the last of them was committed, in milliseconds. */
  at: number;
}

/** What only one of two runs has committed; `undefined` when both have committed as much. */
export function onlyCommitted(first: TallyView, second: TallyView): OnlyCommitted | undefined {
  const isFirst = first.committed > second.committed;
  const [more, less] = isFirst ? [first, second] : [second, first];
  if (more.committed === less.committed || more.committedAt === undefined) return undefined;
  return { isFirst, from: less.committed + 1, to: more.committed, at: more.committedAt };
}

function between(one: ServerView, other: ServerView): Difference[] {
  const found: [Difference, boolean][] = [
    ["status", one.status !== other.status],
    ["role", one.role !== other.role],
    ["term", one.term !== other.term],
    ["log", !sameLog(one.log, other.log)],
    ["commit", one.commitIndex !== other.commitIndex],
  ];
  return found.flatMap(([what, isSo]) => (isSo ? [what] : []));
}

function sameLog(one: LogView, other: LogView): boolean {
  if (one.first !== other.first || one.entries.length !== other.entries.length) return false;
  return one.entries.every((entry, at) => sameEntry(entry, other.entries[at]));
}

function sameEntry(one: EntryView | undefined, other: EntryView | undefined): boolean {
  return one?.term === other?.term && one?.text === other?.text && one?.noop === other?.noop;
}

/**
 * The indexes at which two logs differ, within the part that both views show: of discarded entries nothing
 * can be said.
 */
function entriesBetween(
  [one, inOne]: [ServerView, ArrayLike<number>],
  [other, inOther]: [ServerView, ArrayLike<number>],
): number[] {
  const first = Math.max(one.log.first, other.log.first);
  const last = Math.max(one.log.last, other.log.last);
  const entryAt = ({ first, entries }: LogView, index: number) => entries[index - first];
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  return indexes.filter(
    (index) =>
      one.commitIndex >= index !== other.commitIndex >= index ||
      isInRun(inOne, one.id, index) !== isInRun(inOther, other.id, index) ||
      !sameEntry(entryAt(one.log, index), entryAt(other.log, index)),
  );
}
