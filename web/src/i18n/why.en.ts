// English: the answers to "why". Loaded with the panel that shows them.

import type {
  EndpointView,
  LogId,
  Loss,
  MessageKind,
  RoleName,
  Timer,
} from "../../generated/raft_timeline.js";
import { findings } from "./findings.en.ts";
import { given } from "./given.ts";
import { compareLogs, type DecisionOf, type DecisionTexts, type WhatTexts } from "./sentences.ts";
import { s } from "./units.ts";

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
  clientResponse: "a reply",
};

const losses: Record<Loss, string> = {
  network: "the network loses it",
  cut: "the link is cut",
  crashed: "its receiver has crashed",
  byHand: "it was dropped by hand",
  networkFull: "the network is full",
};

const timers: Record<Timer, (server: string) => string> = {
  election: (server) => `${server}'s election timer runs out.`,
  heartbeat: (server) => `${server}'s heartbeat is due.`,
  quorumCheck: (server) => `${server} checks whether it still hears from a majority.`,
  leaderContact: (server) =>
    `${server}'s leader-contact timer runs out: from now on it may grant a PreVote.`,
};

const endpoint = ({ server, client }: EndpointView) =>
  server === undefined ? `client c${client}` : s(server);

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
  if (order === "older")
    return `${does}${twice}, although ${theirs}'s log is less up to date: ${both}.`;
  return order === "newer"
    ? `${does}${twice}: ${both}, so ${theirs}'s log is more up to date.`
    : `${does}${twice}: ${both}, so ${theirs}'s log is as up to date as its own.`;
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
      return `${refuses}: the request is from term ${candidateTerm}, and ${own} is already in term ${voterTerm}.`;
    case "alreadyVoted":
      return `${refuses}: it has already voted for ${s(votedFor ?? 0)} in term ${candidateTerm}.`;
    case "leaderAlive":
      return `${refuses}: it has recently heard from a leader.`;
    case "logOlder":
      return compareLogs(decision.candidateLog, decision.voterLog).candidate === "older"
        ? `${refuses}: ${logs(voter, decision)}, so ${theirs}'s log is less up to date.`
        : `${refuses}, although ${theirs}'s log is not less up to date: ${logs(voter, decision)}.`;
  }
}

const decisions: DecisionTexts = {
  term: (server, { theirs, ours, verdict }) => {
    const message = `The message has term ${theirs}`;
    if (verdict === "refuse")
      return `${message}, and ${s(server)} is in term ${ours}: ${s(server)} refuses it.`;
    return verdict === "stepDown"
      ? `${message}, and ${s(server)} was in term ${ours}: ${s(server)} moves to term ${theirs} as a follower.`
      : `${message}, and ${s(server)} is in term ${ours}: ${s(server)} acts on it nevertheless, and stays in term ${ours}.`;
  },
  staleReply: (server, { theirs, ours, counted }) =>
    `The reply has term ${theirs}, and ${s(server)} is in term ${ours}: ${s(server)} ${
      counted ? "counts it nevertheless" : "ignores it"
    }.`,
  vote,
  election: (server, { preVote, votes: have, needed, won }) => {
    if (!won) return `${s(server)} has ${votes(have)} and needs ${needed}.`;
    const then = preVote ? "it starts an election" : "it becomes leader";
    return `${s(server)} has ${votes(have)} and needs ${needed}: ${then}.`;
  },
  commit: (server, { index, entryTerm, currentTerm, needed, allowed }) => {
    const found = `${s(server)} counts entry ${index} (term ${entryTerm}) as stored on enough servers (a majority is ${needed})`;
    const leads = `${s(server)} is leader in term ${currentTerm}`;
    if (entryTerm === currentTerm) {
      return `${found}, and its term is the leader's own: ${s(server)} ${allowed ? "commits it" : "does not commit it"}.`;
    }
    return allowed
      ? `${found}. ${leads}, and commits the entry although it is from an earlier term.`
      : `${found}. ${leads}, and a leader does not commit an entry from an earlier term by counting replicas.`;
  },
  consistency: (server, { prevLog, ownTerm, matches }) => {
    if (prevLog.index === 0)
      return `The new entries begin at index 1: there is no previous entry to compare.`;
    const does = matches ? "accepts the new entries" : "refuses";
    const leaders = `the leader's has term ${prevLog.term}`;
    if (ownTerm === prevLog.term) {
      return `${s(server)}'s entry ${prevLog.index} has term ${ownTerm}, like the leader's: it ${does}.`;
    }
    const own =
      ownTerm === undefined
        ? `${s(server)} has no entry ${prevLog.index}`
        : `${s(server)}'s entry ${prevLog.index} has term ${ownTerm}`;
    return `${own}, ${leaders}: it ${does}${matches ? " nevertheless" : ""}.`;
  },
  conflict: (server, { conflict, deletedFrom }) => {
    if (conflict === undefined) {
      return deletedFrom === undefined
        ? `No new entry conflicts with one of ${s(server)}'s: it deletes nothing.`
        : `No new entry conflicts, and ${s(server)} deletes its entries from index ${deletedFrom} on nevertheless.`;
    }
    return deletedFrom === undefined
      ? `${s(server)}'s entry ${conflict} conflicts with the new one, and ${s(server)} keeps its own.`
      : `${s(server)}'s entry ${conflict} conflicts with the new one: it deletes its entries from index ${deletedFrom} on.`;
  },
  followerCommit: (server, { leaderCommit, lastNew, lastOwn, commitIndex }) =>
    `The leader has committed up to index ${leaderCommit}, the message confirms entries up to ${lastNew}, and ${s(
      server,
    )}'s log ends at ${lastOwn}: it sets commitIndex to ${commitIndex}.`,
  nextTry: (server, { follower, refused, nextIndex }) =>
    `${s(follower)} refused the entries after index ${refused}: ${s(server)} sets nextIndex to ${nextIndex} and tries again.`,
  voteMemory: (server, { stored, remembered }) =>
    remembered
      ? `${s(server)} reads from its disk that it voted for ${s(stored)}.`
      : `${s(server)} voted for ${s(stored)} in this term and has forgotten it.`,
  checkQuorum: (server, { heard, needed, stays }) =>
    `${s(server)} has heard from ${servers(heard)}, including itself, and needs ${needed}: it ${
      stays ? "stays leader" : "steps down"
    }.`,
};

const whats: WhatTexts = {
  acted: ({ text }) => `Action: ${given(text)}.`,
  started: ({ server }) => `${s(server)} starts with what is on its disk.`,
  crashed: ({ server }) => `${s(server)} crashes.`,
  paused: ({ server }) => `${s(server)} is paused.`,
  resumed: ({ server }) => `${s(server)} resumes.`,
  timerFired: ({ server, timer }) => timers[timer](s(server)),
  sent: ({ summary: { kind, from, to, term, entries } }) => {
    const what =
      kind === "appendEntries"
        ? entries === 0
          ? "a heartbeat"
          : `${kinds[kind]} with ${entries === 1 ? "1 entry" : `${entries} entries`}`
        : kinds[kind];
    return `${capital(endpoint(from))} sends ${endpoint(to)} ${what}${term > 0 ? ` of term ${term}` : ""}.`;
  },
  arrived: ({ to }) => `A message reaches ${endpoint(to)}.`,
  lost: ({ summary: { kind, from, to }, why }) =>
    `${capital(endpoint(from))} has sent ${endpoint(to)} ${kinds[kind]}, and ${losses[why]}.`,
  becameRole: ({ server, role, term }) =>
    role === "leader"
      ? `${s(server)} becomes leader in term ${term}.`
      : `${s(server)} becomes ${roles[role]} in term ${term}.`,
  persisted: ({ server, term, votedFor }) =>
    votedFor === undefined
      ? `${s(server)} writes term ${term} to its disk.`
      : `${s(server)} writes term ${term} and its vote for ${s(votedFor)} to its disk.`,
  appended: ({ server, first, count }) =>
    count === 1
      ? `${s(server)} appends entry ${first}.`
      : `${s(server)} appends entries ${first} to ${first + count - 1}.`,
  truncated: ({ server, from }) => `${s(server)} deletes its entries from index ${from} on.`,
  committed: ({ server, index }) => `${s(server)} advances its commitIndex to ${index}.`,
  applied: ({ server, index }) => `${s(server)} applies entry ${index}.`,
  decided: ({ server, decision }) => {
    const text = decisions[decision.rule] as (server: number, of: typeof decision) => string;
    return text(server, decision);
  },
  accepted: ({ server, request, index }) =>
    `${s(server)} appends request ${request} to its log as entry ${index}.`,
  acknowledged: ({ request }) => `The client learns that request ${request} is done.`,
  triedAgain: ({ request }) => `The client's timeout expires, and it resends request ${request}.`,
};

export const why = {
  title: "Why?",
  close: "Close",
  decisions,
  whats,
  findings,
  section: (name: string, dissertation: boolean) => (dissertation ? `dissertation ${name}` : name),
  /** The questions. */
  role: (server: number, role: RoleName, term: number) =>
    `Why is ${s(server)} ${roles[role]} in term ${term}?`,
  crashed: (server: number) => `Why is ${s(server)} down?`,
  entry: (server: number, index: number) => `Why does ${s(server)} have entry ${index}?`,
  committed: (server: number, index: number) =>
    `Why does ${s(server)} consider entry ${index} committed?`,
  notCommitted: (server: number, index: number, elsewhere: boolean) =>
    elsewhere
      ? `Why does ${s(server)} not know that entry ${index} is committed?`
      : `Why is entry ${index} not committed?`,
  paused: (server: number) => `Why is ${s(server)} paused?`,
  missing: (server: number, index: number) => `Why does ${s(server)} have no entry ${index}?`,
  silence: (from: number, to: number) => `Why does nothing get from ${s(from)} to ${s(to)}?`,
  lost: (from: number, to: number) => `Why are messages from ${s(from)} to ${s(to)} lost?`,
  answered: (text: string) => `When was “${given(text)}” committed and answered?`,
  notLeader: (server: number) => `Why is ${s(server)} not leader?`,
  voted: (voter: number, candidate: number) => `Why did ${s(voter)} vote for ${s(candidate)}?`,
  notVoted: (voter: number, candidate: number) =>
    `Why did ${s(voter)} not vote for ${s(candidate)}?`,
  waiting: (text: string) => `Why is “${given(text)}” still waiting?`,
  unknownOutcome: (text: string) => `Why is the outcome of “${given(text)}” unknown?`,
  resent: (text: string, times: number) =>
    times === 2
      ? `Why was “${given(text)}” sent twice?`
      : `Why was “${given(text)}” sent ${times} times?`,
  message: (from: string, to: string) => `Why did ${from} send this message to ${to}?`,
  endpoint,
  chain: "Chain of causes, latest first",
  /** The titles of the further chains of causes. */
  decided: "The last decision, and its causes",
  entryHere: (server: number) => `How ${s(server)} got the entry`,
  roleOf: (server: number) => `How ${s(server)} got its role and term`,
  requestTold: "What last happened to the request",
  requestDone: "How the client learnt that it is done",
  commitOn: (server: number) => `How ${s(server)} committed the entry`,
  keptOut: "What last kept it from getting the entry",
  obstacle: "What closed this link",
  lastLoss: "The last message lost on this link",
  leaderEnd: "How the last leader lost its role",
  /** The button that goes to the moment of a cause in the chain. */
  goTo: (when: string) => `Go to ${when}`,
  more: (count: number) => (count === 1 ? "1 earlier cause" : `${count} earlier causes`),
  /** The questions as menus word them. */
  askRole: "Why this role and term?",
  askDown: "Why is it down?",
  askPaused: "Why is it paused?",
  askMissing: "Why is there no entry here?",
  /** The name of a place in a log that has no entry. */
  noEntry: (server: number, index: number) => `${s(server)} has no entry ${index}`,
  askSilence: (from: number, to: number) => `Why does nothing get from ${s(from)} to ${s(to)}?`,
  askLost: (from: number, to: number) => `Why are messages from ${s(from)} to ${s(to)} lost?`,
  askAnswered: "When was it committed and answered?",
  askEntry: "Why is this entry here?",
  askCommitted: "Why is it committed?",
  askNotCommitted: "Why is it not committed?",
  /** For a committed entry whose server does not know that. */
  askCommitUnknown: "Why is its commit not known here?",
  askEntryNotCommitted: (index: number) => `Why is entry ${index} not committed?`,
  askEntryUnknown: (index: number) => `Why does it not know that entry ${index} is committed?`,
  askNotLeader: "Why is it not leader?",
  askVoted: (candidate: number) => `Why did it vote for ${s(candidate)}?`,
  askNotVoted: (candidate: number) => `Why did it not vote for ${s(candidate)}?`,
  askWaiting: "Why is it still waiting?",
  askUnknown: "Why is the outcome unknown?",
  askResent: (times: number) =>
    times === 2 ? "Why was it sent twice?" : `Why was it sent ${times} times?`,
  askMessage: "Why was this sent?",
};

/** The texts about causes that every language must have. */
export type WhyWords = typeof why;
