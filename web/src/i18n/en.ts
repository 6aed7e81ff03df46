// English: what is said from the start. en.later.ts has the rest.

import { figure } from "./figure.en.ts";

const s = (server: number) => `S${server}`;

export const en = {
  /** The BCP 47 tag. */
  language: "en",
  figure,

  page: {
    title: "Raft playground",
    lead: "A real Raft cluster, slowed down. Click anything.",
    light: "Light theme",
    dark: "Dark theme",
    otherLanguage: "中文",
    footer: "Runs in this page alone: no server, no cookies.",
  },

  transport: {
    name: "Time",
    play: "Play",
    pause: "Pause",
    step: "One event forward",
    back: "One event back",
    time: "Virtual time",
    seconds: (ms: number) => `${(ms / 1000).toFixed(3)} s`,
    speed: "Speed",
    realTime: "as fast as real",
    slower: (times: number) => `${times}× slower than real`,
    servers: "Servers",
    network: "Network",
    newRun: "New run",
    sameSeed: "The same run again",
    newSeed: "Another run",
    seed: (seed: number) => `seed ${seed}`,
    keys: "Keys",
    restarted: (servers: number, seed: number) =>
      `A new run with ${servers} ${servers === 1 ? "server" : "servers"}, seed ${seed}.`,
  },

  client: {
    title: "Client",
    command: "Command",
    send: "Send",
    ledger: "What the client knows",
    nothing: "Nothing asked yet.",
  },

  state: {
    title: "State",
    empty: "Nothing stored yet.",
    upTo: (index: number) => (index === 0 ? "nothing applied" : `applied up to ${index}`),
  },

  load: {
    failed: "The simulator could not be loaded.",
    badSetup: "There can be no such cluster.",
    retry: "Try again",
    defaults: "Start with the usual settings",
  },

  /** Under each view: what its marks mean. */
  marks: {
    appendEntries: "AppendEntries",
    heartbeat: "heartbeat",
    requestVote: "RequestVote",
    reply: "hollow: reply",
    timer: "arc: election timer",
    commitIndex: "commitIndex",
    lastApplied: "lastApplied",
    nextIndex: "nextIndex",
    matchIndex: "matchIndex",
    notCommitted: "dashed: not committed",
  },

  news: {
    elected: (id: number, term: number) => `${s(id)} leads term ${term}.`,
    candidate: (id: number, term: number) => `${s(id)} stands for election in term ${term}.`,
    committed: (index: number) => `Entry ${index} is committed.`,
    crashed: (id: number) => `${s(id)} has crashed.`,
    started: (id: number) => `${s(id)} has restarted.`,
    paused: (id: number) => `${s(id)} is paused.`,
    resumed: (id: number) => `${s(id)} goes on.`,
    truncated: (id: number, from: number) => `${s(id)} removes its log from entry ${from} on.`,
    acknowledged: (text: string) => `“${text}” is acknowledged.`,
  },
};

/** What every language has to offer. */
export type Catalogue = typeof en;
