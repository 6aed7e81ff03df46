// The servers and entries that a violation is about, to be marked in the playground.

import type { Fact, Violation } from "../../generated/raft_timeline.js";
import type { Target } from "../view/types.ts";

export interface Culprits {
  servers: number[];
  entries: { server: number; index: number }[];
  /** The numbers of the events of its facts. */
  seqs: number[];
}

export function culprits({ first, second }: Violation): Culprits {
  const facts = [first, second];
  const disks = facts.flatMap(({ claim }) => (claim.type === "onDisksOf" ? claim.servers : []));
  return {
    servers: unique([...facts.map(({ server }) => server), ...disks]).sort((a, b) => a - b),
    entries: facts.flatMap(entryOf),
    seqs: unique(facts.map(({ seq }) => seq)),
  };
}

/** The entry that a fact is about, if the server had it. */
function entryOf({ server, claim }: Fact): { server: number; index: number }[] {
  switch (claim.type) {
    case "elected":
    case "onDisksOf":
    case "lastCopyGone":
    case "lastCopyLost":
    case "reported":
    case "asked":
    case "returned":
    case "heardFromLeader":
    case "grantedPreVote":
      return [];
    case "notThere":
      return claim.instead ? [{ server, index: claim.index }] : [];
    default:
      return claim.index > 0 ? [{ server, index: claim.index }] : [];
  }
}

/** The culprits as targets of the playground. */
export function culpritTargets({ servers, entries }: Culprits): Target[] {
  return [
    ...servers.map((id): Target => ({ kind: "server", id })),
    ...entries.map((entry): Target => ({ kind: "entry", ...entry })),
  ];
}

/** The target to select when going to a fact. */
export function factTarget(fact: Fact): Target {
  const [entry] = entryOf(fact);
  const isThere = entry && fact.claim.type !== "electedWithout";
  return isThere ? { kind: "entry", ...entry } : { kind: "server", id: fact.server };
}

const unique = (numbers: number[]): number[] => [...new Set(numbers)];
