// The sections of the paper, or of Ongaro's dissertation, about each decision.

import type { Decision } from "../../generated/raft_timeline.js";

/** A section: with `dissertation`, of Ongaro's dissertation; otherwise of the paper's extended version. */
export interface Section {
  name: string;
  dissertation?: true;
}

/** The sections by topic. */
export const PLACES = {
  /** Messages may be lost, delayed or duplicated. */
  network: { name: "§2" },
  /** Figure 2, which belongs to no subsection. */
  state: { name: "§5" },
  terms: { name: "§5.1" },
  election: { name: "§5.2" },
  preVote: { name: "§9.6", dissertation: true },
  replication: { name: "§5.3" },
  logCheck: { name: "§5.4.1" },
  commit: { name: "§5.4.2" },
  crash: { name: "§5.5" },
  timing: { name: "§5.6" },
  clients: { name: "§8" },
  checkQuorum: { name: "§6.2", dissertation: true },
} as const satisfies Record<string, Section>;

const SECTIONS: Record<Exclude<Decision["rule"], "vote" | "election">, Section> = {
  term: PLACES.terms,
  staleReply: PLACES.terms,
  commit: PLACES.commit,
  consistency: PLACES.replication,
  conflict: PLACES.replication,
  followerCommit: PLACES.replication,
  nextTry: PLACES.replication,
  voteMemory: PLACES.election,
  checkQuorum: PLACES.checkQuorum,
};

/** The section about a decision. */
export function sectionOf(decision: Decision): Section {
  if (decision.rule === "election") return decision.preVote ? PLACES.preVote : PLACES.election;
  if (decision.rule !== "vote") return SECTIONS[decision.rule];
  switch (decision.because) {
    case "leaderAlive":
      return PLACES.preVote;
    case "alreadyVoted":
      return PLACES.election;
    case "staleTerm":
      return PLACES.terms;
    default:
      return PLACES.logCheck;
  }
}
