// Where the paper, or the dissertation it comes from, says what a rule decides.

import type { Decision } from "../../generated/raft_timeline.js";

/** `dissertation` is Ongaro's; otherwise it is the paper, in its extended version. */
export interface Section {
  name: string;
  dissertation?: true;
}

/** The sections, by what they are about. */
export const PLACES = {
  /** Messages may be lost, late or doubled. */
  network: { name: "§2" },
  /** Figure 2, which is of no section below it. */
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

/** The section that tells of this decision. */
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
