// What a lesson asks of a run, by the real module.

import { beforeAll, expect, test } from "vitest";
import { type ConditionView, Run } from "../../generated/raft_timeline.js";
import { loadModules } from "./modules.ts";

beforeAll(loadModules);

/** The first election of this seed is won by s1 at 223.774 ms. */
const TEXT = "raft 1\nseed 16\n";

function check(run: Run, conditions: string[], since = 0): ConditionView[] {
  const asked = run.startConditions(conditions, since);
  while (!asked.goOn(run, 50));
  const answer = asked.answer(run);
  asked.free();
  return answer;
}

test("conditions hold or say what is the case instead", () => {
  const run = Run.fromText(TEXT);
  run.seek(100);
  expect(check(run, ["no leader"])).toEqual([{ text: "no leader", holds: true }]);
  expect(run.perform("timeout s3")).toBeUndefined();
  run.seek(200);
  const [leader, sent] = check(run, ["leader s1", "sent vote s3->* = 4"], 100);
  expect(leader).toMatchObject({ holds: false, instead: { type: "leaders" } });
  expect(leader?.subject).toEqual({ type: "server", server: 1 });
  expect(sent?.holds).toBe(true);
  expect(check(run, ["sent vote s3->* = 0"], 101)[0]?.holds).toBe(true);
  run.free();
});

test("an act that makes no sense now says why, and changes nothing", () => {
  const run = Run.fromText(TEXT);
  const before = [run.digest(), run.text()];
  expect(run.perform("restart s1")).toBe("s1 has not crashed");
  expect(run.perform("drop append s1->s2")).toBe("no such message is in flight");
  expect([run.digest(), run.text(), run.canUndo()]).toEqual([...before, false]);
  run.free();
});

test("what cannot be read is refused, and changes nothing", () => {
  // biome-ignore lint/suspicious/noExplicitAny: what is passed here is of the wrong type on purpose.
  const run: any = Run.fromText(TEXT);
  const before = [run.digest(), run.text()];
  for (const line of ["", "crash s9", "crash s1 now", "x".repeat(5000), 5, null, undefined]) {
    expect(() => run.perform(line)).toThrow();
    expect(() => run.startConditions([line], 0)).toThrow();
  }
  expect(() => run.startConditions("leader", 0)).toThrow();
  expect(() => run.startConditions(new Array(33).fill("leader"), 0)).toThrow();
  expect(() => run.startConditions(["leader"], -1)).toThrow();
  expect(() => run.startConditions({ length: 2 ** 32, 0: "leader" }, 0)).toThrow();
  expect([run.digest(), run.text()]).toEqual(before);
  run.free();
});
