import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { Claim, Entry, Fact, Progress, Violation } from "../../generated/raft_timeline.js";
import * as timeline from "../../generated/raft_timeline.js";
import { judge as en } from "../i18n/judge.en.ts";
import { judge as zh } from "../i18n/judge.zh.ts";
import { claimText, violationText } from "../model/violation-text.ts";
import { sampleServer, sampleView } from "../view/sample-views.ts";
import { culprits, culpritTargets, factTarget } from "./culprits.ts";
import { progressTexts } from "./judge-panel.ts";
import { misruled } from "./misruled.ts";
import { settled } from "./progress.ts";
import { PROPERTIES, verdict } from "./verdict.ts";

const wasm = new URL("../../generated/raft_timeline_bg.wasm", import.meta.url);

beforeAll(async () => {
  await timeline.default({ module_or_path: readFileSync(wasm) });
});

const entry: Entry = { term: 2, payload: { type: "command", request: 1, text: "set x 1" } };

/** One of each kind: a missing kind is a type error. */
const claims: { [Kind in Claim["type"]]: Extract<Claim, { type: Kind }> } = {
  elected: { type: "elected" },
  electedWithout: { type: "electedWithout", index: 3 },
  stored: { type: "stored", index: 3, entry, prevTerm: 1 },
  removed: { type: "removed", index: 3, entry },
  committed: { type: "committed", index: 3, entry },
  applied: { type: "applied", index: 3, entry },
  acknowledged: { type: "acknowledged", request: 9, index: 3, entry },
  answered: { type: "answered", request: 9, index: 3, entry, answer: { type: "done" } },
  onDisksOf: { type: "onDisksOf", servers: [1, 2], needed: 3 },
  lastCopyGone: { type: "lastCopyGone", index: 3 },
  lastCopyLost: { type: "lastCopyLost", index: 3 },
  appliedAgain: { type: "appliedAgain", index: 3, entry },
  appliedWithout: { type: "appliedWithout", index: 3, entry, leftOut: 2 },
  reported: { type: "reported", request: 9, index: 3 },
  notThere: { type: "notThere", request: 9, index: 3, instead: entry },
  due: { type: "due", index: 3, part: { type: "value", key: "x", value: "1" } },
  holds: { type: "holds", index: 3, part: { type: "value", key: "x", value: undefined } },
  executedAgain: { type: "executedAgain", request: 9, index: 3, entry },
  asked: { type: "asked", request: 9, command: "get x" },
  returned: {
    type: "returned",
    request: 9,
    command: "get x",
    answer: { type: "value", value: "1" },
    due: { type: "value", value: undefined },
  },
  heardFromLeader: { type: "heardFromLeader", leader: 2, timeout: 150 },
  grantedPreVote: { type: "grantedPreVote", candidate: 3, candidateTerm: 6 },
};

const fact = (claim: Claim, server = 4): Fact => ({ seq: server, at: 120, server, term: 5, claim });
const violation = (first: Claim, second: Claim): Violation => ({
  property: "leaderCompleteness",
  at: 200,
  seq: 6,
  first: fact(first, 4),
  second: fact(second, 1),
});

test("every claim has a phrase of its own in both languages", () => {
  for (const { claims: texts } of [en, zh]) {
    const all = Object.values(claims).map((claim) => claimText(texts, fact(claim)));
    for (const text of all) expect(text).not.toMatch(/undefined|NaN|\[object|[.。]$/);
    expect(new Set(all).size).toBe(all.length);
  }
});

test("a violation is one sentence that says what contradicts what", () => {
  const text = violationText(violation(claims.committed, claims.electedWithout), en);
  expect(text).toBe(
    "S4 committed entry 3 (“set x 1”, term 2) as leader of term 5; and yet S1 was elected leader of term 5 without entry 3.",
  );
});

test("the cluster’s progress is told as of the instant that is shown", () => {
  const texts = (progress: Partial<Progress>, now: number) =>
    progressTexts(
      { leaderlessBefore: 150, committed: 0, electionsWithoutWinner: 2, ...progress },
      now,
      en.progress,
    );
  expect(texts({}, 400)).toEqual(["0 ms now, 150 ms in total", "none yet", "2"]);
  expect(texts({ leaderlessSince: 380, lastCommit: 300 }, 400)).toEqual([
    "20 ms now, 170 ms in total",
    "100 ms",
    "2",
  ]);
});

test("its culprits are its facts' servers, the entries they had, and its events", () => {
  const found = culprits(violation(claims.committed, claims.electedWithout));
  expect(found).toEqual({
    servers: [1, 4],
    entries: [
      { server: 4, index: 3 },
      { server: 1, index: 3 },
    ],
    seqs: [4, 1],
  });
  expect(culpritTargets(found)).toHaveLength(4);
  expect(culprits(violation(claims.answered, claims.onDisksOf)).servers).toEqual([1, 2, 4]);
});

test("going to a fact shows its entry, or the server that lacks it", () => {
  expect(factTarget(fact(claims.committed))).toEqual({ kind: "entry", server: 4, index: 3 });
  expect(factTarget(fact(claims.electedWithout))).toEqual({ kind: "server", id: 4 });
});

test("what has not happened yet is not held against a property", () => {
  const all = [violation(claims.committed, claims.electedWithout)];
  const early = verdict(all, 0);
  expect(early.later).toBe(1);
  expect(early.properties.every(({ isBroken }) => !isBroken)).toBe(true);
  const late = verdict(all, 1);
  expect(late.later).toBe(0);
  expect(
    late.properties.filter(({ isBroken }) => isBroken).map(({ property }) => property),
  ).toEqual(["leaderCompleteness"]);
  expect(late.properties.map(({ property }) => property)).toEqual(PROPERTIES);
});

test("what every built-in scenario breaks can be said, with its servers", () => {
  const told = timeline.builtins("en").flatMap(({ name }) => {
    const run = timeline.Run.fromText(timeline.builtinText(name) as string);
    run.seek(Math.max(run.end(), 1000));
    const found = run.violations(0);
    run.free();
    return found;
  });
  expect(told.length).toBeGreaterThan(10);
  for (const one of told) {
    const { servers } = culprits(one);
    expect(servers.length).toBeGreaterThan(0);
    const sentence = violationText(one, en);
    for (const server of [one.first.server, one.second.server]) {
      expect([sentence, "it was only"].some((text) => text.includes(`S${server}`))).toBe(true);
    }
  }
});

test("an election that is still running is not told as one without a winner", () => {
  const progress = {
    leaderlessBefore: 0,
    committed: 0,
    electionsWithoutWinner: 2,
  };
  const view = (role: "candidate" | "follower", term: number) =>
    sampleView({ servers: [sampleServer(1, { role, term }), sampleServer(2, { term: 3 })] });
  expect(settled(progress, view("candidate", 3)).electionsWithoutWinner).toBe(1);
  expect(settled(progress, view("candidate", 2)).electionsWithoutWinner).toBe(2);
  expect(settled(progress, view("follower", 3)).electionsWithoutWinner).toBe(2);
});

test("the server and the entry are found whose decision the paper's rule would not have made", () => {
  const found = (name: string) => {
    const run = timeline.Run.fromText(timeline.builtinText(name) as string);
    const all: string[] = [];
    for (let steps = 0; steps < 200; steps++) {
      const step = run.lastStep();
      const targets = step ? misruled(step) : [];
      if (targets.length > 0) all.push(JSON.stringify(targets));
      run.step();
    }
    run.free();
    return [...new Set(all)];
  };
  expect(found("figure-8-unsafe")).toEqual([
    JSON.stringify([
      { kind: "server", id: 1 },
      { kind: "entry", server: 1, index: 2 },
    ]),
  ]);
  expect(found("figure-8-safe")).toEqual([]);
});
