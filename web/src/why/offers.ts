// Which questions something in the playground raises, as it is now.

import type { ServerView, View } from "../../generated/raft_timeline.js";
import type { WhyWords } from "../i18n/why.en.ts";
import { isInRun } from "../view/in-run.ts";
import type { Target } from "../view/types.ts";
import { serverOf } from "./lookup.ts";
import { hasVoted, type Question } from "./question.ts";

/** A question, and what a menu calls it. */
export interface Ask {
  label: string;
  question: Question;
}

/**
 * The questions that something in the playground raises. `committed`: for each server, the last index of
 * its log that is committed as the whole run knows.
 */
export function questionsAbout(
  target: Target,
  view: View,
  words: WhyWords,
  committed: ArrayLike<number> = [],
): Ask[] {
  switch (target.kind) {
    case "server":
      return aboutServer(target.id, view, words, committed);
    case "message":
      return [{ label: words.askMessage, question: { about: "message", message: target.id } }];
    case "entry":
      return aboutEntry(target.server, target.index, view, words, committed);
    case "client":
      return aboutClient(target.id, view, words);
    case "link":
      return [];
  }
}

function aboutServer(id: number, view: View, words: WhyWords, committed: ArrayLike<number>): Ask[] {
  const server = serverOf(view, id);
  const role: Ask = { label: words.askRole, question: { about: "server", server: id } };
  if (!server || server.status === "crashed") return [role];
  const why: Ask[] =
    server.role === "leader"
      ? aboutLastEntry(server, words, committed)
      : [{ label: words.askNotLeader, question: { about: "notLeader", server: id } }];
  const votes = view.servers
    .filter((other) => other.id !== id && asksVotes(other, server))
    .map(({ id: candidate, term }): Ask => {
      const voted = hasVoted(view, id, candidate, term);
      const label = (voted ? words.askVoted : words.askNotVoted)(candidate);
      return { label, question: { about: "vote", voter: id, candidate, term } };
    });
  return [role, ...why, ...votes];
}

/** A leader decides what is committed: its last entry may still have to wait. */
function aboutLastEntry(
  { id, log, commitIndex }: ServerView,
  words: WhyWords,
  committed: ArrayLike<number>,
): Ask[] {
  const index = log.last;
  if (index <= commitIndex) return [];
  const isKnown = isInRun(committed, id, index);
  const question: Question = { about: "notCommitted", server: id, index, isInRun: isKnown };
  const label = isKnown ? words.askEntryUnknown(index) : words.askEntryNotCommitted(index);
  return [{ label, question }];
}

/** Whether somebody may ask why a voter did or did not vote for a server. */
function asksVotes(candidate: ServerView, voter: ServerView): boolean {
  const { id, role, status, term, votedFor } = candidate;
  if (voter.votedFor === id && voter.term === term) return true;
  if (status === "crashed" || term < voter.term) return false;
  // Who votes for itself in a term has asked the others in that term.
  return role !== "follower" || votedFor === id;
}

function aboutEntry(
  server: number,
  index: number,
  view: View,
  words: WhyWords,
  committed: ArrayLike<number>,
): Ask[] {
  const here: Ask = { label: words.askEntry, question: { about: "entry", server, index } };
  if ((serverOf(view, server)?.commitIndex ?? 0) >= index) {
    return [{ label: words.askCommitted, question: { about: "committed", server, index } }, here];
  }
  const isKnown = isInRun(committed, server, index);
  const label = isKnown ? words.askCommitUnknown : words.askNotCommitted;
  return [{ label, question: { about: "notCommitted", server, index, isInRun: isKnown } }, here];
}

function aboutClient(client: number, view: View, words: WhyWords): Ask[] {
  const last = view.requests.findLast((request) => request.client === client);
  if (!last) return [];
  const { id: request, outcome, sent } = last;
  const label = outcome.type === "unknown" ? words.askUnknown : words.askWaiting;
  const waiting: Ask = { label, question: { about: "waiting", request } };
  const resent: Ask = { label: words.askResent(sent), question: { about: "resent", request } };
  return [...(outcome.type === "acknowledged" ? [] : [waiting]), ...(sent > 1 ? [resent] : [])];
}
