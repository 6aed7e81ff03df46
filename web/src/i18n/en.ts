// English. The shape of this catalogue is what every other language has to offer.

import type { CommandError, NetworkError, Refusal } from "../../generated/raft_wasm.js";
import { figure } from "./figure.en.ts";

/** A sentence for each kind of refusal, from its values. */
export type RefusalTexts = {
  [Kind in Refusal["type"]]: (refusal: Extract<Refusal, { type: Kind }>) => string;
};

const s = (server: number) => `S${server}`;

const commandErrors: Record<CommandError, string> = {
  empty: "Write a command first: set x 1",
  unknownWord: "A command begins with set, get, add or del.",
  wrongLength: "Commands are: set KEY VALUE, get KEY, add KEY NUMBER, del KEY.",
  notANumber: "add needs a whole number: add x 5",
  tooLong: "A command has at most 200 bytes.",
};

const networkErrors: Record<NetworkError, string> = {
  latencyReversed: "The shortest latency is above the longest.",
  latencyTooLong: "A latency is an hour at most.",
  moreThanAll: "Loss and duplication go from 0 to 100 %.",
};

const refusals: RefusalTexts = {
  noSuchServer: ({ server }) => `There is no ${s(server)}.`,
  notCrashed: ({ server }) => `${s(server)} is up: only a crashed server can be restarted.`,
  crashed: ({ server }) => `${s(server)} has crashed.`,
  paused: ({ server }) => `${s(server)} is paused.`,
  notPaused: ({ server }) => `${s(server)} is not paused.`,
  noSuchTimer: ({ server, timer }) =>
    timer === "heartbeat"
      ? `${s(server)} does not lead: it sends no heartbeats.`
      : `${s(server)} has no such timer in its role.`,
  noSuchLink: ({ server }) => `${s(server)} has no link to itself.`,
  alreadyCut: ({ from, to }) => `The link ${s(from)} → ${s(to)} is cut already.`,
  notCut: ({ from, to }) => `The link ${s(from)} → ${s(to)} is not cut.`,
  nothingToHeal: () => "No link is cut.",
  inTwoGroups: ({ server }) => `${s(server)} is on both sides.`,
  notUnderWay: () => "This message is not under way any more.",
  alreadyHeld: () => "This message is held already.",
  notHeld: () => "This message is not held.",
  alreadyHolding: () => "These messages are held already.",
  notHolding: () => "These messages are not held.",
  badCommand: ({ problem }) => commandErrors[problem],
  tooManyClients: () => "255 clients are waiting already: no more can ask.",
  badNetwork: ({ problem }) => networkErrors[problem],
  delayTooLong: () => "That is longer than time lasts here.",
};

export const en = {
  /** The BCP 47 tag. */
  language: "en",
  figure,
  commandErrors,
  networkErrors,
  refusals,
  refused: (reason: string) => `Nothing changed. ${reason}`,

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
    waiting: "waiting",
    unknown: "unknown, trying again",
    done: "done",
    value: (value: string) => `= ${value}`,
    noValue: "no value",
    failed: "not a number",
    sent: (times: number) => `sent ${times}×`,
    more: (count: number) => `and ${count} more`,
  },

  state: {
    title: "State",
    empty: "Nothing stored yet.",
    upTo: (index: number) => (index === 0 ? "nothing applied" : `applied up to ${index}`),
  },

  trap: {
    title: "This run has stopped",
    what: "The simulator ran into an error of its own:",
    todo: "Nothing else is lost. Start again, and please report it.",
    sameSeed: "Same run again",
    newSeed: "Another run",
    copy: "Copy the details",
    copied: "Copied.",
    notCopied: "Please select and copy the text below.",
    details: "Details for a bug report",
  },

  load: {
    failed: "The simulator could not be loaded.",
    badSetup: "There can be no such cluster.",
    retry: "Try again",
    defaults: "Start with the usual settings",
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
