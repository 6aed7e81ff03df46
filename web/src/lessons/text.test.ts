import { expect, test } from "vitest";
import { lessonLink, readLessonLink } from "./address.ts";
import { problemsOf } from "./format.ts";
import { joined, readBlocks, readInline } from "./markdown.ts";
import { readProgress, writeProgress } from "./progress.ts";
import { readText, termsOf, textProblems } from "./text.ts";

const TEXT = `# A title
What one will know,
in one sentence.

## first
### Look
**S1** leads in [term](term:term) 1; \`nextIndex\` is 2, *as ever*.

- one
- two

## guess
### What then?
Will it?
- yes: Yes, it will.
- no: No.
> done: It does not,
> because of [votes](term:vote).
> not: It does not.

## do
### Your turn
Do it.
> hint: Click.
> goal: S1 leads
> goal: It is so
> done: Done.
`;

const STEPS = [
  { id: "first" },
  { id: "guess", predict: { choices: ["yes", "no"] } },
  { id: "do", task: { goal: ["leader s1", "term s1 = 1"] } },
];
const choicesOf = (id: string) => STEPS.find((step) => step.id === id)?.predict?.choices ?? [];

test("a text is read into its sections and what they say", () => {
  const text = readText(TEXT, choicesOf);
  expect(text.title).toBe("A title");
  expect(text.summary).toEqual([{ type: "text", text: "What one will know, in one sentence." }]);
  expect([...text.steps.keys()]).toEqual(["first", "guess", "do"]);
  const [first, guess, task] = [...text.steps.values()];
  expect(first?.heading).toBe("Look");
  expect(first?.body.map(({ type }) => type)).toEqual(["paragraph", "list"]);
  expect([...(guess?.choices.keys() ?? [])]).toEqual(["yes", "no"]);
  expect(guess?.done?.[1]).toEqual({ type: "term", text: "votes", term: "vote" });
  expect(task?.goals).toHaveLength(2);
  expect(termsOf(text)).toEqual(["term", "vote"]);
  expect(textProblems(text, STEPS)).toEqual([]);
});

test("what is missing is said", () => {
  const text = readText(TEXT.replace("> hint: Click.\n> goal: S1 leads\n", ""), choicesOf);
  expect(textProblems(text, STEPS)).toEqual([
    'do: no "> hint:"',
    'do: 1 "> goal:" for 2 conditions',
  ]);
  expect(textProblems(readText("", choicesOf), STEPS)[0]).toBe("no title");
});

test("nothing in a text is HTML, and only safe links are links", () => {
  const line = "<b>a</b> [x](javascript:alert) [y](https://raft.github.io) [z](#lessons)";
  expect(readInline(line)).toEqual([
    { type: "text", text: "<b>a</b> " },
    { type: "text", text: "[x](javascript:alert)" },
    { type: "text", text: " " },
    { type: "link", text: "y", href: "https://raft.github.io" },
    { type: "text", text: " " },
    { type: "link", text: "z", href: "#lessons" },
  ]);
});

test("a line break in Chinese is no space", () => {
  expect(joined("第一行，", "第二行")).toBe("第一行，第二行");
  expect(joined("one", "two")).toBe("one two");
  expect(readBlocks(["甲", "乙", "", "丙"])).toHaveLength(2);
});

test("a lesson that makes no sense is told so", () => {
  const step = { id: "a", task: { goal: ["leader"] }, predict: { choices: ["x"], answer: "y" } };
  expect(problemsOf({ minutes: 99, rows: ["N23"], steps: [step, step] }, [])).toEqual([
    "minutes is a number from 1 to 10",
    "N23 is no row of the notes",
    "the first step opens a scenario",
    ...Array.from({ length: 2 }, (_, at) => [
      ...(at === 1 ? ["two steps: a"] : []),
      "a: has one of these: a task, a prediction, a search",
      "a: a task has a solution and at least one wrong way",
      "a: after a prediction, something is run",
      "a: the answer is one of the choices",
    ]).flat(),
  ]);
});

test("after a search, the next step opens a scenario of its own", () => {
  const open = { scenario: "a.raft" };
  const steps = [{ id: "find", open, search: { goal: ["leader"] } }, { id: "next" }];
  const lesson = { minutes: 3, rows: [], steps };
  expect(problemsOf(lesson, ["a.raft"])).toEqual([
    "next: opens a scenario, as the step before it searches",
  ]);
  const opened = { ...lesson, steps: steps.map((step) => ({ ...step, open })) };
  expect(problemsOf(opened, ["a.raft"])).toEqual([]);
});

test("links lead to the list, to a lesson, or to a step of one", () => {
  expect(readLessonLink("#lessons")).toEqual({});
  expect(readLessonLink("#lesson=figure-8&step=c&theme=dark")).toEqual({
    lesson: "figure-8",
    step: "c",
  });
  expect(readLessonLink("?lesson=figure-8&present=1")).toEqual({ lesson: "figure-8" });
  expect(readLessonLink("#scenario=figure-8-safe")).toBeUndefined();
  expect(readLessonLink(`#${lessonLink("a", "b")}`)).toEqual({ lesson: "a", step: "b" });
});

test("progress is kept, and what is no progress is ignored", () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const progress = { done: ["a"], last: { lesson: "b", step: "c" } };
  writeProgress(store, progress);
  expect(readProgress(store)).toEqual(progress);
  for (const bad of ["", "{", "[]", '{"done":[1]}', '{"done":[],"last":{"lesson":1}}']) {
    kept.set("lessons", bad);
    expect(readProgress(store), bad).toEqual({ done: [] });
  }
  expect(readProgress(undefined)).toEqual({ done: [] });
});
