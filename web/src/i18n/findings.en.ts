// English: what the state at an instant says to a question "why not?".

import type { ProgressView } from "../../generated/raft_timeline.js";
import { given } from "./given.ts";
import { s } from "./units.ts";

const servers = (count: number) => (count === 1 ? "1 server" : `${count} servers`);
const list = (ids: readonly number[]): string =>
  ids.length < 2
    ? ids.map(s).join("")
    : `${ids.slice(0, -1).map(s).join(", ")} and ${s(ids.at(-1) ?? 0)}`;

export const findings = {
  stored: (index: number, term: number, on: number[], needed: number) =>
    `Entry ${index} of term ${term} is stored on ${list(on)}: ${servers(on.length)}. A majority is ${needed}.`,
  knows: (other: number, theirs: number, server: number, own: number) =>
    `${s(other)}'s commitIndex is ${theirs}: ${s(other)} knows that the entry is committed. ${s(server)}'s commitIndex is ${own}. A follower learns of a commit from its leader's next AppendEntries.`,
  /** The entry was committed, and nobody knows. */
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
  down: (server: number) => `${s(server)} is down: it neither asks for votes nor leads.`,
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
    return `${s(server)}'s log ${end}. Of the running servers, it is at least as up to date as the logs of ${list(from)}: they could vote for it, and it needs ${needed}.`;
  },
  voted: (voter: number, term: number, votedFor: number | undefined) =>
    votedFor === undefined
      ? `${s(voter)} has voted for nobody in term ${term}.`
      : `${s(voter)} has voted for ${s(votedFor)} in term ${term}. It has one vote in a term.`,
  earlier: (voter: number, own: number, term: number) =>
    `${s(voter)} is in term ${own}, and the vote is for term ${term}.`,
  notAsked: (voter: number, candidate: number, term: number) =>
    `No request of ${s(candidate)} for a vote in term ${term} has reached ${s(voter)}.`,
  sent: (text: string, times: number, target: number) =>
    `The client has sent “${given(text)}” ${times === 1 ? "once" : `${times} times`}, last to ${s(target)}.`,
  unheard: (target: number, state: "down" | "leads" | "not") =>
    ({
      down: `No log has the command, and ${s(target)} is down. The client turns to another server when its timeout expires.`,
      not: `No log has the command, and ${s(target)} is not leader: only a leader accepts commands.`,
      leads: `No log has the command: it has not reached ${s(target)}, which is leader.`,
    })[state],
  replies: (server: number, index: number) =>
    `It is entry ${index}, and ${s(server)} knows that it is committed. The reply has not reached the client.`,
  once: "A client resends a request when it has no reply in time. The state machine recognizes the repeated request and applies it once.",
};
