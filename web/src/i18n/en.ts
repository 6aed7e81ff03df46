// English: the texts of the first view. en.later.ts has the rest.

import { drawing } from "./drawing.en.ts";
import { inSeconds } from "./units.ts";

export const en = {
  /** The BCP 47 tag. */
  language: "en",
  drawing,

  page: {
    title: "Raft playground",
    lead: "A real Raft cluster, slowed down. Click anything.",
    light: "Light theme",
    dark: "Dark theme",
    otherLanguage: "中文",
  },

  transport: {
    name: "Time",
    play: "Play",
    pause: "Pause",
    step: "One event forward",
    back: "One event back",
    time: "Virtual time",
    seconds: (ms: number) => `${inSeconds(ms)} s`,
    speed: "Speed",
    realTime: "real time",
    slower: (times: number) => `${times}× slower`,
    servers: "Servers",
    scenarios: "Scenarios",
    text: "Text",
    rules: "Rules",
    network: "Network",
    newRun: "New run",
    more: "More",
    sameSeed: "Restart this run",
    newSeed: "New run with another seed",
    seed: (seed: number) => `seed ${seed}`,
    keys: "Keys",
  },

  client: {
    title: "Client",
    command: "Command",
    send: "Send",
    ledger: "Client requests",
    nothing: "No requests yet.",
  },

  state: {
    title: "State machines",
    empty: "No keys yet.",
    upTo: (index: number) => (index === 0 ? "nothing applied" : `applied up to ${index}`),
  },

  load: {
    failed: "The simulator could not be loaded.",
    badSetup: "This cluster cannot be created.",
    retry: "Try again",
    defaults: "Start with the default settings",
  },

  /** Under each view: what its marks mean. */
  marks: {
    appendEntries: "AppendEntries",
    heartbeat: "heartbeat",
    requestVote: "RequestVote",
    reply: "hollow: reply",
    timer: "arc: election timer; thin: heartbeat",
    commitIndex: "commitIndex",
    lastApplied: "lastApplied",
    nextIndex: "nextIndex",
    matchIndex: "matchIndex",
    notCommitted: "dashed: not committed; hollow: committed, unknown here",
  },
};

/** The texts that every language must have. */
export type Catalogue = typeof en;
