// What the page is told of a scenario's expectations, by the real module.

import { beforeAll, expect, test } from "vitest";
import { Run } from "../../generated/raft_timeline.js";
import { withRules } from "./asked.ts";
import { loadModules } from "./modules.ts";

beforeAll(loadModules);

/** The first election of this seed is won by s1 at 223.774 ms. */
const TEXT = `raft 1
seed 16
# Of the whole run.
never expect leader s2
at 100 expect no leader
by 300 expect leader s1 term 1
at 400 client "set x <b>1</b>"
at 600 expect state s1 x "2"
at 700 expect commit s1 >= 9
`;

const states = (run: Run) => run.expectations().list.map(({ state }) => state.type);

test("each is told with its line, its words, its time and its state", () => {
  const run = Run.fromText(TEXT);
  expect(states(run)).toEqual(["open", "open", "open", "open", "open"]);
  run.seek(650);
  const { held, failed, open, list } = run.expectations();
  expect([held, failed, open]).toEqual([2, 1, 2]);
  const lines = run.text().split("\n");
  for (const { line, text } of list) expect(lines[line - 1]).toContain(`expect ${text}`);
  expect(list[0]).toMatchObject({ when: "never", at: 700, state: { type: "open" } });
  expect(list[2]).toMatchObject({ when: "by", at: 300, state: { type: "held", at: 223.774 } });
  const is = { type: "value", value: "<b>1</b>" };
  expect(list[3]?.state).toEqual({
    type: "failed",
    at: 600,
    instead: { type: "servers", servers: [{ server: 1, is }] },
    subject: { type: "committed", server: 1, index: 1 },
  });
  run.free();
});

test("they are the same object until something about them changes", () => {
  const run = Run.fromText(TEXT);
  run.seek(50);
  const first = run.expectations();
  run.seek(90);
  expect(run.expectations()).toBe(first);
  run.seek(110);
  expect(run.expectations()).not.toBe(first);
  run.seek(90);
  expect(run.expectations()).toEqual(first);
  run.free();
});

test("a run that is played in slices, undone, or played under other rules has its own", () => {
  const run = Run.fromText(TEXT);
  run.startSeek(700);
  while (!run.goOn(5)) {}
  const played = ["held", "held", "held", "failed", "failed"];
  expect(states(run)).toEqual(played);
  run.seek(200);
  expect(states(run)).toEqual(["open", "held", "open", "open", "open"]);
  const before = run.expectations();
  run.act({ crash: { server: 1 } });
  const lines = run.text().split("\n");
  for (const { line, text } of run.expectations().list) expect(lines[line - 1]).toContain(text);
  expect(run.expectations().list[2]?.line).toBe((before.list[2]?.line ?? 0) + 1);
  run.seek(700);
  expect(states(run)).not.toEqual(played);
  run.startUndo();
  while (!run.goOn(1000));
  run.seek(700);
  expect(states(run)).toEqual(played);
  const other = withRules(run, { commit: "at-once" });
  expect(states(other).slice(0, 3)).toEqual(played.slice(0, 3));
  other.free();
  run.free();
});

test("of very many, all that failed are told before others, and how many there are", () => {
  const text = `raft 1\n${"at 5 expect term s1 = 0\nat 5 expect term s1 = 9\n".repeat(600)}`;
  const run = Run.fromText(text);
  run.seek(5);
  const { held, failed, open, list } = run.expectations();
  expect([held, failed, open, list.length]).toEqual([600, 600, 0, 200]);
  expect(list.every(({ state }) => state.type === "failed")).toBe(true);
  run.free();
});
