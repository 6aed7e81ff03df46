// English: the texts of the safety properties, and of the comparison of two worlds.

import type { Answer, Claim, Entry, Fact, Part, Property } from "../../generated/raft_timeline.js";
import { given } from "./given.ts";

/** A phrase for each kind of claim about a server. */
export type ClaimTexts = {
  [Kind in Claim["type"]]: (fact: Fact, claim: Extract<Claim, { type: Kind }>) => string;
};

const s = (server: number) => `S${server}`;
const entryText = (index: number, { term, payload }: Entry) => {
  const what = payload.type === "noop" ? "a no-op" : payload.text && `“${given(payload.text)}”`;
  return `entry ${index} (${what ? `${what}, ` : ""}term ${term})`;
};

const valueText = (value?: string) => (value === undefined ? "no value" : `“${given(value)}”`);
const answerText = (answer: Answer) =>
  answer.type === "value"
    ? valueText(answer.value)
    : answer.type === "done"
      ? "“done”"
      : "“failed”";

/** A part of a state machine. */
function partText(part: Part): string {
  switch (part.type) {
    case "value":
      return part.value === undefined
        ? `no “${given(part.key)}”`
        : `“${given(part.key)}” = “${given(part.value)}”`;
    case "keys":
      return part.count === 1 ? "1 key" : `${part.count} keys`;
    case "session":
      return part.last === undefined || part.answer === undefined
        ? `no session of client c${part.client}`
        : `request ${part.last} as the last of client c${part.client}, answered ${answerText(part.answer)}`;
    case "sessions":
      return part.count === 1 ? "the session of 1 client" : `the sessions of ${part.count} clients`;
  }
}

const claims: ClaimTexts = {
  elected: ({ server, term }) => `${s(server)} was elected leader of term ${term}`,
  electedWithout: ({ server, term }, { index, instead }) =>
    instead
      ? `${s(server)} was elected leader of term ${term} with another ${entryText(index, instead)}`
      : `${s(server)} was elected leader of term ${term} without entry ${index}`,
  stored: ({ server }, { index, entry, prevTerm }) =>
    `${s(server)} stored ${entryText(index, entry)}${
      index > 1 ? ` after an entry of term ${prevTerm}` : ""
    }`,
  removed: ({ server }, { index, entry }) => `${s(server)} removed ${entryText(index, entry)}`,
  committed: ({ server, term }, { index, entry }) =>
    `${s(server)} committed ${entryText(index, entry)} as leader of term ${term}`,
  applied: ({ server }, { index, entry }) => `${s(server)} applied ${entryText(index, entry)}`,
  appliedAgain: ({ server }, { index, entry }) =>
    `${s(server)} applied ${entryText(index, entry)} again; it had applied it before`,
  appliedWithout: ({ server }, { index, entry, leftOut }) =>
    `${s(server)} applied ${entryText(index, entry)}; entry ${leftOut} was left out`,
  acknowledged: ({ server }, { request, index, entry }) =>
    `${s(server)} told a client that its request ${request} was done, and the client received the reply: ${entryText(index, entry)}`,
  answered: ({ server }, { request, index, entry, answer }) =>
    answer.type === "value"
      ? `a client read ${valueText(answer.value)} from ${s(server)}, by ${entryText(index, entry)}`
      : `${s(server)} answered request ${request} with ${answerText(answer)}, by ${entryText(index, entry)}`,
  onDisksOf: (_, { servers, needed }) =>
    `that entry was only on the disk${servers.length === 1 ? "" : "s"} of ${servers.map(s).join(", ")}; a majority is ${needed}`,
  lastCopyGone: ({ server }, { index }) =>
    `${s(server)} removed its entry ${index}, and no other disk has the command`,
  lastCopyLost: ({ server }, { index }) =>
    `${s(server)} crashed and its disk lost entry ${index}; no other disk has the command`,
  reported: ({ server }, { request, index }) =>
    `${s(server)} told a client that its request ${request} was done, as entry ${index}`,
  notThere: ({ server }, { index, instead }) =>
    instead
      ? `${s(server)} had another command there: ${entryText(index, instead)}`
      : `${s(server)} had no entry ${index}`,
  due: ({ server }, { index, part }) =>
    index === 0
      ? `before its first entry, every state machine must have ${partText(part)}`
      : `${s(server)} was the first to apply entry ${index}; after that entry, every state machine must have ${partText(part)}`,
  holds: ({ server }, { index, part }) =>
    index === 0
      ? `${s(server)} had ${partText(part)} before its first entry`
      : `${s(server)} had ${partText(part)} after it applied entry ${index}`,
  executedAgain: ({ server }, { request, index, entry }) =>
    `${s(server)} executed request ${request} again with ${entryText(index, entry)}`,
  asked: ({ server }, { request, command }) =>
    `a client asked ${s(server)} for “${given(command)}” (request ${request})`,
  returned: ({ server }, { request, command, answer, due }) =>
    `${s(server)} answered “${given(command)}” (request ${request}) with ${answerText(answer)}; in the order of the log the reply is ${answerText(due)}`,
  heardFromLeader: ({ server, term }, { leader, timeout }) =>
    `${s(server)} heard from ${s(leader)}, the leader of term ${term}, so it must grant no PreVote for ${timeout} ms`,
  grantedPreVote: ({ server }, { candidate, candidateTerm }) =>
    `${s(server)} granted the PreVote of ${s(candidate)} for term ${candidateTerm}`,
};

const names: Record<Property, string> = {
  electionSafety: "Election Safety",
  leaderAppendOnly: "Leader Append-Only",
  logMatching: "Log Matching",
  leaderCompleteness: "Leader Completeness",
  stateMachineSafety: "State Machine Safety",
  acknowledgedLost: "Nothing acknowledged is lost",
  uncommittedRead: "Nothing uncommitted is read",
  falseAcknowledgement: "Acknowledgements are true",
  stateDivergence: "Equal state machines",
  executedTwice: "Every request executes once",
  linearizability: "Linearizability",
  leaderIgnored: "No PreVote against a live leader",
};

const meanings: Record<Property, string> = {
  electionSafety: "At most one leader is elected in a term (§5.2).",
  leaderAppendOnly: "A leader only appends to its log; it deletes and overwrites nothing (§5.3).",
  logMatching:
    "If two logs have an entry with the same index and term, they are the same up to that entry (§5.3).",
  leaderCompleteness: "Every leader of a later term has all committed entries (§5.4).",
  stateMachineSafety: "All servers apply the same entry at the same index (§5.4.3).",
  acknowledgedLost: "A command that a client was told is done is never lost.",
  uncommittedRead:
    "A client reads a value, or is told “done”, only when a majority stores the entry.",
  falseAcknowledgement: "A client is told “done” only for an entry with its own command.",
  stateDivergence:
    "Servers that applied the same entries have the same values and client sessions (§2, §8).",
  executedTwice: "A command that a client sends again takes effect once (§8).",
  linearizability:
    "Each answered operation seems to happen at one instant between its request and its reply (§8).",
  leaderIgnored:
    "With PreVote, a server that has heard from its leader within the minimum election timeout grants no PreVote (dissertation §4.2.3, §9.6).",
};

export const judge = {
  title: "Properties",
  inRun: "A leader has committed it; this server does not know yet.",
  names,
  meanings,
  claims,
  holds: "holds",
  broken: "violated",
  /** Said while nothing is violated. */
  violation: "Violation",
  quiet: "All hold so far.",
  found: (count: number) => (count === 1 ? "1 violation" : `${count} violations`),
  later: (count: number) =>
    count === 1 ? "1 violation later in this run" : `${count} violations later in this run`,
  /** Joins two facts that contradict each other; both begin with a lower-case letter where possible. */
  contradiction: (first: string, second: string) => `${capital(first)}; and yet ${second}.`,
  fact: capital,
  yet: "and yet",
  position: (at: number, of: number) => `${at} of ${of}`,
  previous: "Previous violation",
  next: "Next violation",
  goTo: (when: string) => `at ${when}`,
  why: "Why?",
  progress: {
    title: "Cluster progress",
    leaderless: "Without a leader",
    idle: "Since the last commit",
    elections: "Elections without a winner",
    inAll: (now: string, all: string) => `${now} now, ${all} in total`,
    never: "none yet",
    ms: (ms: number) => `${Math.round(ms)} ms`,
  },
};

/** What only one of two runs has committed: entries from an index to another. */
interface CommittedOnly {
  isFirst: boolean;
  from: number;
  to: number;
  when: string;
}

export const compare = {
  title: "Two runs compared",
  paper: "The paper's rules",
  first: "This run",
  second: "The same run, other rules",
  /** Introduces facts about the second run. */
  about: "In the second run, with other rules:",
  /** One of the rules in which a world differs from the other. */
  rule: (name: string, choice: string) => `${name}: ${choice}`,
  same: "At this moment the two runs agree.",
  /** For entries whose commit differs although all servers' states agree. */
  marks:
    "At this moment the servers agree, but some of their entries were committed in only one run.",
  committed: ({ isFirst, from, to, when }: CommittedOnly) =>
    `Only ${isFirst ? "this run" : "the other run"} has ever committed ${
      from === to ? `entry ${from} (at ${when})` : `entries ${from} to ${to} (the last at ${when})`
    }.`,
  /** The separator of two sentences. */
  between: " ",
  differ: (servers: string[]) => `At this moment these differ: ${servers.join("; ")}.`,
  server: (server: number, what: string[]) => `${s(server)} (${what.join(", ")})`,
  what: { status: "up or down", role: "role", term: "term", log: "log", commit: "commitIndex" },
  close: "Stop comparing",
  failed: "The other run has stopped.",
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The texts about properties that every language must have. */
export type JudgeTexts = typeof judge;
/** The texts about two worlds that every language must have. */
export type CompareTexts = typeof compare;
