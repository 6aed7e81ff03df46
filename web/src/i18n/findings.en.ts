// English: the answers to "why not?", found in the state at an instant.

import type { MessageKind, MessageView, ProgressView } from "../../generated/raft_timeline.js";
import { given } from "./given.ts";
import { s } from "./units.ts";

const servers = (count: number) => (count === 1 ? "1 server" : `${count} servers`);
const list = (ids: readonly number[]): string =>
  ids.length < 2
    ? ids.map(s).join("")
    : `${ids.slice(0, -1).map(s).join(", ")} and ${s(ids.at(-1) ?? 0)}`;

const quoted = (text: string | undefined) =>
  text === undefined ? "a command" : `“${given(text)}”`;

/** What a message is for. */
const messages: Record<MessageKind, (message: MessageView) => string> = {
  requestVote: ({ term }) => `RequestVote of term ${term}: a candidate asks for a vote.`,
  requestVoteResponse: ({ term }) =>
    `A reply of term ${term} to RequestVote. A server gives at most one vote in a term.`,
  preVote: ({ term }) =>
    `PreVote for term ${term}: before it starts an election, a server asks whether it could win.`,
  preVoteResponse: ({ term }) =>
    `A reply of term ${term} to PreVote. It changes neither terms nor votes.`,
  appendEntries: ({ term, entries }) =>
    entries === 0
      ? `AppendEntries of term ${term} without entries: a heartbeat, which keeps followers from starting an election.`
      : `AppendEntries of term ${term} with ${entries === 1 ? "1 entry" : `${entries} entries`}, for a follower to store.`,
  appendEntriesResponse: ({ term }) =>
    `A reply of term ${term} to AppendEntries: it tells the leader up to where the logs match, or that they do not.`,
  clientRequest: ({ text, to }) =>
    `The client sends ${quoted(text)} to ${s(to.server ?? 0)}, which it believes to be leader.`,
  clientResponse: ({ from, leader }) =>
    leader === undefined
      ? `${s(from.server ?? 0)} replies to the client.`
      : `${s(from.server ?? 0)} tells the client that ${s(leader)} is leader.`,
};

export const findings = {
  messages,
  onDisk: (server: number, term: number, last: number) =>
    `${s(server)} has crashed. Its disk keeps term ${term}, its vote and its log, which ${
      last === 0 ? "is empty" : `ends at entry ${last}`
    }. Its role, commitIndex and lastApplied are lost.`,
  paused: (server: number, waiting: number) =>
    `${s(server)} is paused, and ${
      waiting === 1 ? "1 message or timer waits" : `${waiting} messages and timers wait`
    } for it. To the other servers it looks slow; Raft's safety does not depend on timing.`,
  elected: (server: number, term: number, needed: number) =>
    `${s(server)} is leader in term ${term}: it received the ${
      needed === 1 ? "1 vote" : `${needed} votes`
    } that it needs.`,
  followsWhom: (server: number, term: number, leader: number | undefined) =>
    leader === undefined
      ? `${s(server)} is a follower in term ${term} and knows of no leader. It starts an election when its election timer runs out.`
      : `${s(server)} is a follower of ${s(leader)} in term ${term}. It starts an election if its election timer runs out before it hears from a leader.`,
  created: (server: number, index: number, term: number) =>
    `${s(server)}'s entry ${index} is of term ${term}: the leader of that term created it. Followers append it when AppendEntries brings it.`,
  commitHere: (server: number, commitIndex: number, index: number) =>
    `${s(server)}'s commitIndex is ${commitIndex}: as far as ${s(server)} knows, ${
      index < commitIndex
        ? `entry ${index} and those up to ${commitIndex} are`
        : `entry ${index} is`
    } committed.`,
  lacks: (server: number, last: number, index: number, holders: number[]) =>
    `${s(server)}'s log ${last === 0 ? "is empty" : `ends at entry ${last}`}. ${
      holders.length === 0
        ? `No server has an entry ${index}`
        : `${list(holders)} ${holders.length === 1 ? "has" : "have"} an entry ${index}`
    }.`,
  receiverDown: (server: number) =>
    `${s(server)} is down: messages to it are lost. Their senders try again until it has restarted.`,
  noSender: "No running server is leader, and only a leader sends entries.",
  next: (leader: number, server: number, nextIndex: number, matchIndex: number) =>
    `${s(leader)} sends ${s(server)} entries from index ${nextIndex} on (nextIndex), and knows that their logs match up to ${matchIndex} (matchIndex).`,
  cut: (from: number, to: number) =>
    `The link from ${s(from)} to ${s(to)} is cut: what ${s(from)} sends to ${s(to)} is lost.`,
  held: (from: number, to: number) =>
    `Messages from ${s(from)} to ${s(to)} are held until somebody releases them.`,
  lossy: (from: number, to: number, percent: number) =>
    `The network loses ${percent}% of the messages from ${s(from)} to ${s(to)}.`,
  underWay: (leader: number, server: number, entries: number, isHeld: boolean) =>
    `AppendEntries with ${entries === 1 ? "1 entry" : `${entries} entries`} is in flight from ${s(leader)} to ${s(server)}${isHeld ? ", and is held" : ""}.`,
  answered: (by: number, index: number) =>
    `It is entry ${index}. ${s(by)} applied the entry and answered the client.`,
  /** For a state that no event has caused. */
  began: "It was so when the run began.",
  stored: (index: number, term: number, on: number[], needed: number) =>
    `Entry ${index} of term ${term} is stored on ${list(on)}: ${servers(on.length)}. A majority is ${needed}.`,
  knows: (other: number, theirs: number, server: number, own: number) =>
    `${s(other)}'s commitIndex is ${theirs}: ${s(other)} knows that the entry is committed. ${s(server)}'s commitIndex is ${own}. A follower learns of a commit from its leader's next AppendEntries.`,
  /** The entry was committed, but no running server knows it. */
  forgotten:
    "The entry was committed earlier in this run. No running server knows it: commitIndex is not stored on disk, so a server that crashes forgets it.",
  noLeader: "No running server is leader, and only a leader commits entries by counting replicas.",
  leaderLacks: (leader: number, term: number, index: number, own: number | undefined) =>
    own === undefined
      ? `${s(leader)}, leader in term ${term}, has no entry ${index}.`
      : `${s(leader)}, leader in term ${term}, has another entry ${index}, of term ${own}.`,
  matches: (leader: number, of: readonly ProgressView[], copies: number, needed: number) =>
    `${s(leader)}'s matchIndex: ${of.map(({ server, matchIndex }) => `${s(server)} ${matchIndex}`).join(", ")}. With its own, ${s(leader)} knows of ${copies === 1 ? "1 replica" : `${copies} replicas`} and needs ${needed}.`,
  earlierTerm: (leader: number, term: number, entryTerm: number) =>
    `${s(leader)} is leader in term ${term}, and the entry is of term ${entryTerm}. With the paper's rule, a leader counts replicas only of entries of its own term. It commits an earlier entry together with a later one of term ${term}.`,
  down: (server: number) => `${s(server)} is down, so it can neither request votes nor be leader.`,
  votes: (server: number, from: number[], needed: number) =>
    `${s(server)} has ${from.length === 1 ? "1 vote" : `${from.length} votes`}, from ${list(from)}, and needs ${needed}.`,
  follows: (server: number, term: number) => `${s(server)} is a follower in term ${term}.`,
  leads: (server: number, term: number) =>
    `${s(server)} is leader in term ${term}. A term has at most one leader.`,
  couldGet: (
    server: number,
    { term, index }: { term: number; index: number },
    from: number[],
    needed: number,
  ) => {
    const end = index === 0 ? "is empty" : `ends at entry ${index} of term ${term}`;
    return `${s(server)}'s log ${end}. Among the running servers, ${list(from)} ${from.length === 1 ? "has a log" : "have logs"} no more up to date, and could vote for it. It needs ${needed}.`;
  },
  voted: (voter: number, term: number, votedFor: number | undefined) =>
    votedFor === undefined
      ? `${s(voter)} has voted for nobody in term ${term}.`
      : `${s(voter)} has voted for ${s(votedFor)} in term ${term}. A server has one vote per term.`,
  earlier: (voter: number, own: number, term: number) =>
    `${s(voter)} is in term ${own}, and the vote is for term ${term}.`,
  notAsked: (voter: number, candidate: number, term: number) =>
    `No RequestVote of term ${term} from ${s(candidate)} has reached ${s(voter)}.`,
  sent: (text: string, times: number, target: number) =>
    `The client has sent “${given(text)}” ${times === 1 ? "once" : `${times} times`}, last to ${s(target)}.`,
  unheard: (target: number, state: "down" | "leads" | "not") =>
    ({
      down: `No log has the command, and ${s(target)} is down. The client tries another server when its timeout expires.`,
      not: `No log has the command, and ${s(target)} is not leader: only a leader accepts commands.`,
      leads: `No log has the command: it has not reached ${s(target)}, which is leader.`,
    })[state],
  replies: (server: number, index: number) =>
    `It is entry ${index}, and ${s(server)} knows that it is committed. The reply has not reached the client.`,
  once: "A client resends a request when it has no reply in time. The state machine recognizes the repeated request and applies it once.",
};
