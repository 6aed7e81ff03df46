// Small views for the tests of the playground.

import type {
  EntryView,
  LogView,
  MessageView,
  ServerView,
  View,
} from "../../generated/raft_wasm.js";

export function sampleServer(id: number, changes: Partial<ServerView> = {}): ServerView {
  return {
    id,
    status: "up",
    role: "follower",
    term: 1,
    votedFor: undefined,
    leader: undefined,
    votes: [],
    quorum: 3,
    electionTimer: { setAt: 0, firesAt: 200 },
    heartbeatTimer: undefined,
    log: sampleLog([]),
    commitIndex: 0,
    lastApplied: 0,
    progress: [],
    state: [],
    waiting: 0,
    ...changes,
  };
}

export function sampleServers(count: number): ServerView[] {
  return Array.from({ length: count }, (_, at) => sampleServer(at + 1));
}

export const sampleLog = (entries: EntryView[], first = 1): LogView => ({
  first,
  last: first + entries.length - 1,
  entries,
});

export const sampleEntries = (count: number, term = 1): EntryView[] =>
  Array.from({ length: count }, (_, at) => ({
    term,
    text: `set x ${at + 1}`,
    noop: false,
    request: undefined,
  }));

export function sampleView(changes: Partial<View> = {}): View {
  return {
    version: 1,
    now: 0,
    nextEventAt: undefined,
    servers: sampleServers(5),
    messages: [],
    moreMessages: 0,
    lost: [],
    links: [],
    holds: [],
    network: { latencyMin: 10_000, latencyMax: 20_000, loss: 0, duplication: 0 },
    requests: [],
    ...changes,
  };
}

/** A heartbeat from S1 to S2, in flight from 100 to 120 ms. */
export function sampleMessage(changes: Partial<MessageView> = {}): MessageView {
  return {
    id: 1,
    from: { server: 1 },
    to: { server: 2 },
    kind: "appendEntries",
    term: 1,
    sentAt: 100,
    arrivesAt: 120,
    heldSince: undefined,
    copy: false,
    entries: 0,
    reply: undefined,
    matchIndex: undefined,
    text: undefined,
    leader: undefined,
    ...changes,
  };
}
