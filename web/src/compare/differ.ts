// In what the servers of two worlds differ at an instant.

import type { LogView, ServerView, View } from "../../generated/raft_wasm.js";

export type Difference = "status" | "role" | "term" | "log" | "commit";

export interface Differing {
  server: number;
  what: Difference[];
}

/** The servers that differ, in order. Both worlds have the same servers. */
export function differing(first: View, second: View): Differing[] {
  return first.servers.flatMap((one, at) => {
    const other = second.servers[at];
    if (!other || one === other) return [];
    const what = between(one, other);
    return what.length === 0 ? [] : [{ server: one.id, what }];
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
  return one.entries.every((entry, at) => {
    const { term, text, noop } = other.entries[at] as typeof entry;
    return entry.term === term && entry.text === text && entry.noop === noop;
  });
}
