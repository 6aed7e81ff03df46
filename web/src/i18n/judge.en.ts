// English: what the judge says, and two worlds side by side.

import type { Claim, Entry, Fact, Property } from "../../generated/raft_timeline.js";

/** A phrase for each kind of claim, of the server that it is about. */
export type ClaimTexts = {
  [Kind in Claim["type"]]: (fact: Fact, claim: Extract<Claim, { type: Kind }>) => string;
};

const s = (server: number) => `S${server}`;
const entryText = (index: number, { term, payload }: Entry) => {
  const what = payload.type === "noop" ? "a no-op" : payload.text && `“${payload.text}”`;
  return `entry ${index} (${what ? `${what}, ` : ""}term ${term})`;
};

const claims: ClaimTexts = {
  elected: ({ server, term }) => `${s(server)} was elected leader of term ${term}`,
  electedWithout: ({ server, term }, { index, instead }) =>
    instead
      ? `${s(server)} leads term ${term} with another ${entryText(index, instead)}`
      : `${s(server)} leads term ${term} without entry ${index}`,
  stored: ({ server }, { index, entry, prevTerm }) =>
    `${s(server)} stored ${entryText(index, entry)}${
      index > 1 ? ` after an entry of term ${prevTerm}` : ""
    }`,
  removed: ({ server }, { index, entry }) => `${s(server)} removed ${entryText(index, entry)}`,
  committed: ({ server, term }, { index, entry }) =>
    `${s(server)}, as leader of term ${term}, committed ${entryText(index, entry)}`,
  applied: ({ server }, { index, entry }) => `${s(server)} applied ${entryText(index, entry)}`,
  acknowledged: ({ server }, { request, index, entry }) =>
    `a client heard from ${s(server)} that its request ${request} was done: ${entryText(index, entry)}`,
  answered: ({ server }, { request, index, entry }) =>
    `${s(server)} answered request ${request} from ${entryText(index, entry)}`,
  onDisksOf: (_, { servers, needed }) =>
    `it was only on the disk${servers.length === 1 ? "" : "s"} of ${servers.map(s).join(", ")}, and a majority is ${needed}`,
  lastCopyGone: ({ server }, { index }) => `${s(server)} lost the last copy, its entry ${index}`,
};

const names: Record<Property, string> = {
  electionSafety: "Election Safety",
  leaderAppendOnly: "Leader Append-Only",
  logMatching: "Log Matching",
  leaderCompleteness: "Leader Completeness",
  stateMachineSafety: "State Machine Safety",
  acknowledgedLost: "Nothing acknowledged is lost",
  uncommittedRead: "Nothing uncommitted is read",
};

const meanings: Record<Property, string> = {
  electionSafety: "A term has at most one leader (§5.2).",
  leaderAppendOnly: "A leader only appends to its log; it deletes and overwrites nothing (§5.3).",
  logMatching: "Logs with the same term at the same index are the same up to there (§5.3).",
  leaderCompleteness: "What was committed is in the log of every leader of a later term (§5.4).",
  stateMachineSafety: "Servers apply the same entry at the same index (§5.4.3).",
  acknowledgedLost: "A command that a client knows to be done stays done.",
  uncommittedRead: "No client is answered from entries that a majority does not hold.",
};

export const judge = {
  title: "Properties",
  names,
  meanings,
  claims,
  holds: "holds",
  broken: "broken",
  /** All is well. */
  quiet: "All seven hold so far.",
  found: (count: number) => (count === 1 ? "1 violation" : `${count} violations`),
  later: (count: number) =>
    count === 1 ? "1 violation later in this run" : `${count} violations later in this run`,
  /** "This, and yet that." Both begin small where they may. */
  contradiction: (first: string, second: string) => `${capital(first)}; and yet ${second}.`,
  fact: capital,
  yet: "and yet",
  position: (at: number, of: number) => `${at} of ${of}`,
  previous: "Violation before",
  next: "Violation after",
  goTo: (when: string) => `at ${when}`,
  why: "Why?",
  progress: {
    title: "How the cluster gets on",
    leaderless: "Without a leader",
    idle: "Since the last commit",
    elections: "Elections without a winner",
    inAll: (now: string, all: string) => `${now} now, ${all} in all`,
    never: "none yet",
    ms: (ms: number) => `${Math.round(ms)} ms`,
  },
};

export const compare = {
  title: "Two runs compared",
  paper: "The paper's rules",
  first: "This run",
  second: "The same run, other rules",
  /** A world's rules, as far as they differ from the other's. */
  rule: (name: string, choice: string) => `${name}: ${choice}`,
  same: "At this moment the two runs agree.",
  differ: (servers: string[]) => `At this moment these differ: ${servers.join("; ")}.`,
  server: (server: number, what: string[]) => `${s(server)} (${what.join(", ")})`,
  what: { status: "up or down", role: "role", term: "term", log: "log", commit: "commitIndex" },
  close: "Stop comparing",
  failed: "The other run has stopped.",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What every language says about properties. */
export type JudgeTexts = typeof judge;
/** What every language says about two worlds. */
export type CompareTexts = typeof compare;
