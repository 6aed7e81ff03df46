// English: the captions and the headline. Loaded with the parts that show them.

import type { MessageKind, MessageSummary } from "../../generated/raft_timeline.js";
import type { LogOrder } from "./sentences.ts";
import { s } from "./units.ts";

const kinds: Record<MessageKind, string> = {
  requestVote: "RequestVote",
  requestVoteResponse: "reply to RequestVote",
  preVote: "PreVote",
  preVoteResponse: "reply to PreVote",
  appendEntries: "AppendEntries",
  appendEntriesResponse: "reply to AppendEntries",
  clientRequest: "request",
  clientResponse: "reply",
};

const list = (servers: number[]): string =>
  servers
    .map(s)
    .join(", ")
    .replace(/, (?!.*, )/, " and ");

function message({ kind, entries, term }: MessageSummary, isBrief: boolean): string {
  const isHeartbeat = kind === "appendEntries" && entries === 0;
  const name = isHeartbeat ? "heartbeat" : kinds[kind];
  if (isBrief) return name;
  const count = entries === 1 ? "1 entry" : `${entries} entries`;
  const full = kind === "appendEntries" && !isHeartbeat ? `${name} with ${count}` : name;
  return term > 0 ? `${full} of term ${term}` : full;
}

export const caption = {
  title: "What just happened",
  /** Before anything has happened, in a run without a scenario. */
  begun: (servers: number, seed: number) =>
    `A new cluster of ${servers} ${servers === 1 ? "server" : "servers"}, seed ${seed}. Nothing has happened yet.`,
  /** Before anything has happened, in a scenario. */
  beginning: "The scenario begins.",
  /** The most characters that fit on two lines of a phone; a Chinese one counts twice. */
  most: 94,
  /** `isBrief`: without the message's term and entries. */
  arrives: (summary: MessageSummary, isBrief: boolean) => {
    const { from, to } = summary;
    const sender = from.server === undefined ? `Client c${from.client}` : s(from.server);
    const receiver = to.server === undefined ? `client c${to.client}` : s(to.server);
    return `${sender}'s ${message(summary, isBrief)} reaches ${receiver}.`;
  },
  vote: (voter: number, candidate: number, isGranted: boolean, log: LogOrder["candidate"]) => {
    const [own, theirs] = [s(voter), s(candidate)];
    if (!isGranted) return `${own} refuses ${theirs} its vote: ${theirs}'s log is less up to date.`;
    if (log === "older") return `${own} votes for ${theirs}, although its log is less up to date.`;
    const how = log === "newer" ? "more up to date than" : "as up to date as";
    return `${own} votes for ${theirs}, whose log is ${how} its own.`;
  },
  votes: (candidate: number, granted: number[], refused: number[]) => {
    const yes = `${list(granted)} ${granted.length === 1 ? "votes" : "vote"} for ${s(candidate)}`;
    const no = `${list(refused)} ${refused.length === 1 ? "refuses" : "refuse"}`;
    if (refused.length === 0) return `${yes}.`;
    return granted.length === 0 ? `${no} ${s(candidate)} a vote.` : `${yes}; ${no}.`;
  },
  notCommitted: (server: number, index: number, entryTerm: number, currentTerm: number) =>
    `${s(server)} does not commit entry ${index}: its term, ${entryTerm}, is not the leader's own, ${currentTerm}.`,
  losses: (count: number) => `${count} messages are lost.`,
  /** Joins sentences. */
  together: (sentences: string[]) => sentences.join(" "),
  deliveries: (count: number) => `${count} messages are delivered.`,
  sends: (count: number) => (count === 1 ? "One message is sent." : `${count} messages are sent.`),
  transcript: "What happened so far",
  close: "Close",
};

export const news = {
  elected: (id: number, term: number) => `${s(id)} is leader in term ${term}.`,
  candidate: (id: number, term: number) => `${s(id)} starts an election in term ${term}.`,
  committed: (index: number) => `Entry ${index} is committed.`,
  crashed: (id: number) => `${s(id)} has crashed.`,
  started: (id: number) => `${s(id)} has restarted.`,
  paused: (id: number) => `${s(id)} is paused.`,
  resumed: (id: number) => `${s(id)} resumes.`,
  truncated: (id: number, from: number) => `${s(id)} deletes its entries from index ${from} on.`,
  acknowledged: (text: string) => `“${text}” is acknowledged.`,
};

export const headline = {
  title: "The run shown",
  /** The title of a run that is not from a text. */
  fresh: "A new cluster",
  violated: (property: string, what: string) => `${property}: ${what}`,
  /** The names of the rules follow. */
  broken: (count: number) => (count === 1 ? "1 rule changed: " : `${count} rules changed: `),
};

export type CaptionTexts = typeof caption;
export type NewsTexts = typeof news;
export type HeadlineTexts = typeof headline;
