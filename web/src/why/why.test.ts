import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { CauseView, Decision, WhatView } from "../../generated/raft_timeline.js";
import * as timeline from "../../generated/raft_timeline.js";
import { causesOf, foundBy } from "../../tests/unit/asked.ts";
import { compareLogs, decisionText, whatText } from "../i18n/sentences.ts";
import { why as en } from "../i18n/why.en.ts";
import { why as zh } from "../i18n/why.zh.ts";
import { isAgainstPaper } from "../model/against-paper.ts";
import type { Question } from "../model/question.ts";
import { sectionOf } from "../model/sections.ts";
import { deciding, links, targetOf } from "./chain.ts";
import { findings } from "./findings.ts";
import { type Ask, questionsAbout } from "./offers.ts";
import { cluesFor, titleOf } from "./question.ts";

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
    const search = cluesFor(question, run.view(), en)[0]?.begin(run);
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

/** The run of a built-in scenario at a time. */
function builtin(name: string, ms: number): timeline.Run {
  const run = timeline.Run.fromText(timeline.builtinText(name) as string);
  run.seek(ms);
  return run;
}

/** The texts of the chain to which the first clue of a question leads. */
function told(run: timeline.Run, question: Question): string[] {
  const [clue] = cluesFor(question, run.view(), en);
  const seq = clue && foundBy(run, clue.begin(run));
  if (seq === undefined) return [];
  return links(causesOf(run, seq)).map(({ what }) => whatText(en.whats, what));
}

/** The first question that the page offers about an entry. */
function askOfEntry(run: timeline.Run, server: number, index: number): Ask {
  const target = { kind: "entry", server, index } as const;
  return questionsAbout(target, run.view(), en, run.committedUpTo())[0] as Ask;
}

test("Figure 8: why entry 2, on three servers, is not committed", () => {
  const run = builtin("figure-8-safe", 650);
  const { label, question } = askOfEntry(run, 3, 2);
  expect(label).toBe("Why is it not committed?");
  expect(titleOf(question, run.view(), en)).toBe("Why is entry 2 not committed?");
  const found = findings(question, run.view(), en);
  expect(found.map(({ says, section }) => [says, section.name])).toEqual([
    ["Entry 2 of term 2 is stored on S1, S2 and S3: 3 servers. A majority is 3.", "§5.3"],
    [
      "S1 is leader in term 4, and the entry is of term 2. With the paper's rule, a leader counts replicas only of entries of its own term. It commits an earlier entry together with a later one of term 4.",
      "§5.4.2",
    ],
    [
      "S1's matchIndex: S2 2, S3 2, S4 0, S5 0. With its own, S1 knows of 3 replicas and needs 3.",
      "§5.3",
    ],
  ]);
  expect(told(run, question)[0]).toContain(
    "a leader does not commit an entry from an earlier term",
  );
  run.free();
});

test("a leader is asked why its last entry is not committed, while it is not", () => {
  const labels = (at: number) => {
    const run = builtin("figure-8-safe", at);
    const asks = questionsAbout({ kind: "server", id: 1 }, run.view(), en);
    run.free();
    return asks.map(({ label }) => label);
  };
  expect(labels(500)).toContain("Why is entry 2 not committed?");
  expect(labels(700).filter((label) => label.includes("entry"))).toEqual([]);
});

test("a follower that has not heard of a commit says so", () => {
  const run = builtin("figure-8-unsafe", 250);
  const { label, question } = askOfEntry(run, 3, 2);
  expect(label).toBe("Why is its commit not known here?");
  expect(titleOf(question, run.view(), en)).toBe("Why does S3 not know that entry 2 is committed?");
  expect(findings(question, run.view(), en).at(-1)?.says).toMatch(
    /^S1's commitIndex is 2: .* S3's commitIndex is 0\./,
  );
  run.free();
});

test("an entry whose commit nobody remembers is not said to be uncommitted", () => {
  const run = builtin("figure-8-unsafe", 350);
  const { label, question } = askOfEntry(run, 2, 2);
  expect(label).toBe("Why is its commit not known here?");
  expect(titleOf(question, run.view(), en)).toBe("Why does S2 not know that entry 2 is committed?");
  expect(findings(question, run.view(), en).map(({ says }) => says)).toEqual([
    "Entry 2 of term 2 is stored on S1, S2 and S3: 3 servers. A majority is 3.",
    expect.stringMatching(/^The entry was committed earlier .* not stored on disk/),
    "S5, leader in term 5, has another entry 2, of term 3.",
  ]);
  run.free();
});

test("why a server voted, did not vote, and is not leader", () => {
  const run = builtin("figure-8-safe", 850);
  const asks = questionsAbout({ kind: "server", id: 2 }, run.view(), en);
  expect(asks.map(({ label }) => label)).toEqual([
    "Why this role and term?",
    "Why is it not leader?",
    "Why did it not vote for S5?",
  ]);
  expect(told(run, asks[2]?.question as Question)[0]).toBe(
    "S2 refuses S5 its vote: S5's last entry has term 3, S2's own has term 4, so S5's log is less up to date.",
  );
  const notLeader = findings({ about: "notLeader", server: 5 }, run.view(), en);
  expect(notLeader.map(({ says }) => says)).toEqual([
    "S5 has 2 votes, from S4 and S5, and needs 3.",
    "S5's log ends at entry 2 of term 3. Among the running servers, S4 and S5 have logs no more up to date, and could vote for it. It needs 3.",
  ]);
  // The candidate has crashed; the reader can still ask about the refusal.
  const early = builtin("figure-8-safe", 300);
  const s2 = questionsAbout({ kind: "server", id: 2 }, early.view(), en);
  expect(s2.map(({ label }) => label)).toContain("Why did it not vote for S5?");
  const s5 = questionsAbout({ kind: "server", id: 5 }, early.view(), en);
  expect(s5[0]?.label).toBe("Why is it down?");
  expect(titleOf(s5[0]?.question as Question, early.view(), en)).toBe("Why is S5 down?");
  early.free();
  const granted = questionsAbout({ kind: "server", id: 4 }, run.view(), en).at(-1);
  expect(granted?.label).toBe("Why did it vote for S5?");
  run.free();
});

test("why a client's request waits", () => {
  const run = timeline.Run.fromText(
    'raft 1\nservers 3\nmanual\nat 0 client "set x 1" to s1\nat 1 deliver request c1->s1\nat 1 drop every message\n',
  );
  run.seek(5);
  const client = run.view().requests[0]?.client as number;
  const [waits, ...rest] = questionsAbout({ kind: "client", id: client }, run.view(), en);
  expect(waits?.label).toBe("Why is it still waiting?");
  expect(rest).toEqual([]);
  expect(findings(waits?.question as Question, run.view(), en).map(({ says }) => says)).toEqual([
    "The client has sent “set x 1” once, last to S1.",
    "No log has the command, and S1 is not leader: only a leader accepts commands.",
  ]);
  run.free();
});

test("a request that was resent is asked about, and its timeout is the answer", () => {
  const run = timeline.Run.fromText(
    'raft 1\nservers 3\nseed 1\nat 10 client "set x 1" to s1\nat 10 crash s1\nat 10 crash s2\nat 10 crash s3\n',
  );
  while (!run.playTo(3000, 1000));
  const [request] = run.view().requests;
  const asks = questionsAbout({ kind: "client", id: request?.client as number }, run.view(), en);
  expect(request?.sent).toBeGreaterThan(1);
  expect(asks.map(({ question }) => question.about)).toEqual(["waiting", "resent"]);
  const first = told(run, asks[1]?.question as Question)[0];
  expect(first).toBe(`The client's timeout expires, and it resends request ${request?.id}.`);
  run.free();
});

test("what the state says is said in both languages, whole", () => {
  for (const words of [en, zh]) {
    for (const [name, at] of [
      ["figure-8-safe", 650],
      ["figure-8-unsafe", 250],
      ["figure-8-safe", 850],
    ] as const) {
      const run = builtin(name, at);
      const view = run.view();
      const questions = view.servers.flatMap(({ id, log }) => [
        ...questionsAbout({ kind: "server", id }, view, words),
        ...log.entries.flatMap((_, i) =>
          questionsAbout({ kind: "entry", server: id, index: log.first + i }, view, words),
        ),
      ]);
      expect(questions.length).toBeGreaterThan(10);
      for (const { label, question } of questions) {
        const texts = [titleOf(question, view, words), label];
        for (const text of texts) expect(text).toMatch(/[?？]$/);
        for (const { says, section } of findings(question, view, words)) {
          expect(says).toMatch(/[.。]$/);
          expect(says).not.toMatch(/undefined|NaN|\[object/);
          expect(section.name).toMatch(/^§\d/);
        }
      }
      run.free();
    }
  }
});
