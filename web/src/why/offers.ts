// The questions that can be asked about something in the playground, as it is now.

import type { LinkView, RequestView, ServerView, View } from "../../generated/raft_timeline.js";
import type { WhyWords } from "../i18n/why.en.ts";
import type { Question } from "../model/question.ts";
import { isInRun } from "../view/in-run.ts";
import { requestOf, serverOf } from "../view/lookup.ts";
import type { Target } from "../view/types.ts";
import { hasVoted } from "./question.ts";

/** A question, with its label in a menu. */
export interface Ask {
  label: string;
  question: Question;
}

/**
 * What questions can be about: a target, or a client's request, which is in no drawing but in the list of
 * requests.
 */
export type Askable = Target | { kind: "request"; id: number };

/**
 * Returns the questions about something in the playground. `committed` has, for each server, the last index
 * of its log that was committed in the run.
 */
export function questionsAbout(
  target: Askable,
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
      return aboutRequest(
        view.requests.findLast(({ client }) => client === target.id),
        words,
      );
    case "request":
      return aboutRequest(requestOf(view, target.id), words);
    case "link":
      return [
        ...aboutWay(target.from, target.to, view, words),
        ...aboutWay(target.to, target.from, view, words),
      ];
  }
}

function aboutServer(id: number, view: View, words: WhyWords, committed: ArrayLike<number>): Ask[] {
  const server = serverOf(view, id);
  const label = { up: words.askRole, crashed: words.askDown, paused: words.askPaused };
  const state: Ask = {
    label: label[server?.status ?? "crashed"],
    question: { about: "server", server: id },
  };
  if (!server) return [state];
  const leads = server.role === "leader" && server.status !== "crashed";
  const why: Ask[] = leads
    ? aboutLastEntry(server, words, committed)
    : [{ label: words.askNotLeader, question: { about: "notLeader", server: id } }];
  const votes = view.servers
    .filter((other) => other.id !== id && asksVotes(other, server))
    .map(({ id: candidate, term }): Ask => {
      const voted = hasVoted(view, id, candidate, term);
      const label = (voted ? words.askVoted : words.askNotVoted)(candidate);
      return { label, question: { about: "vote", voter: id, candidate, term } };
    });
  return [state, ...why, ...votes];
}

/** The question about a leader's last entry, which may not be committed yet. */
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

/** Whether the reader can ask why a voter did or did not vote for a server. */
function asksVotes(candidate: ServerView, voter: ServerView): boolean {
  const { id, role, status, term, votedFor } = candidate;
  if (voter.votedFor === id && voter.term === term) return true;
  if (term < voter.term) return false;
  // A server that voted for itself has asked the others in that term; its vote outlives a crash.
  return (status !== "crashed" && role !== "follower") || votedFor === id;
}

function aboutEntry(
  server: number,
  index: number,
  view: View,
  words: WhyWords,
  committed: ArrayLike<number>,
): Ask[] {
  const log = serverOf(view, server)?.log;
  if (log && log.last < index) {
    return [{ label: words.askMissing, question: { about: "missing", server, index } }];
  }
  const here: Ask = { label: words.askEntry, question: { about: "entry", server, index } };
  if ((serverOf(view, server)?.commitIndex ?? 0) >= index) {
    return [{ label: words.askCommitted, question: { about: "committed", server, index } }, here];
  }
  const isKnown = isInRun(committed, server, index);
  const label = isKnown ? words.askCommitUnknown : words.askNotCommitted;
  return [{ label, question: { about: "notCommitted", server, index, isInRun: isKnown } }, here];
}

function aboutRequest(request: RequestView | undefined, words: WhyWords): Ask[] {
  if (!request) return [];
  const { id, outcome, sent } = request;
  const open = outcome.type === "unknown" ? words.askUnknown : words.askWaiting;
  const [label, about] =
    outcome.type === "acknowledged"
      ? [words.askAnswered, "answered" as const]
      : [open, "waiting" as const];
  const resent: Ask = { label: words.askResent(sent), question: { about: "resent", request: id } };
  return [{ label, question: { about, request: id } }, ...(sent > 1 ? [resent] : [])];
}

/** The question about one direction of a link: why no messages get through, or why some were lost lately. */
function aboutWay(from: number, to: number, view: View, words: WhyWords): Ask[] {
  const isClosed = isWayClosed(from, to, view);
  if (!isClosed && !losesSome(from, to, view)) return [];
  const label = (isClosed ? words.askSilence : words.askLost)(from, to);
  return [{ label, question: { about: "silence", from, to, isClosed } }];
}

/** The settings of one direction of a link, if they differ from the network's. */
export const wayOf = (from: number, to: number, { links }: View): LinkView | undefined =>
  links.find((link) => link.from === from && link.to === to);

/** Whether messages of all kinds are held in one direction of a link. */
export const isHeld = (from: number, to: number, { holds }: View): boolean =>
  holds.some(
    (filter) =>
      (filter.from ?? from) === from && (filter.to ?? to) === to && filter.kind === undefined,
  );

const isWayClosed = (from: number, to: number, view: View): boolean =>
  wayOf(from, to, view)?.cut === true ||
  isHeld(from, to, view) ||
  serverOf(view, to)?.status !== "up";

const losesSome = (from: number, to: number, view: View): boolean =>
  (wayOf(from, to, view)?.settings?.loss ?? 0) > 0 ||
  view.lost.some(({ message }) => message.from.server === from && message.to.server === to);
