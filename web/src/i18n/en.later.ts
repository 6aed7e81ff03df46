// English, continued: what is not said at once. Loaded with the first part that says something of it.

import type { CommandError, NetworkError, Refusal } from "../../generated/raft_wasm.js";
import { type Catalogue, en } from "./en.ts";

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
  networkFull: () => "At most 4,000 messages can be in flight.",
};

const later = {
  commandErrors,
  networkErrors,
  refusals,
  refused: (reason: string) => `Nothing changed. ${reason}`,

  menu: {
    close: "Close",
    server: (id: number) => `Server ${s(id)}`,
    term: "term",
    votedFor: "votedFor",
    nobody: "nobody",
    log: "log",
    logEnds: (index: number) => (index === 0 ? "empty" : `up to ${index}`),
    commitIndex: "commitIndex",
    lastApplied: "lastApplied",
    crash: "Crash",
    crashHint: "loses all that is not on disk",
    restart: "Restart",
    restartHint: "with term, vote and log from disk",
    pause: "Pause",
    pauseHint: "messages and timers wait",
    resume: "Resume",
    timeout: "Election timeout now",
    heartbeats: "Send heartbeats now",
    send: (text: string) => `Send it “${text}”`,
    isolate: "Isolate",
    isolateHint: "cut every link, both ways",
    deafen: "Cut what it receives",
    silence: "Cut what it sends",
    reconnect: "Mend its links",

    link: (a: number, b: number) => `Link ${s(a)} – ${s(b)}`,
    direction: (from: number, to: number) => `${s(from)} → ${s(to)}`,
    normal: "normal",
    cut: "cut",
    holding: "holds messages",
    latency: (min: number, max: number) => `${min}–${max} ms`,
    loss: (percent: number) => `loses ${percent} %`,
    cutBoth: "Cut both ways",
    cutOne: (from: number, to: number) => `Cut ${s(from)} → ${s(to)}`,
    mend: "Mend",
    slow: "Make it slow",
    lossy: "Make it lossy",
    hold: "Hold messages",
    holdHint: "they stop as they set out",
    release: "Let messages go",
    backToNormal: "Back to normal",

    deliver: "Deliver now",
    drop: "Drop",
    delay: (ms: number) => `Delay by ${ms} ms`,
    duplicate: "Duplicate",
    holdMessage: "Hold",
    releaseMessage: "Let go",
    holdKind: "Hold all like this",
    releaseKind: "Let all like this go",

    entry: (index: number) => `Entry ${index}`,
    command: "command",
    noop: "no-op",
    committed: "committed",
    storedOn: "stored on",
    yes: "yes",
    no: "no",
    notYet: "not yet",
    client: (id: number) => `Client c${id}`,
    noRequest: "It has asked for nothing.",
    asked: "asked",
    outcome: "outcome",
    sentTo: "sent to",
    prevLog: "prevLog",
    entries: "entries",
    none: "none: a heartbeat",
    leaderCommit: "leaderCommit",
    lastLog: "last log entry",
    granted: "vote",
    vote: { true: "granted", false: "refused" },
    success: "success",
    matchIndex: "matchIndex",
    conflict: "conflict",
    conflictTerm: (index: number, term: number, first: number) =>
      `has term ${term} at ${index}, since ${first}`,
    tooShort: (last: number) => (last === 0 ? "its log is empty" : `its log ends at ${last}`),
    logId: (index: number, term: number) => (index === 0 ? "start" : `${index}, term ${term}`),
    answer: "answer",
    notLeader: "does not lead",
    leaderIs: (id: number) => `${s(id)} leads`,
    arrives: "arrives in",
    ms: (ms: number) => `${ms.toFixed(1)} ms`,
    held: "held",
  },

  ledger: {
    waiting: "waiting",
    unknown: "unknown, trying again",
    done: "done",
    value: (value: string) => `= ${value}`,
    noValue: "no value",
    failed: "not a number",
    sent: (times: number) => `sent ${times}×`,
    more: (count: number) => `and ${count} more`,
  },

  network: {
    title: "Network",
    latency: "Latency",
    to: "to",
    loss: "Loss",
    duplication: "Duplication",
    forAll: "For messages sent from now on.",
    notANumber: "Write numbers only.",
    notNegative: "Nothing here can be below 0.",
    min: "shortest, in ms",
    max: "longest, in ms",
    election: "Election timeout",
    heartbeat: "Heartbeat",
    links: "Links",
    partition: "Part from the others:",
    part: "Part",
    healAll: "Mend all links",
    range: (min: number, max: number) => `${min}–${max} ms`,
    duration: (ms: number) => `${ms} ms`,
  },

  keys: {
    title: "Keys",
    list: [
      ["Space", "play or pause"],
      ["← →", "one event back, forward"],
      ["Shift ← →", "to the mark before, after"],
      ["Ctrl Z", "undo; with Shift, redo"],
      ["1 … 9", "go to a server"],
      ["Enter", "what can be done to it"],
      ["C", "write a command"],
      ["Esc", "close"],
      ["?", "this list"],
    ] as [string, string][],
    hint: "They work while the figure has the focus.",
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
};

/** All that a language says. */
export type FullCatalogue = Catalogue & typeof later;

export const fullEn: FullCatalogue = { ...en, ...later };

/** The other languages come as a whole. */
export const full = (t: Catalogue): FullCatalogue => (t === en ? fullEn : (t as FullCatalogue));
