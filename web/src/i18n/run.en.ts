// English: the texts about a run as a whole. Loaded with the parts that use them.

import type {
  LinkProblem,
  MessageKind,
  Notable,
  PointKind,
  TextHint,
} from "../../generated/raft_timeline.js";
import { expectations } from "./expectations.en.ts";
import { given } from "./given.ts";
import { textHint } from "./hints.en.ts";
import { roles } from "./names.en.ts";
import { inSeconds, s } from "./units.ts";

const bytes = (count: number) => `${count.toLocaleString("en")} bytes`;
const seconds = (ms: number) => `${inSeconds(ms)} s`;

const kinds: Record<MessageKind, string> = {
  requestVote: "RequestVote",
  requestVoteResponse: "Reply to RequestVote",
  preVote: "PreVote",
  preVoteResponse: "Reply to PreVote",
  appendEntries: "AppendEntries",
  appendEntriesResponse: "Reply to AppendEntries",
  clientRequest: "Request",
  clientResponse: "Reply to a request",
};

const points: Record<PointKind, (server: number | undefined) => string> = {
  electionTimeout: (server) => `${s(server ?? 0)}: election timeout`,
  elected: (server) => `${s(server ?? 0)} is elected`,
  crash: (server) => `${s(server ?? 0)} crashes`,
  restart: (server) => `${s(server ?? 0)} restarts`,
  truncate: (server) => `${s(server ?? 0)} deletes entries`,
  commit: (server) => `${s(server ?? 0)} advances commitIndex`,
  network: () => "The network changes",
};

const role = (what: Extract<Notable, { type: "becameRole" }>): string =>
  what.role === "leader"
    ? `${s(what.server)} becomes leader in term ${what.term}`
    : `${s(what.server)} becomes ${roles[what.role]} in term ${what.term}`;

/** Describes a notable event in a few words. */
function event(what: Notable): string {
  switch (what.type) {
    case "started":
      return `${s(what.server)} starts`;
    case "crashed":
      return `${s(what.server)} crashes`;
    case "paused":
      return `${s(what.server)} is paused`;
    case "resumed":
      return `${s(what.server)} resumes`;
    case "network":
      return "The network changes";
    case "electionTimeout":
      return `${s(what.server)}: election timeout`;
    case "becameRole":
      return role(what);
    case "truncated":
      return `${s(what.server)} deletes entries from index ${what.from} on`;
    case "committed":
      return `Entry ${what.index} is committed`;
    case "acknowledged":
      return `Request ${what.request} is acknowledged`;
  }
}

/** Why a link cannot be read. */
function linkProblem(problem: LinkProblem): string {
  switch (problem.type) {
    case "noRun":
      return "There is no run in it.";
    case "notALink":
      return "No version of this page writes such links.";
    case "unknownCodec":
      return `Its format (“${given(problem.codec)}”) can be read only by a newer version of this page.`;
    case "cutShort":
      return "Its end is missing: it was cut short when it was copied or sent.";
    case "damaged":
      return "Some of its characters were changed when it was copied or sent.";
    case "tooLong":
      return `It has ${bytes(problem.size)}; a link may have ${bytes(problem.limit)}.`;
    case "textTooLong":
      return `The text in it has more than ${bytes(problem.limit)}, the most that a text may have.`;
    case "badTime":
      return `“${given(problem.time)}” is not a time.`;
    case "noSuchScenario":
      return `There is no scenario called “${given(problem.name)}”.`;
  }
}

export const runWords = {
  /** The BCP 47 tag. */
  language: "en",
  seconds,

  spacetime: {
    title: "Space-time diagram",
    short: "Space-time",
    about: "Arrow keys move from event to event; Enter goes to that moment.",
    server: s,
    clients: "clients",
    tick: (ms: number, step: number) =>
      step >= 1000
        ? `${Math.round(ms / 1000)} s`
        : `${(ms / 1000).toFixed(step >= 100 ? 1 : step >= 10 ? 2 : 3)} s`,
    span: (ms: number) =>
      ms >= 1000 ? `${Number((ms / 1000).toPrecision(2))} s` : `${Number(ms.toPrecision(2))} ms`,
    instant: (ms: number) => `${Number((ms / 1000).toFixed(3))} s`,
    steps: (count: number) => (count === 1 ? "1 step" : `${count} steps`),
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    now: "Now",
    tooMany: "Zoom in to see messages",
    at: (what: string, ms: number) => `${what}, at ${seconds(ms)}`,
    lane: (server: number, state: string, ms: number) =>
      `${s(server)}: ${state}, at ${seconds(ms)}`,
    roles,
    status: { crashed: "crashed", paused: "paused" },
    term: (term: number) => `term ${term}`,
    termShort: (term: number) => `t${term}`,
    kinds,
    heartbeat: "Heartbeat",
    entries: (count: number) =>
      `AppendEntries with ${count === 1 ? "1 entry" : `${count} entries`}`,
    flight: (what: string, term: number, from: string, to: string) =>
      `${term > 0 ? `${what} of term ${term}` : what}, from ${from} to ${to}`,
    client: (id: number) => `client c${id}`,
    lost: "lost",
    points,
    key: {
      leader: "leader",
      candidate: "candidate",
      down: "crashed",
      message: "message",
      reply: "reply",
      lost: "lost",
      elected: "elected",
      timeout: "election timeout",
      commit: "commit",
    },
  },

  expectations,
  timeline: {
    title: "Timeline",
    position: "Position in the run",
    undo: "Undo",
    setAside: (when: string) => `The future after ${when} is abandoned. Undo restores it.`,
    redo: "Redo",
    event,
    violation: "a property is violated",
    mark: (what: string, when: string) => `${when}: ${what}`,
    more: (count: number) => `and ${count} more`,
  },

  progress: {
    /** The work in progress; for playing, with how far it has come. */
    playing: (at: number, to: number) => `Playing: ${seconds(at)} of ${seconds(to)}`,
    searching: "Searching the past",
    reading: "Reading the text",
    writing: "Writing the text",
    stop: "Stop",
  },

  /** The name of the tabs, and of the tab with requests, state and properties. */
  views: "Views",
  side: "Details",

  /** Messages that are in flight and not drawn. */
  moreMessages: (count: number) => `and ${count} more messages in flight`,

  text: {
    title: "The run as a text",
    close: "Close",
    run: "Run this",
    revert: "Undo changes",
    copy: "Copy",
    copied: "Copied.",
    notCopied: "Copy the selected text.",
    notCopiedLong: "The text could not be copied; save it instead.",
    firstLines: "The first lines of the text",
    tooManyLines: (lines: number, limit: number) =>
      `The text has ${lines.toLocaleString("en")} lines, too many to be edited here (at most ${limit.toLocaleString("en")}). Its first lines are shown; it can be run and saved.`,
    open: "Open…",
    save: "Save",
    fresh: "New scenario",
    syntax: {
      title: "Syntax",
      about: "Select a line to insert it. Times are milliseconds of the run.",
      head: "At the top",
      heads: {
        servers: "the number of servers, 1 to 9",
        election: "election timeouts are drawn from this range",
        heartbeat: "the time between heartbeats",
        latency: "how long a message is in flight",
        loss: "the share of messages that are lost",
        rule: "a rule that is not the paper's",
        manual: "nothing happens unless a step says so",
        log: "the terms of the entries that S1 begins with",
      },
      step: "Steps",
      steps: {
        client: "a client sends a command",
        crash: "S1 crashes and loses what is not on disk",
        restart: "S1 restarts",
        timeout: "S3's election timer runs out",
        cut: "messages from S1 to S2 are lost from now on",
        partition: "S1 and S2 are separated from the others",
        heal: "all links are restored",
        drop: "all AppendEntries in flight are lost",
        deliver: "all RequestVote messages arrive",
        note: "a text for the reader, shown from then on",
        expectAt: "this must be true at this moment",
        expectBy: "this must become true by then",
        expectNever: "this must never become true",
      },
      template: { title: "My scenario", note: "What to watch for." },
    },
    following: "This is the text of the run shown.",
    edited: "Edited; not running yet.",
    where: (line: number, column: number) => `Line ${line}, column ${column}:`,
    found: (found: string) =>
      found === "" ? "the line ends here" : `unexpected “${given(found)}”`,
    expected: (found: string, expected: string) => `${found}; expected ${expected}`,
    meant: (found: string, hint: TextHint) => `${found}; ${textHint(hint)}.`,
    tooLong: (size: number, limit: number) =>
      `The text has ${bytes(size)}; a run's text may have ${bytes(limit)}.`,
    file: {
      tooLarge: (size: number, limit: number) =>
        `This file has ${bytes(size)}; a run's text may have ${bytes(limit)}.`,
      notText: "This file is not a text in UTF-8.",
      unreadable: "This file could not be read.",
    },
  },

  scenarios: {
    title: "Scenarios",
    search: "Search scenarios",
    nothing:
      "No scenario has these words. Try fewer, or others: partition, vote, commit, lost, Figure 8.",
    groups: {
      start: "Start here",
      paper: "The paper's figures",
      failures: "Failures",
      broken: "Broken rules",
      faster: "Faster, or fewer messages",
    },
    current: "shown now",
    fresh: "A new cluster",
    freshHint: "nothing scheduled",
    failed: "The scenarios could not be loaded.",
  },

  address: {
    share: "Share",
    copyLink: "Copy link to this moment",
    copied: "The link to this moment is copied.",
    notCopied: "Copy the link from the address bar.",
    bad: "This link cannot be read",
    badText: "This scenario cannot be run",
    problem: linkProblem,
    unharmed: "Nothing else has changed.",
    link: "The link",
    copy: "Copy all of it",
    copiedAll: "Copied.",
    size: (count: number) => `${count.toLocaleString("en")} characters; these are the first.`,
    edit: "Correct the text",
    close: "Close",
  },
};

/** The texts about a run that every language must have. */
export type RunWords = typeof runWords;
