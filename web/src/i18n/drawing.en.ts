import type { Loss } from "../../generated/raft_wasm.js";
import { roles } from "./names.en.ts";

const entries = (count: number): string => (count === 1 ? "1 entry" : `${count} entries`);
const server = (id: number): string => `S${id}`;
const per1000 = (value: number): string => `${value / 10}%`;

const losses: Record<Loss, string> = {
  network: "lost by the network",
  cut: "the link is cut",
  crashed: "its receiver has crashed",
  byHand: "dropped by hand",
  networkFull: "the network was full",
};

/** The texts of the cluster and the logs. */
export const drawing = {
  server,
  client: (id: number) => `c${id}`,
  clientName: (id: number) => `client c${id}`,

  // Around and inside a server's disc.
  roles,
  preCandidateShort: "pre-vote",
  crashed: "crashed",
  paused: "paused",
  term: (term: number) => `term ${term}`,
  termShort: (term: number | string) => `t${term}`,
  votedFor: (id: number) => `voted S${id}`,
  votedForItself: "voted for itself",
  leaderOfTerm: (term: number) => `leader of term ${term}`,
  leads: "leader",
  votes: (votes: number, quorum: number) => `${votes} of ${quorum} votes`,
  preVotes: (votes: number, quorum: number) => `${votes} of ${quorum} pre-votes`,
  votesShort: (votes: number, quorum: number) => `${votes}/${quorum}`,
  waiting: (count: number) => `${count} waiting`,

  // Names for a screen reader.
  cluster: "Cluster",
  servers: "Servers",
  links: "Links",
  messages: "Messages in flight",
  clientMessages: "Requests and replies in flight",
  clients: "Clients",
  logs: "Logs",
  serverLabel: (id: number, state: string[]) => `Server ${server(id)}: ${state.join(", ")}`,
  linkLabel: (a: number, b: number, state: string[]) =>
    [`Link ${server(a)}–${server(b)}`, ...state].join(", "),
  linkCut: "cut both ways",
  linkCutOneWay: (from: number, to: number) => `cut from ${server(from)} to ${server(to)}`,
  linkSettings: (from: number, to: number, what: string) =>
    `${server(from)} to ${server(to)}: ${what}`,
  linkLatency: (min: string, max: string) => (min === max ? `${min} ms` : `${min}–${max} ms`),
  linkLoss: (loss: number) => `${per1000(loss)} lost`,
  linkDuplication: (duplication: number) => `${per1000(duplication)} duplicated`,
  messageLabel: (what: string, from: string, to: string) => `${what}, from ${from} to ${to}`,
  ofTerm: (what: string, term: number) => `${what} of term ${term}`,
  heartbeat: "Heartbeat",
  appendEntries: (count: number) => `AppendEntries with ${entries(count)}`,
  stored: (index: number) => `Reply to AppendEntries: logs agree up to ${index}`,
  refused: "Reply to AppendEntries: refused",
  requestVote: "RequestVote",
  voteGranted: "Vote granted",
  voteRefused: "Vote refused",
  preVote: "PreVote",
  preVoteGranted: "PreVote granted",
  preVoteRefused: "PreVote refused",
  clientRequest: (text: string) => `Request “${text}”`,
  clientAnswer: "Reply",
  clientRedirect: (leader: number | undefined) =>
    leader === undefined ? "Not the leader" : `Not the leader, try ${server(leader)}`,
  held: "held",
  copy: "a copy",
  losses,
  clientLabel: (id: number, state: string) => `Client c${id}: ${state}`,
  clientIdle: "no request",
  clientWaiting: (text: string) => `“${text}”, waiting for a reply`,
  clientUnknown: (text: string) => `“${text}”: outcome unknown`,
  clientAcknowledged: (text: string) => `“${text}” acknowledged`,

  // Logs.
  log: (id: number) => `Log of ${server(id)}`,
  entryLabel: (id: number, index: number, term: number, what: string, state: string) =>
    `${server(id)}, entry ${index}, term ${term}: ${what}, ${state}`,
  committed: "committed",
  notCommitted: "commit not known here",
  noop: "no-op",
  noCommand: "no command",
  earlier: (count: number) => `… ${count} earlier`,
  endsAt: (index: number) => (index === 0 ? "empty" : `ends at ${index}`),
  commitIndex: "commitIndex",
  lastApplied: "lastApplied",
  nextIndex: "nextIndex",
  matchIndex: "matchIndex",
  commitIndexTitle: (id: number, index: number) =>
    `commitIndex ${index}: ${server(id)} knows that entries up to here are committed`,
  lastAppliedTitle: (id: number, index: number) =>
    `lastApplied ${index}: ${server(id)} has applied entries up to here to its state machine`,
  nextIndexTitle: (id: number, index: number) =>
    `nextIndex ${index}: the next entry the leader will send to ${server(id)}`,
  matchIndexTitle: (id: number, index: number) =>
    `matchIndex ${index}: the leader knows that ${server(id)}'s log equals its own up to here`,
};

/** The texts of cluster and logs that every language must have. */
export type DrawingTexts = typeof drawing;
