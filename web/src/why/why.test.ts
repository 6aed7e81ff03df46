import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { CauseView, Decision, WhatView } from "../../generated/raft_timeline.js";
import * as timeline from "../../generated/raft_timeline.js";
import { causesOf } from "../../tests/unit/asked.ts";
import { compareLogs, decisionText, whatText } from "../i18n/sentences.ts";
import { why as en } from "../i18n/why.en.ts";
import { why as zh } from "../i18n/why.zh.ts";
import { deciding, isAgainstPaper, links, targetOf } from "./chain.ts";
import { type Question, searchFor, titleOf } from "./question.ts";
import { sectionOf } from "./sections.ts";

const wasm = new URL("../../generated/raft_timeline_bg.wasm", import.meta.url);

beforeAll(async () => {
  await timeline.default({ module_or_path: readFileSync(wasm) });
});

/** Some of each kind: a missing kind is a type error. */
const decisions: { [Rule in Decision["rule"]]: Extract<Decision, { rule: Rule }>[] } = {
  term: [
    { rule: "term", theirs: 2, ours: 3, verdict: "refuse" },
    { rule: "term", theirs: 4, ours: 3, verdict: "stepDown" },
    { rule: "term", theirs: 2, ours: 3, verdict: "act" },
  ],
  staleReply: [
    { rule: "staleReply", theirs: 2, ours: 3, counted: true },
    { rule: "staleReply", theirs: 2, ours: 3, counted: false },
  ],
  vote: (["granted", "staleTerm", "alreadyVoted", "leaderAlive"] as const).map((because) => ({
    ...vote(),
    because,
  })),
  election: [
    { rule: "election", preVote: false, votes: 3, needed: 3, won: true },
    { rule: "election", preVote: true, votes: 3, needed: 3, won: true },
    { rule: "election", preVote: false, votes: 1, needed: 3, won: false },
  ],
  commit: [
    { rule: "commit", index: 2, entryTerm: 2, currentTerm: 4, needed: 3, allowed: false },
    { rule: "commit", index: 2, entryTerm: 2, currentTerm: 4, needed: 3, allowed: true },
    { rule: "commit", index: 2, entryTerm: 4, currentTerm: 4, needed: 3, allowed: true },
  ],
  consistency: [
    { rule: "consistency", prevLog: { term: 0, index: 0 }, ownTerm: undefined, matches: true },
    { rule: "consistency", prevLog: { term: 3, index: 4 }, ownTerm: undefined, matches: false },
    { rule: "consistency", prevLog: { term: 3, index: 4 }, ownTerm: 2, matches: false },
    { rule: "consistency", prevLog: { term: 3, index: 4 }, ownTerm: 3, matches: true },
    { rule: "consistency", prevLog: { term: 3, index: 4 }, ownTerm: 2, matches: true },
  ],
  conflict: [
    { rule: "conflict", conflict: undefined, deletedFrom: undefined },
    { rule: "conflict", conflict: undefined, deletedFrom: 5 },
    { rule: "conflict", conflict: 4, deletedFrom: undefined },
    { rule: "conflict", conflict: 4, deletedFrom: 4 },
  ],
  followerCommit: [
    { rule: "followerCommit", leaderCommit: 5, lastNew: 4, lastOwn: 6, commitIndex: 4 },
  ],
  nextTry: [{ rule: "nextTry", follower: 3, refused: 5, nextIndex: 5 }],
  voteMemory: [
    { rule: "voteMemory", stored: 3, remembered: true },
    { rule: "voteMemory", stored: 3, remembered: false },
  ],
  checkQuorum: [
    { rule: "checkQuorum", heard: 2, needed: 3, stays: false },
    { rule: "checkQuorum", heard: 1, needed: 1, stays: true },
  ],
};

const summary = (entries: number) => ({
  message: 7,
  kind: "appendEntries" as const,
  from: { server: 1 },
  to: { server: 2 },
  term: 3,
  entries,
});

const whats: { [Kind in WhatView["type"]]: Extract<WhatView, { type: Kind }>[] } = {
  acted: [{ type: "acted", text: "crash s1" }],
  started: [{ type: "started", server: 1 }],
  crashed: [{ type: "crashed", server: 1 }],
  paused: [{ type: "paused", server: 1 }],
  resumed: [{ type: "resumed", server: 1 }],
  timerFired: (["election", "heartbeat", "quorumCheck", "leaderContact"] as const).map((timer) => ({
    type: "timerFired",
    server: 1,
    timer,
  })),
  sent: [0, 1, 2].map((entries) => ({ type: "sent", summary: summary(entries) })),
  arrived: [
    { type: "arrived", message: 7, to: { server: 2 } },
    { type: "arrived", message: 7, to: { client: 1 } },
  ],
  lost: (["network", "cut", "crashed", "byHand", "networkFull"] as const).map((why) => ({
    type: "lost",
    summary: summary(0),
    why,
  })),
  becameRole: (["follower", "preCandidate", "candidate", "leader"] as const).map((role) => ({
    type: "becameRole",
    server: 1,
    role,
    term: 3,
  })),
  persisted: [
    { type: "persisted", server: 1, term: 3 },
    { type: "persisted", server: 1, term: 3, votedFor: 2 },
  ],
  appended: [
    { type: "appended", server: 1, first: 3, count: 1 },
    { type: "appended", server: 1, first: 3, count: 2 },
  ],
  truncated: [{ type: "truncated", server: 1, from: 3 }],
  committed: [{ type: "committed", server: 1, index: 3 }],
  applied: [{ type: "applied", server: 1, index: 3 }],
  decided: [{ type: "decided", server: 1, decision: vote() }],
  accepted: [{ type: "accepted", server: 1, request: 4, index: 3 }],
  acknowledged: [{ type: "acknowledged", request: 4 }],
  triedAgain: [{ type: "triedAgain", request: 4 }],
};

function vote() {
  return {
    rule: "vote" as const,
    candidate: 5,
    preVote: false,
    because: "granted" as const,
    candidateTerm: 4,
    voterTerm: 3,
    candidateLog: { term: 3, index: 2 },
    voterLog: { term: 2, index: 4 },
    votedFor: undefined as number | undefined,
  };
}

test("every decision and every event has a sentence of its own in both languages", () => {
  for (const words of [en, zh]) {
    const all = [
      ...Object.values(decisions).flatMap((some: Decision[]) =>
        some.map((decision) => decisionText(words.decisions, 3, decision)),
      ),
      ...Object.entries(whats).flatMap(([kind, some]: [string, WhatView[]]) =>
        kind === "decided" ? [] : some.map((what) => whatText(words.whats, what)),
      ),
    ];
    for (const text of all) {
      expect(text).toMatch(/[.。]$/);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
    expect(new Set(all).size).toBe(all.length);
    expect(whatText(words.whats, { type: "decided", server: 3, decision: vote() })).toBe(
      decisionText(words.decisions, 3, vote()),
    );
  }
});

test("a vote names both logs, and what tells them apart", () => {
  const text = (part: Partial<ReturnType<typeof vote>> & { because?: never }) =>
    decisionText(en.decisions, 3, { ...vote(), ...part });
  expect(text({})).toBe(
    "S3 votes for S5: S5's last entry has term 3, S3's own has term 2, so S5's log is more up to date.",
  );
  expect(text({ candidateLog: { term: 2, index: 5 } })).toBe(
    "S3 votes for S5: S5's log ends at entry 5 of term 2, S3's own ends at entry 4 of term 2, so S5's log is more up to date.",
  );
  // Only a broken rule does this: the sentence says so rather than explain it away.
  expect(text({ candidateLog: { term: 0, index: 0 } })).toBe(
    "S3 votes for S5, although S5's log is less up to date: S5's log is empty, S3's own ends at entry 4 of term 2.",
  );
  expect(text({ votedFor: 1 })).toContain("although it has voted for S1 in this term");
  expect(
    decisionText(en.decisions, 3, {
      ...vote(),
      because: "logOlder",
      candidateLog: { term: 1, index: 9 },
    }),
  ).toBe(
    "S3 refuses S5 its vote: S5's last entry has term 1, S3's own has term 2, so S5's log is less up to date.",
  );
});

test("logs are compared by the last entry's term first, then by length (§5.4.1)", () => {
  const log = (term: number, index: number) => ({ term, index });
  expect(compareLogs(log(3, 1), log(2, 9))).toEqual({ candidate: "newer", by: "term" });
  expect(compareLogs(log(2, 8), log(2, 9))).toEqual({ candidate: "older", by: "length" });
  expect(compareLogs(log(2, 9), log(2, 9))).toEqual({ candidate: "same", by: "nothing" });
});

test("every decision has its section", () => {
  for (const decision of Object.values(decisions).flat()) {
    expect(sectionOf(decision).name).toMatch(/^§\d/);
  }
  expect(sectionOf(vote()).name).toBe("§5.4.1");
  expect(sectionOf({ ...vote(), because: "leaderAlive" }).dissertation).toBe(true);
});

const cause = (seq: number, what: WhatView, decisions: CauseView["decisions"] = []): CauseView => ({
  event: { seq, at: seq, what },
  decisions,
});

test("what the paper would have decided otherwise is told from what it would not", () => {
  const against = Object.values(decisions).flat().filter(isAgainstPaper);
  expect(against.map(({ rule }) => rule)).toEqual([
    "term",
    "staleReply",
    "commit",
    "consistency",
    "conflict",
    "conflict",
    "voteMemory",
  ]);
  expect(isAgainstPaper({ ...vote(), votedFor: 1 })).toBe(true);
  expect(isAgainstPaper({ ...vote(), candidateLog: { term: 0, index: 0 } })).toBe(true);
  expect(isAgainstPaper({ ...vote(), because: "logOlder" })).toBe(true);
});

test("an arrival is not told beside its sending, but is when it is all there is", () => {
  const decided = [{ server: 1, decision: vote() }];
  const sent = cause(5, { type: "sent", summary: summary(0) }, decided);
  const arrived = cause(6, { type: "arrived", message: 7, to: { server: 2 } });
  const role = cause(7, { type: "becameRole", server: 2, role: "leader", term: 3 });
  const other = cause(3, { type: "arrived", message: 8, to: { server: 1 } });
  const chain = links([role, arrived, sent, other]);
  expect(chain.map(({ seq }) => seq)).toEqual([7, 5, 3]);
  expect(deciding(chain)).toBe(decided[0]);
  expect(deciding(links([role]))).toBeUndefined();
  // A decision that the paper's rule would not have made tells more than the last one.
  const won: Decision = { rule: "election", preVote: false, votes: 2, needed: 2, won: true };
  const misread = { ...vote(), candidateLog: { term: 0, index: 0 } };
  const [last, first] = [
    { server: 2, decision: won },
    { server: 1, decision: misread },
  ];
  const sentOtherwise = cause(5, { type: "sent", summary: summary(0) }, [first]);
  expect(deciding(links([cause(7, role.event.what, [last]), sentOtherwise]))).toBe(first);
});

test("going to an event shows what it is about", () => {
  expect(targetOf({ type: "appended", server: 2, first: 3, count: 2 })).toEqual({
    kind: "entry",
    server: 2,
    index: 4,
  });
  expect(targetOf({ type: "sent", summary: summary(0) })).toEqual({ kind: "message", id: 7 });
  expect(targetOf({ type: "crashed", server: 2 })).toEqual({ kind: "server", id: 2 });
  expect(targetOf({ type: "triedAgain", request: 4 })).toBeUndefined();
});

test("in a run with a misread rule, the chain tells which vote it was", () => {
  const run = timeline.Run.fromText(timeline.builtinText("broken-log-check-term") as string);
  run.seek(300);
  const found = (question: Question) => {
    const search = searchFor(question, run);
    while (search && !search.goOn(run, 100)) expect(search.left()).toBeGreaterThan(0);
    return search?.found() as number;
  };
  const title = titleOf({ about: "server", server: 3 }, run.view(), en);
  expect(title).toBe("Why is S3 the leader in term 3?");
  const chain = links(causesOf(run, found({ about: "server", server: 3 })));
  const told = chain.flatMap(({ decisions }) =>
    decisions.map(({ server, decision }) => decisionText(en.decisions, server, decision)),
  );
  expect(told).toContain(
    "S2 votes for S3, although S3's log is less up to date: S3's log is empty, S2's own ends at entry 1 of term 1.",
  );
  const entry = found({ about: "entry", server: 2, index: 1 });
  expect(causesOf(run, entry)[0]?.event.what).toMatchObject({
    type: "appended",
    server: 2,
  });
});
