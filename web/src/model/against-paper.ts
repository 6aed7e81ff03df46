// Which decisions go against the paper.

import type { Decision } from "../../generated/raft_timeline.js";
import { compareLogs } from "../i18n/sentences.ts";

/** Whether the paper's rule would have decided otherwise, from the same values. */
export function isAgainstPaper(decision: Decision): boolean {
  switch (decision.rule) {
    case "vote": {
      const { because, candidate, votedFor, candidateLog, voterLog } = decision;
      const isOlder = compareLogs(candidateLog, voterLog).candidate === "older";
      if (because === "logOlder") return !isOlder;
      return because === "granted" && (isOlder || (votedFor ?? candidate) !== candidate);
    }
    case "term":
      return decision.verdict === "act" && decision.theirs !== decision.ours;
    case "staleReply":
      return decision.counted;
    case "commit":
      return decision.allowed && decision.entryTerm !== decision.currentTerm;
    case "consistency": {
      const { matches, ownTerm, prevLog } = decision;
      return matches && prevLog.index > 0 && ownTerm !== prevLog.term;
    }
    case "conflict":
      return decision.conflict !== decision.deletedFrom;
    case "followerCommit":
      return decision.commitIndex > decision.lastNew;
    case "voteMemory":
      return !decision.remembered;
    default:
      return false;
  }
}
