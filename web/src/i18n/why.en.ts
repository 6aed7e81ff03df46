// English: why something happened. Loaded with the panel that says it.

import type {
  EndpointView,
  LogId,
  Loss,
  MessageKind,
  RoleName,
  Timer,
} from "../../generated/raft_timeline.js";
import { compareLogs, type DecisionOf, type DecisionTexts, type WhatTexts } from "../why/told.ts";

const s = (server: number) => `S${server}`;
const servers = (count: number) => (count === 1 ? "1 server" : `${count} servers`);
const votes = (count: number) => (count === 1 ? "1 vote" : `${count} votes`);

const roles: Record<RoleName, string> = {
  follower: "a follower",
  preCandidate: "a pre-candidate",
  candidate: "a candidate",
  leader: "the leader",
};

const kinds: Record<MessageKind, string> = {
  requestVote: "RequestVote",
  requestVoteResponse: "its reply to RequestVote",
  preVote: "PreVote",
  preVoteResponse: "its reply to PreVote",
  appendEntries: "AppendEntries",
  appendEntriesResponse: "its reply to AppendEntries",
  clientRequest: "a request",
  clientResponse: "an answer",
};

const losses: Record<Loss, string> = {
  network: "the network loses it",
  cut: "the link is cut",
  crashed: "its receiver has crashed",
  byHand: "somebody dropped it",
  networkFull: "too many messages were in flight already",
};

const timers: Record<Timer, (server: string) => string> = {
  election: (server) => `${server} has heard from no leader for an election timeout.`,
  heartbeat: (server) => `It is time for ${server}'s heartbeats.`,
  quorumCheck: (server) => `${server} looks whether it still hears from a majority.`,
  leaderLease: (server) => `${server} has not heard from its leader for a while.`,
};

const endpoint = ({ server, client }: EndpointView) =>
  server === undefined ? `client ${client}` : s(server);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const logEnd = ({ term, index }: LogId) =>
  index === 0 ? "is empty" : `ends at entry ${index} of term ${term}`;

/** Both logs, as far as they differ. */
function logs(voter: number, { candidate, candidateLog, voterLog }: DecisionOf<"vote">): string {
  const [theirs, own] = [s(candidate), s(voter)];
  const { by } = compareLogs(candidateLog, voterLog);
  if (by === "nothing") {
    return voterLog.index === 0
      ? "both logs are empty"
      : `both logs end ${logEnd(voterLog).slice(5)}`;
  }
  if (by === "length" || candidateLog.index === 0 || voterLog.index === 0) {
    return `${theirs}'s log ${logEnd(candidateLog)}, ${own}'s own ${logEnd(voterLog)}`;
  }
  return `${theirs}'s last entry has term ${candidateLog.term}, ${own}'s own has term ${voterLog.term}`;
}

function granted(voter: number, decision: DecisionOf<"vote">): string {
  const { candidate, preVote, candidateLog, voterLog, votedFor } = decision;
  const [theirs, own] = [s(candidate), s(voter)];
  const order = compareLogs(candidateLog, voterLog).candidate;
  const does = preVote ? `${own} would vote for ${theirs}` : `${own} votes for ${theirs}`;
  const twice =
    votedFor !== undefined && votedFor !== candidate
      ? `, although it has voted for ${s(votedFor)} in this term`
      : "";
  const both = logs(voter, decision);
  if (order === "older") return `${does}${twice}, although ${theirs}'s log is older: ${both}.`;
  return order === "newer"
    ? `${does}${twice}: ${both}, so ${theirs}'s log is newer.`
    : `${does}${twice}: ${both}, so ${theirs}'s log is as good as its own.`;
}

function vote(voter: number, decision: DecisionOf<"vote">): string {
  const { candidate, preVote, because, candidateTerm, voterTerm, votedFor } = decision;
  const [theirs, own] = [s(candidate), s(voter)];
  const refuses = preVote
    ? `${own} would not vote for ${theirs}`
    : `${own} refuses ${theirs} its vote`;
  switch (because) {
    case "granted":
      return granted(voter, decision);
    case "staleTerm":
      return `${refuses}: ${theirs} asks for term ${candidateTerm}, and ${own} is in term ${voterTerm}.`;
    case "alreadyVoted":
      return `${refuses}: it has voted for ${s(votedFor ?? 0)} in term ${candidateTerm}.`;
    case "leaderAlive":
      return `${refuses}: it hears from a leader.`;
    case "logOlder":
      return compareLogs(decision.candidateLog, decision.voterLog).candidate === "older"
        ? `${refuses}: ${logs(voter, decision)}, so ${theirs}'s log is older.`
        : `${refuses}, although ${theirs}'s log is not older: ${logs(voter, decision)}.`;
  }
}

const decisions: DecisionTexts = {
  term: (server, { theirs, ours, verdict }) => {
    const message = `The message is of term ${theirs}`;
    if (verdict === "refuse")
      return `${message}, and ${s(server)} is in term ${ours}: it refuses it.`;
    return verdict === "stepDown"
      ? `${message}, and ${s(server)} was in term ${ours}: it takes over the later term, as a follower.`
      : `${message}, and ${s(server)} is in term ${ours}: it acts on it all the same.`;
  },
  staleReply: (server, { theirs, ours, counted }) =>
    `The reply is of term ${theirs}, and ${s(server)} is in term ${ours}: it ${
      counted ? "counts it all the same" : "drops it"
    }.`,
  vote,
  election: (server, { preVote, votes: have, needed, won }) => {
    if (!won) return `${s(server)} has ${votes(have)} and needs ${needed}.`;
    const then = preVote ? "it stands for election" : "it is elected";
    return `${s(server)} has ${votes(have)}, and needs ${needed}: ${then}.`;
  },
  commit: (server, { index, entryTerm, currentTerm, needed, allowed }) => {
    const found = `Entry ${index} has the ${servers(needed)} it needs, and is of term ${entryTerm}`;
    const leads = `${s(server)} leads term ${currentTerm}`;
    if (entryTerm === currentTerm) {
      return `${found}, the leader's own: ${s(server)} ${allowed ? "commits it" : "does not commit it"}.`;
    }
    return allowed
      ? `${found}. ${leads}, and commits it although it is of an earlier term.`
      : `${found}. ${leads}, and commits no entry of an earlier term by counting copies.`;
  },
  consistency: (server, { prevLog, ownTerm, matches }) => {
    if (prevLog.index === 0) return `The new entries begin at 1: there is nothing to compare.`;
    const does = matches ? "stores what comes" : "refuses";
    const leaders = `the leader's has term ${prevLog.term}`;
    if (ownTerm === prevLog.term) {
      return `${s(server)}'s entry ${prevLog.index} has term ${ownTerm}, as the leader's: it ${does}.`;
    }
    const own =
      ownTerm === undefined
        ? `${s(server)} has no entry ${prevLog.index}`
        : `${s(server)}'s entry ${prevLog.index} has term ${ownTerm}`;
    return `${own}, ${leaders}: it ${does}${matches ? " all the same" : ""}.`;
  },
  conflict: (server, { conflict, deletedFrom }) => {
    if (conflict === undefined) {
      return deletedFrom === undefined
        ? `None of the new entries conflicts with one of ${s(server)}'s: it deletes nothing.`
        : `None of the new entries conflicts, and ${s(server)} deletes its log from ${deletedFrom} on all the same.`;
    }
    return deletedFrom === undefined
      ? `${s(server)}'s entry ${conflict} conflicts with the new one, and ${s(server)} keeps its own.`
      : `${s(server)}'s entry ${conflict} conflicts with the new one: it deletes its log from ${deletedFrom} on.`;
  },
  followerCommit: (server, { leaderCommit, lastNew, lastOwn, commitIndex }) =>
    `The leader has committed up to ${leaderCommit}, the message vouches for entries up to ${lastNew}, and ${s(
      server,
    )}'s log ends at ${lastOwn}: its commitIndex is ${commitIndex}.`,
  nextTry: (server, { follower, refused, nextIndex }) =>
    `${s(follower)} refused what follows entry ${refused}: ${s(server)} tries entries from ${nextIndex} on next.`,
  voteMemory: (server, { stored, remembered }) =>
    remembered
      ? `${s(server)} finds on its disk that it voted for ${s(stored)}.`
      : `${s(server)} voted for ${s(stored)} in this term, and has forgotten it.`,
  checkQuorum: (server, { heard, needed, stays }) =>
    `${s(server)} has heard from ${servers(heard)}, itself among them, and needs ${needed}: it ${
      stays ? "stays leader" : "steps down"
    }.`,
};

const whats: WhatTexts = {
  acted: ({ text }) => `By hand or as planned: ${text}.`,
  started: ({ server }) => `${s(server)} starts, with what is on its disk.`,
  crashed: ({ server }) => `${s(server)} crashes.`,
  paused: ({ server }) => `${s(server)} is paused.`,
  resumed: ({ server }) => `${s(server)} goes on.`,
  timerFired: ({ server, timer }) => timers[timer](s(server)),
  sent: ({ letter: { kind, from, to, term, entries } }) => {
    const what =
      kind === "appendEntries"
        ? entries === 0
          ? "a heartbeat"
          : `${kinds[kind]} with ${entries === 1 ? "1 entry" : `${entries} entries`}`
        : kinds[kind];
    return `${capital(endpoint(from))} sends ${endpoint(to)} ${what}${term > 0 ? ` of term ${term}` : ""}.`;
  },
  arrived: ({ to }) => `A message reaches ${endpoint(to)}.`,
  lost: ({ letter: { kind, from, to }, why }) =>
    `${capital(endpoint(from))} has sent ${endpoint(to)} ${kinds[kind]}, and ${losses[why]}.`,
  becameRole: ({ server, role, term }) =>
    role === "leader"
      ? `${s(server)} is elected leader of term ${term}.`
      : `${s(server)} is now ${roles[role]} in term ${term}.`,
  persisted: ({ server, term, votedFor }) =>
    votedFor === undefined
      ? `${s(server)} writes term ${term} to its disk.`
      : `${s(server)} writes term ${term} and its vote for ${s(votedFor)} to its disk.`,
  appended: ({ server, first, count }) =>
    count === 1
      ? `${s(server)} appends entry ${first}.`
      : `${s(server)} appends entries ${first} to ${first + count - 1}.`,
  truncated: ({ server, from }) => `${s(server)} deletes its log from entry ${from} on.`,
  committed: ({ server, index }) => `${s(server)} moves its commitIndex to ${index}.`,
  applied: ({ server, index }) => `${s(server)} applies entry ${index}.`,
  decided: ({ server, decision }) => {
    const text = decisions[decision.rule] as (server: number, of: typeof decision) => string;
    return text(server, decision);
  },
  accepted: ({ server, request, index }) =>
    `${s(server)} takes request ${request} into its log, as entry ${index}.`,
  acknowledged: ({ request }) => `The client hears that request ${request} is done.`,
  triedAgain: ({ request }) =>
    `The client has waited long enough, and sends request ${request} again.`,
};

export const why = {
  title: "Why?",
  close: "Close",
  decisions,
  whats,
  section: (name: string, dissertation: boolean) => (dissertation ? `dissertation ${name}` : name),
  /** The questions. */
  role: (server: number, role: RoleName, term: number) =>
    `Why is ${s(server)} ${roles[role]} in term ${term}?`,
  crashed: (server: number) => `Why is ${s(server)} down?`,
  entry: (server: number, index: number) => `Why does ${s(server)} have entry ${index}?`,
  committed: (server: number, index: number) =>
    `Why does ${s(server)} hold entry ${index} to be committed?`,
  message: (from: string, to: string) => `Why is there this message from ${from} to ${to}?`,
  endpoint,
  /** Nothing led to it that is known. */
  unknown: "It was so from the beginning.",
  chain: "What led to it, backwards",
  /** A button that goes to the moment of a link of the chain. */
  goTo: (when: string) => `Go to ${when}`,
  more: (count: number) => (count === 1 ? "1 earlier cause" : `${count} earlier causes`),
  /** What menus call the questions. */
  askRole: "Why this role and term?",
  askEntry: "Why is this entry here?",
  askCommitted: "Why is it committed?",
  askMessage: "Why was this sent?",
};

/** What every language says about causes. */
export type WhyWords = typeof why;
