import { beforeAll, describe, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { loadModules } from "../../tests/unit/modules.ts";
import { SearchCourse } from "./course.ts";
import { GOALS, withGoal } from "./goals.ts";
import type { SearchReport } from "./protocol.ts";

beforeAll(loadModules);

const text = (rules: string) => `raft 1\nservers 5\n${rules}`;

/** Searches for at most `moves` moves. Returns every report, and whether the search is over. */
function search(rules: string, goals: string, moves: number) {
  const reports: SearchReport[] = [];
  const search = new timeline.RunSearch(text(rules), goals, 3, 1, true);
  const course = new SearchCourse(search, (report) => reports.push(report));
  let isDone = false;
  while (!isDone && search.progress().moves < moves) isDone = course.work(1);
  course.report();
  return { reports, isDone, last: reports.at(-1)?.progress };
}

test("a counterexample is found, shortened, proved to be the shortest, and can be replayed", () => {
  const { reports, isDone, last } = search("rule quorum heard-from-lately\n", "", 3_000_000);
  expect(isDone).toBe(true);
  expect(last).toMatchObject({ best: 2, isShortest: true });
  const written = reports.findLast((report) => report.text !== undefined)?.text ?? "";
  const run = timeline.Run.fromText(written);
  expect(run.setup()).toMatchObject({ servers: 3, rules: { quorum: "heard-from-lately" } });
  run.playTo(1000, 100_000);
  expect(run.violations(0).map(({ property }) => property)).toContain("electionSafety");
  expect(run.expectations()).toMatchObject({ failed: 0, held: 1 });
});

test("with the paper's rules nothing is violated, and that is said with what was searched", () => {
  const { reports, last } = search("", "", 20_000);
  expect(last?.best).toBeUndefined();
  expect(last?.runs).toBeGreaterThan(10);
  expect(last?.depth).toBeGreaterThan(0);
  expect(reports.every((report) => report.text === undefined)).toBe(true);
  expect(reports[0]?.bounds).toEqual({ servers: 3, terms: 3, commands: 2, crashes: 1 });
});

test("among fewer servers, the first of the starting logs count", () => {
  const logs = "server s1 log 1\nserver s2 log 1\nserver s5 log 1\n";
  const { last } = search(`rule quorum heard-from-lately\n${logs}`, "", 50_000);
  expect(last?.best).toBeDefined();
});

test("a run is found in which conditions hold at once", () => {
  const { reports } = search("", "leader s1\nleader s2", 200_000);
  const written = reports.findLast((report) => report.text !== undefined)?.text ?? "";
  const run = timeline.Run.fromText(written);
  run.playTo(3_600_000, 100_000);
  expect(run.expectations()).toMatchObject({ failed: 0, held: 2 });
});

describe("goals", () => {
  test.each(GOALS)("%s can be searched for", (goal) => {
    expect(timeline.goalProblem(goal, 3)).toBeUndefined();
  });

  test("a goal that cannot be read is named with its line", () => {
    const problem = timeline.goalProblem("leader s1\n\nleader s9", 3);
    expect(problem).toMatchObject({ line: 3, found: "s9" });
    expect(timeline.goalProblem("x".repeat(5000), 3)?.expected).toMatch(/2000 bytes/);
    expect(() => new timeline.RunSearch(text(""), "leader s9", 3, 1, true)).toThrow(/s9/);
  });

  test("one is inserted in a line of its own", () => {
    expect(withGoal(" \n", "leader s1")).toBe("leader s1");
    expect(withGoal("leader s1\n", "leader s2")).toBe("leader s1\nleader s2");
  });
});
