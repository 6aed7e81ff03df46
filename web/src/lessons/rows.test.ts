// Checks the table of docs/lessons.md, which says which lesson answers each row of the notes: the steps that
// it names exist, and playing them shows which conditions a row meets.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { lessonFolders, readLesson, readLessonFile } from "../../../scripts/vite/lesson-files.ts";
import * as engine from "../../generated/raft_timeline.js";
import { loadModules } from "../../tests/unit/modules.ts";
import type { LessonData } from "./format.ts";
import { perform, rulesFrom, startOf } from "./start.ts";

beforeAll(loadModules);

const lessons = lessonFolders().map(readLesson);
const ROWS = Array.from({ length: 22 }, (_, at) => `N${at + 1}`);
/** The rows that ask why a rule exists. */
const ASK_WHY = "N1 N2 N3 N4 N5 N6 N12 N13 N14 N16 N20 N21 N22".split(" ");

const docs = readFileSync(new URL("../../../docs/lessons.md", import.meta.url), "utf8");
const table = docs
  .split("\n")
  .filter((line) => /^\| N\d+ \|/.test(line))
  .map((line) => {
    const cells = line.split("|").slice(1, -1);
    const [
      row = "",
      about = "",
      lesson = "",
      step = "",
      scenario = "",
      rule = "",
      conditions = "",
    ] = cells.map((cell) => cell.trim());
    return { row, about, lesson, step, scenario, rule, conditions };
  });

test("the table has all 22 rows of the notes, in their order", () => {
  expect([...new Set(table.map(({ row }) => row))]).toEqual(ROWS);
});

test("the questions have all 22 rows, and each has its line in the table", () => {
  const questions: { row: string }[] = JSON.parse(readLessonFile("questions.json"));
  expect(new Set(questions.map(({ row }) => row))).toEqual(new Set(ROWS));
});

test("what the lessons say they answer is in the table, and nothing else", () => {
  const answered = lessons.flatMap(({ name, data }) => data.rows.map((row) => `${row} ${name}`));
  const listed = table.map(({ row, lesson }) => `${row} ${lesson}`);
  expect([...new Set(listed)].sort()).toEqual(answered.sort());
});

test("every row that asks why has a rule that is broken", () => {
  const broken = table.filter(({ conditions }) => conditions.includes("3"));
  expect([...new Set(broken.map(({ row }) => row))]).toEqual(ASK_WHY);
});

describe.each(table)("$row $about", ({ lesson: name, step: id, scenario, rule, conditions }) => {
  const lesson = lessons.find((it) => it.name === name);
  const steps = lesson?.data.steps ?? [];
  const index = steps.findIndex((step) => step.id === id);
  const opened = steps.slice(0, index + 1).findLast(({ open }) => open)?.open?.scenario;

  test("names a step, and the scenario that it plays", () => {
    expect(index, `${name}: ${id}`).toBeGreaterThanOrEqual(0);
    expect(opened).toBe(scenario);
    for (const text of Object.values(lesson?.texts ?? {})) expect(text.steps.get(id)).toBeDefined();
    expect(lesson?.scenarios[scenario]).toMatch(/^(at|by|always|never) .*expect /m);
  });

  test("names the rule that is switched, and the conditions that it meets", () => {
    const { scenarios = {}, data = { minutes: 0, rows: [], steps } } = lesson ?? {};
    const played = endOf(data, scenarios, index);
    const chosen = rulesOf(played, data.steps[index]?.compare);
    const named = rule === "–" ? [] : rule.split(", ");
    expect(chosen.sort()).toEqual([...named].sort());
    const isBroken = played.violatedAt().length > 0;
    expect(conditions).toBe(isBroken ? "1 2 3" : "1 2");
    // If there are several rules, the row asks about the last one.
    const other = withRules(played, rulesFrom(named.slice(0, -1)));
    expect(other.violatedAt().length, "with the paper's rule").toBe(0);
    other.free();
    played.free();
  });
});

/** The run after the step was completed as its author says. */
function endOf(data: LessonData, scenarios: Record<string, string>, index: number): engine.Run {
  const { text, at } = startOf(engine, data, scenarios, index);
  const run = engine.Run.fromText(text);
  const step = data.steps[index];
  run.seek(step?.run ?? at);
  expect(perform(run, step?.solution ?? [])).toBeUndefined();
  return run;
}

/** The rules of a run, or of the world beside it, that differ from the paper's. */
function rulesOf(run: engine.Run, compare: string[] = []): string[] {
  const papers = engine.rules().map(({ name, choices }) => `${name} ${choices[0]?.name}`);
  const own = Object.entries(run.setup().rules ?? {}).map(([rule, choice]) => `${rule} ${choice}`);
  return [...own, ...compare].filter((chosen) => !papers.includes(chosen));
}

/** The same actions with other rules, as far as the run has been played. */
function withRules(run: engine.Run, rules: Partial<engine.Rules>): engine.Run {
  const other = run.startWithRules(rules);
  while (!other.goOn(10_000));
  return other;
}
