// Where the paper, or the dissertation it comes from, says what a rule decides.

import type { Decision } from "../../generated/raft_timeline.js";

/** `dissertation` is Ongaro's; otherwise it is the paper, in its extended version. */
export interface Section {
  name: string;
  dissertation?: true;
}

const LOG_CHECK: Section = { name: "§5.4.1" };
const VOTE: Section = { name: "§5.2" };
const PRE_VOTE: Section = { name: "§9.6", dissertation: true };

const SECTIONS: Record<Exclude<Decision["rule"], "vote" | "election">, Section> = {
  term: { name: "§5.1" },
  staleReply: { name: "§5.1" },
  commit: { name: "§5.4.2" },
  consistency: { name: "§5.3" },
  conflict: { name: "§5.3" },
  followerCommit: { name: "§5.3" },
  nextTry: { name: "§5.3" },
  voteMemory: { name: "§5.2" },
  checkQuorum: { name: "§6.2", dissertation: true },
};

/** The section that tells of this decision. */
export function sectionOf(decision: Decision): Section {
  if (decision.rule === "election") return decision.preVote ? PRE_VOTE : VOTE;
  if (decision.rule !== "vote") return SECTIONS[decision.rule];
  switch (decision.because) {
    case "leaderAlive":
      return PRE_VOTE;
    case "alreadyVoted":
      return VOTE;
    case "staleTerm":
      return SECTIONS.term;
    default:
      return LOG_CHECK;
  }
}
