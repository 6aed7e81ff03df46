// In what the servers of two worlds differ at an instant.

import type { EntryView, LogView, ServerView, View } from "../../generated/raft_wasm.js";

export type Difference = "status" | "role" | "term" | "log" | "commit";

export interface Differing {
  server: number;
  what: Difference[];
  /** The entries that are others, that only one of the two has, or has committed, by index. */
  entries: number[];
}

/** The servers that differ, in order. Both worlds have the same servers. */
export function differing(first: View, second: View): Differing[] {
  return first.servers.flatMap((one, at) => {
    const other = second.servers[at];
    if (!other || one === other) return [];
    const what = between(one, other);
    return what.length === 0 ? [] : [{ server: one.id, what, entries: entriesBetween(one, other) }];
  });
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

/** Of what is shown of both logs: what was left out of one of them cannot be told. */
function entriesBetween(one: ServerView, other: ServerView): number[] {
  const first = Math.max(one.log.first, other.log.first);
  const last = Math.max(one.log.last, other.log.last);
  const entryAt = ({ first, entries }: LogView, index: number) => entries[index - first];
  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  return indexes.filter(
    (index) =>
      one.commitIndex >= index !== other.commitIndex >= index ||
      !sameEntry(entryAt(one.log, index), entryAt(other.log, index)),
  );
}
