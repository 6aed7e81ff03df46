// Checks all lessons in the folder `lessons`: their files agree with each other, and every task can be solved
// as its author says, and not otherwise.

import { brotliCompressSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import {
  LANGUAGES,
  lessonFolders,
  lessonOrder,
  readLesson,
  readLessonFile,
} from "../../../scripts/vite/lesson-files.ts";
import * as engine from "../../generated/raft_timeline.js";
import { loadModules } from "../../tests/unit/modules.ts";
import { PROPERTIES } from "../judge/verdict.ts";
import { METRICS } from "../model/metrics.ts";
import { MARK_NAMES, problemsOf, type Step, WAIT } from "./format.ts";
import type { Term } from "./load.ts";
import { LIGHTS, pointing } from "./pointing.ts";
import { conditions, perform, rulesFrom, startOf } from "./start.ts";
import { termsOf, textProblems } from "./text.ts";

beforeAll(loadModules);

const glossary: Term[] = JSON.parse(readLessonFile("glossary.json"));
const questions: { row: string; lesson: string; step: string; en: string; zh: string }[] =
  JSON.parse(readLessonFile("questions.json"));
const lessons = lessonFolders().map(readLesson);

test("the order names every lesson once", () => {
  expect([...lessonOrder()].sort()).toEqual(lessonFolders().sort());
});

test("every question leads to a step of a lesson that answers its row", () => {
  for (const { row, lesson, step, en, zh } of questions) {
    const found = lessons.find(({ name }) => name === lesson);
    expect(found?.data.rows, `${row}: ${lesson}`).toContain(row);
    expect(
      found?.data.steps.map(({ id }) => id),
      `${row}: ${lesson}`,
    ).toContain(step);
    for (const question of [en, zh]) expect(question, row).toMatch(/[?？]$/);
  }
});

test("the glossary has every term once, in both languages, and shows it on the cluster", () => {
  const ids = glossary.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, section, shows, en, zh } of glossary) {
    expect(section, id).toMatch(/^\d+(\.\d+)*$/);
    for (const { term, says } of [en, zh]) expect(term && says, id).toBeTruthy();
    expect(zh.says, id).toMatch(/\p{Script=Han}/u);
    expect(LIGHTS[shows ?? id], `what ${id} lights`).toBeDefined();
  }
});

describe.each(lessons)("$name", ({ name, data, texts, scenarios }) => {
  test("its steps are as the format has them", () => {
    expect(problemsOf(data, Object.keys(scenarios))).toEqual([]);
  });

  test.each(LANGUAGES)("its text in %s belongs to its steps", (language) => {
    const text = texts[language];
    expect(textProblems(text, data.steps)).toEqual([]);
    const known = glossary.map(({ id }) => id);
    expect(termsOf(text).filter((term) => !known.includes(term))).toEqual([]);
  });

  test("both languages link the same terms, and Chinese is Chinese", () => {
    const terms = (language: "en" | "zh") => [...new Set(termsOf(texts[language]))].sort();
    expect(terms("zh")).toEqual(terms("en"));
    for (const [id, { heading }] of texts.zh.steps) expect(heading, id).toMatch(/\p{Script=Han}/u);
  });

  test.each(LANGUAGES)("what is fetched for it in %s is small", (language) => {
    const files = [`${name}/lesson.json`, `${name}/${language}.md`];
    const texts = [...files.map(readLessonFile), ...Object.values(scenarios)];
    const size = texts.reduce((sum, text) => sum + brotliCompressSync(text).length, 0);
    expect(size).toBeLessThanOrEqual(15 * 1024);
  });

  test("it points at what there is", () => {
    for (const { id, point = [] } of data.steps) {
      for (const { property, metric, mark } of point) {
        const camel = property?.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
        if (camel) expect(PROPERTIES, id).toContain(camel);
        if (metric) expect(METRICS, id).toContain(metric);
        if (mark) expect(MARK_NAMES, id).toContain(mark[0]);
      }
      expect(() => pointing(point, undefined), id).not.toThrow();
    }
  });

  test("it chooses rules that there are", () => {
    const table = engine.rules();
    for (const { id, rules = [], compare = [] } of data.steps) {
      for (const [rule, choice] of Object.entries(rulesFrom([...rules, ...compare]))) {
        const known = table.find(({ name }) => name === rule)?.choices.map(({ name }) => name);
        expect(known, `${id}: ${rule}`).toContain(choice);
      }
    }
  });

  const begin = (index: number) => {
    const { text, at } = startOf(engine, data, scenarios, index);
    const run = engine.Run.fromText(text);
    run.seek(data.steps[index]?.run ?? at);
    return run;
  };

  data.steps.forEach((step: Step, index) => {
    const { id, task, search, solution = [], wrong = [] } = step;
    test(`${id} begins`, () => {
      begin(index).free();
      for (const act of [...solution, ...wrong.flat()])
        expect(act).toMatch(WAIT.test(act) ? WAIT : /./);
    });
    if (search) {
      test(`${id}: a run is found that reaches the goal of ${name}`, { timeout: 60_000 }, () => {
        const run = begin(index);
        const found = engine.Run.fromText(find(run.text(), search.goal, run.setup().servers));
        found.seek(found.end());
        expect(found.expectations()).toMatchObject({ failed: 0, held: search.goal.length });
        for (const it of [run, found]) it.free();
      });
    }
    if (!task) return;
    const reached = (acts: string[]) => {
      const run = begin(index);
      const since = task.since === "run" ? 0 : run.now();
      const isThere = () => conditions(run, task.goal, since).every(({ holds }) => holds);
      expect(isThere(), "before anything is done").toBe(false);
      // A goal counts however briefly it holds, as the page checks all the time.
      let isReached = false;
      for (const act of acts) {
        expect(perform(run, [act])).toBeUndefined();
        isReached ||= isThere();
      }
      run.free();
      return isReached;
    };
    test(`${id}: the solution reaches the goal of ${name}`, () => {
      expect(reached(solution)).toBe(true);
    });
    test.each(wrong.map((acts) => [acts]))(`${id}: %j does not`, (acts) => {
      expect(reached(acts)).toBe(false);
    });
  });
});

/** The first run that a search finds, within a limit of moves. */
function find(world: string, goal: string[], servers: number): string {
  const search = new engine.RunSearch(world, goal.join("\n"), servers, 1, true);
  const isFound = ({ best, isShortening }: engine.SearchProgress) =>
    best !== undefined && !isShortening;
  while (!isFound(search.progress()) && search.progress().moves < 500_000) search.goOn(200);
  const text = search.best();
  search.free();
  return text ?? "";
}
