// English: the texts that the first view does not need. Loaded with the first part that uses them.

import type { CommandError, NetworkError, Refusal } from "../../generated/raft_timeline.js";
import { type Catalogue, en } from "./en.ts";
import { s, tenths } from "./units.ts";

/** A sentence for each kind of refusal, from its values. */
export type RefusalTexts = {
  [Kind in Refusal["type"]]: (refusal: Extract<Refusal, { type: Kind }>) => string;
};

const commandErrors: Record<CommandError, string> = {
  empty: "Write a command first: set x 1",
  unknownWord: "A command begins with set, get, add or del.",
  wrongLength: "Commands are: set KEY VALUE, get KEY, add KEY NUMBER, del KEY.",
  notANumber: "add needs a whole number: add x 5",
  tooLong: "A command has at most 200 bytes.",
};

const networkErrors: Record<NetworkError, string> = {
  latencyReversed: "The shortest latency is greater than the longest.",
  latencyTooLong: "A latency may be at most one hour.",
  moreThanAll: "Loss and duplication are between 0 and 100%.",
};

const refusals: RefusalTexts = {
  noSuchServer: ({ server }) => `There is no ${s(server)}.`,
  notCrashed: ({ server }) => `${s(server)} is up: only a crashed server can be restarted.`,
  crashed: ({ server }) => `${s(server)} has crashed.`,
  paused: ({ server }) => `${s(server)} is paused.`,
  notPaused: ({ server }) => `${s(server)} is not paused.`,
  noSuchTimer: ({ server, timer }) =>
    timer === "heartbeat"
      ? `${s(server)} is not leader: only a leader sends heartbeats.`
      : `${s(server)} does not use this timer in its role.`,
  noSuchLink: ({ server }) => `${s(server)} has no link to itself.`,
  alreadyCut: ({ from, to }) => `The link ${s(from)} → ${s(to)} is already cut.`,
  notCut: ({ from, to }) => `The link ${s(from)} → ${s(to)} is not cut.`,
  nothingToHeal: () => "No link is cut.",
  inTwoGroups: ({ server }) => `${s(server)} is in more than one group.`,
  notInFlight: () => "This message is no longer in flight.",
  alreadyHeld: () => "This message is already held.",
  notHeld: () => "This message is not held.",
  alreadyHolding: () => "These messages are already held.",
  notHolding: () => "These messages are not held.",
  badCommand: ({ problem }) => commandErrors[problem],
  tooManyClients: () => "255 clients are waiting for a reply; no more can send a request.",
  badNetwork: ({ problem }) => networkErrors[problem],
  delayTooLong: () => "That is past the longest possible run (24 h).",
  noSuchClient: ({ client }) => `There is no client c${client}.`,
  clientWaits: ({ client }) =>
    `Client c${client} is waiting for a reply: a client has one request at a time.`,
  noClientLink: () => "Clients have links to servers only.",
  clientCut: ({ client, server }) =>
    `The link between client c${client} and ${s(server)} is already cut.`,
  clientNotCut: ({ client, server }) =>
    `The link between client c${client} and ${s(server)} is not cut.`,
  clientInTwoGroups: ({ client }) => `Client c${client} is in more than one group.`,
  badClock: () => "A clock runs at 0.1 to 10 times the usual rate.",
  networkFull: () => "At most 4,000 messages can be in flight.",
};

const later = {
  commandErrors,
  networkErrors,
  refusals,
  refused: (reason: string) => `Nothing changed. ${reason}`,
  moreAlike: (count: number) => `, and ${count} more like it`,

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
    crashHint: "loses everything that is not on disk",
    restart: "Restart",
    restartHint: "reads term, vote and log from disk",
    pause: "Pause",
    pauseHint: "its messages and timers wait",
    resume: "Resume",
    timeout: "Election timeout now",
    heartbeats: "Send heartbeats now",
    send: (text: string) => `Send “${text}” to it`,
    isolate: "Isolate",
    isolateHint: "cut every link, both ways",
    deafen: "Cut its incoming links",
    silence: "Cut its outgoing links",
    reconnect: "Restore its links",

    link: (a: number, b: number) => `Link ${s(a)} – ${s(b)}`,
    direction: (from: number, to: number) => `${s(from)} → ${s(to)}`,
    normal: "normal",
    cut: "cut",
    holding: "holds messages",
    latency: (min: number, max: number) => `${min}–${max} ms`,
    loss: (percent: number) => `${percent}% loss`,
    cutBoth: "Cut both ways",
    cutOne: (from: number, to: number) => `Cut ${s(from)} → ${s(to)}`,
    mend: "Restore",
    slow: "Slow it down",
    lossy: "Make it lossy",
    hold: "Hold messages",
    holdHint: "each one stops when it is sent",
    release: "Release messages",
    backToNormal: "Back to normal",

    deliver: "Deliver now",
    deliverHint: "will be lost: the link is cut; restore it first",
    drop: "Drop",
    delay: (ms: number) => `Delay by ${ms} ms`,
    duplicate: "Duplicate",
    holdMessage: "Hold",
    releaseMessage: "Release",
    holdKind: "Hold every message of this kind",
    releaseKind: "Release every message of this kind",

    entry: (index: number) => `Entry ${index}`,
    command: "command",
    noop: "no-op",
    committed: "committed",
    knownHere: "known here",
    appliedHere: "applied here",
    storedOn: "stored on",
    yes: "yes",
    no: "no",
    notYet: "not yet",
    client: (id: number) => `Client c${id}`,
    noRequest: "It has sent no request.",
    asked: "first sent",
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
      `term ${term} at index ${index}; that term begins at index ${first}`,
    tooShort: (last: number) => (last === 0 ? "its log is empty" : `its log ends at index ${last}`),
    logId: (index: number, term: number) => (index === 0 ? "start" : `${index}, term ${term}`),
    answer: "reply",
    notLeader: "not the leader",
    leaderIs: (id: number) => `the leader is ${s(id)}`,
    arrives: "arrives in",
    ms: tenths,
    held: "held",
  },

  ledger: {
    waiting: "waiting",
    unknown: "outcome unknown, retrying",
    done: "done",
    value: (value: string) => `= ${value}`,
    noValue: "no value",
    failed: "not a number",
    sent: (times: number) => `sent ${times} times`,
    sentAbout:
      "The client had no reply in time and resent the request. The state machine applies it once (§8).",
    more: (count: number) => `and ${count} more`,
  },

  network: {
    title: "Network",
    latency: "Latency",
    to: "to",
    loss: "Loss",
    duplication: "Duplication",
    forAll: "Applies to messages sent from now on.",
    notANumber: "Enter numbers only.",
    notNegative: "These values cannot be negative.",
    label: (name: string, what: string) => `${name}, ${what}`,
    min: "shortest, in ms",
    max: "longest, in ms",
    election: "Election timeout",
    heartbeat: "Heartbeat interval",
    inMs: "in ms",
    links: "Links",
    partition: "Isolate from the others:",
    part: "Isolate",
    healAll: "Restore all links",
    timing: "Timing",
    timingAbout:
      "The run is replayed from the beginning, with the same seed and actions. Undo reverts this.",
    setTiming: "Replay with these times",
    timingSet: "The run was replayed with these times.",
    timingReversed: (min: number, max: number) =>
      `The shortest election timeout (${min} ms) is greater than the longest (${max} ms). ` +
      `Enter a shortest of at most ${max}, or a longest of at least ${min}.`,
    timingOutOfRange: (min: number, max: number) =>
      `Enter times from ${min} ms to ${max.toLocaleString("en")} ms (one hour).`,
  },

  signs: {
    culprit: "It is part of a violation.",
    misruled:
      "The last step here followed a broken rule: the paper's rule would have decided otherwise.",
    differs: "It is different in the other run at this moment.",
    uncommitted: "No leader has committed it.",
  },

  keys: {
    title: "Keys",
    version: (number: string) => `Version ${number}`,
    list: [
      ["Space", "play or pause"],
      ["← →", "one event back, forward"],
      ["Shift ← →", "previous, next mark"],
      ["Ctrl Z", "undo; with Shift, redo"],
      ["1 … 9", "select a server"],
      ["Enter", "open its menu"],
      ["C", "write a command"],
      ["S", "scenarios"],
      ["T", "text"],
      ["R", "rules"],
      ["N", "network"],
      ["L", "copy a link to this moment"],
      ["Esc", "close"],
      ["?", "this list"],
    ] as [string, string][],
    signs: "Signs",
    marks: [
      ["‖", "This message is held: it does not arrive before it is released."],
      ["○ ✓ ?", "A client's request: unanswered, acknowledged, outcome unknown."],
      ["2×", "How often the client has sent this request, if more than once."],
      ["⚑", "A note of the scenario, on the timeline."],
    ] as [string, string][],
    hint: "They work while the playground has the focus.",
    about: "Everything runs in this page: no server, no cookies.",
  },

  trap: {
    title: "This run has stopped",
    what: "The simulator failed with an internal error:",
    todo: "Nothing else is affected. Start again, and please report it.",
    copy: "Copy the details",
    copied: "Copied.",
    notCopied: "Select and copy the text below.",
    details: "Details for a bug report",
  },
};

/** Every text of a language. */
export type FullCatalogue = Catalogue & typeof later;

export const fullEn: FullCatalogue = { ...en, ...later };

/** Returns the full catalogue. The other languages are always loaded whole. */
export const full = (t: Catalogue): FullCatalogue => (t === en ? fullEn : (t as FullCatalogue));
