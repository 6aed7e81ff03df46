// The title of each question, and the events with which its answer begins.

import type { EndpointView, EventSearch, Run, View } from "../../generated/raft_timeline.js";
import type { WhyWords } from "../i18n/why.en.ts";
import type { Question } from "../model/question.ts";
import { showing } from "../view/logs.ts";
import { requestOf, serverOf } from "../view/lookup.ts";

/** Writes a question in words. */
export function titleOf(question: Question, view: View, words: WhyWords): string {
  switch (question.about) {
    case "server": {
      const { server } = question;
      const seen = serverOf(view, server);
      if (seen === undefined || seen.status === "crashed") return words.crashed(server);
      if (seen.status === "paused") return words.paused(server);
      return words.role(server, seen.role, seen.term);
    }
    case "notLeader":
      return words.notLeader(question.server);
    case "vote": {
      const { voter, candidate } = question;
      return hasVoted(view, voter, candidate, question.term)
        ? words.voted(voter, candidate)
        : words.notVoted(voter, candidate);
    }
    case "entry":
      return words.entry(question.server, question.index);
    case "committed":
      return words.committed(question.server, question.index);
    case "notCommitted": {
      const { server, index, isInRun } = question;
      const isCommitted = isInRun || isCommittedElsewhere(view, server, index);
      return words.notCommitted(server, index, isCommitted);
    }
    case "message": {
      const sent = view.messages.find(({ id }) => id === question.message);
      const name = (end: EndpointView | undefined) => (end ? words.endpoint(end) : "?");
      return words.message(name(sent?.from), name(sent?.to));
    }
    case "waiting": {
      const { text = "", outcome } = requestOf(view, question.request) ?? {};
      return outcome?.type === "unknown" ? words.unknownOutcome(text) : words.waiting(text);
    }
    case "resent": {
      const { text = "", sent = 2 } = requestOf(view, question.request) ?? {};
      return words.resent(text, sent);
    }
    case "answered":
      return words.answered(requestOf(view, question.request)?.text ?? "");
    case "missing":
      return words.missing(question.server, question.index);
    case "silence": {
      const { from, to, isClosed } = question;
      return isClosed ? words.silence(from, to) : words.lost(from, to);
    }
    case "events":
      return question.title;
  }
}

export function hasVoted(view: View, voter: number, candidate: number, term: number): boolean {
  const server = serverOf(view, voter);
  return server?.votedFor === candidate && server.term === term;
}

/** Whether another running server knows that the same entry is committed. */
function isCommittedElsewhere(view: View, id: number, index: number): boolean {
  const termAt = (server: number) => {
    const log = serverOf(view, server)?.log;
    return log?.entries[index - log.first]?.term;
  };
  return view.servers.some(
    (other) =>
      other.status !== "crashed" && other.commitIndex >= index && termAt(other.id) === termAt(id),
  );
}

/** A search for an event that answers a question, or a part of it. */
export interface Clue {
  /** The title of the event's chain, where there are several. */
  says?: string;
  begin(run: Run): EventSearch;
}

/** The searches that answer a question; empty when the question names its events. */
export function cluesFor(question: Question, view: View, words: WhyWords): Clue[] {
  switch (question.about) {
    case "server":
      return [{ begin: (run) => run.searchRole(question.server) }];
    case "entry":
      return [{ begin: (run) => run.searchEntry(question.server, question.index) }];
    case "committed":
      return [{ begin: (run) => run.searchCommitted(question.server, question.index) }];
    case "message":
      return [{ begin: (run) => run.searchMessage(question.message) }];
    case "notLeader":
      return [roleClue(question.server, words), countClue(question.server, words)];
    case "vote": {
      const { voter, candidate, term } = question;
      const decided = (run: Run) => run.searchVote(voter, candidate, term);
      return [{ says: words.decided, begin: decided }, roleClue(candidate, words)];
    }
    case "notCommitted":
      return commitClues(question.server, question.index, view, words);
    case "waiting": {
      const told = (run: Run) => run.searchRequest(question.request);
      return [{ says: words.requestTold, begin: told }];
    }
    case "resent":
      return [{ begin: (run) => run.searchResending(question.request) }];
    case "answered":
      return answerClues(question.request, view, words);
    case "missing": {
      const kept = (run: Run) => run.searchMissing(question.server, question.index);
      return [{ says: words.keptOut, begin: kept }];
    }
    case "silence": {
      const { from, to } = question;
      const obstacle: Clue = { says: words.obstacle, begin: (run) => run.searchObstacle(from, to) };
      const loss: Clue = { says: words.lastLoss, begin: (run) => run.searchLoss(from, to) };
      const down = serverOf(view, to)?.status !== "up" ? [roleClue(to, words)] : [];
      return [...down, ...(question.isClosed ? [obstacle, loss] : [loss])];
    }
    case "events":
      return [];
  }
}

/** How the client learned the outcome, and how the server that told it learned that. */
function answerClues(request: number, view: View, words: WhyWords): Clue[] {
  const outcome = requestOf(view, request)?.outcome;
  const told: Clue = { says: words.requestDone, begin: (run) => run.searchAcknowledged(request) };
  if (outcome?.type !== "acknowledged") return [told];
  const { by, index } = outcome;
  return [told, { says: words.commitOn(by), begin: (run) => run.searchCommitted(by, index) }];
}

const roleClue = (server: number, words: WhyWords): Clue => ({
  says: words.roleOf(server),
  begin: (run) => run.searchRole(server),
});

const countClue = (server: number, words: WhyWords): Clue => ({
  says: words.decided,
  begin: (run) => run.searchCount(server),
});

/** What the leader decided last about an entry, and how the entry came to be here. */
function commitClues(server: number, index: number, view: View, words: WhyWords): Clue[] {
  const leader = showing(view)?.id;
  const here: Clue = {
    says: words.entryHere(server),
    begin: (run) => run.searchEntry(server, index),
  };
  if (leader === undefined) {
    return [{ says: words.leaderEnd, begin: (run) => run.searchLeaderEnd() }, here];
  }
  const decided = (run: Run) => run.searchCommitDecision(leader, index);
  return [{ says: words.decided, begin: decided }, here, roleClue(leader, words)];
}
