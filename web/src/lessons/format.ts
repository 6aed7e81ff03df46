// The format of a lesson's `lesson.json`, and its constraints. docs/lessons.md describes it for authors.

/** A lesson's steps, without its texts. */
export interface LessonData {
  /** The approximate duration. */
  minutes: number;
  /** The rows of the notes that the lesson answers, N1 to N22. */
  rows: string[];
  steps: Step[];
}

export interface Step {
  /** The step's name, unique in the lesson, also of its section in the texts and in links. */
  id: string;
  /** Opens a scenario of the lesson at a moment, in milliseconds; without it, the run continues. */
  open?: { scenario: string; at?: number };
  /** The same run with these rules, as after `rule` in a scenario. */
  rules?: string[];
  /** Shows a second world beside the run with these rules; with an empty list, with the paper's. */
  compare?: string[];
  /** The moment up to which the step plays, in milliseconds. */
  run?: number;
  /** How many times slower than real time the step plays; 40 by default. */
  speed?: number;
  /** What the step points at. */
  point?: Point[];
  task?: Task;
  /** The acts that reach the goal, from the step's beginning. */
  solution?: string[];
  /** Lists of acts that do not reach it. */
  wrong?: string[][];
  predict?: { choices: string[]; answer: string };
  /** The goal of a search that the reader starts, in the world of the run that is open. */
  search?: Search;
}

/** Something in the views to point at; each has exactly one of these properties. */
export interface Point {
  server?: number;
  /** A server and an index. */
  entry?: [number, number];
  /** A kind of message, its sender and its receiver: `RequestVote s1 s3`. */
  message?: string;
  /** The number of a request, from 1. */
  request?: number;
  /** A safety property, as in a scenario: `leader-completeness`. */
  property?: string;
  /** A mark at a server's log, and the server: `["commit-index", 1]`. */
  mark?: [MarkName, number];
  /** A key of the state machines: `x`. */
  value?: string;
  /** A metric of two worlds side by side: `commitLatency`. */
  metric?: string;
}

export const MARK_NAMES = ["commit-index", "last-applied", "next-index", "match-index"] as const;
export type MarkName = (typeof MARK_NAMES)[number];

export interface Task {
  /** Predicates of the scenario language that must hold at the same time. */
  goal: string[];
  /** Whether predicates count from the step's beginning or from the run's. */
  since?: "step" | "run";
}

export interface Search {
  /** Predicates of the scenario language that must hold at the same time. */
  goal: string[];
}

/** The goal of a step, to be reached by its reader or by a run that the search finds. */
export const goalOf = ({ task, search }: { task?: Search; search?: Search }): string[] =>
  (task ?? search)?.goal ?? [];

/** An act of a solution that lets time pass: `wait 100`. */
export const WAIT = /^wait (\d+(?:\.\d+)?)$/;

/** Returns what is wrong with a lesson, in sentences; `scenarios` are the names of its files. */
export function problemsOf({ minutes, rows, steps }: LessonData, scenarios: string[]): string[] {
  const problems: string[] = [];
  if (!(minutes >= 1 && minutes <= 10)) problems.push("minutes is a number from 1 to 10");
  for (const row of rows) {
    if (!/^N([1-9]|1\d|2[0-2])$/.test(row)) problems.push(`${row} is no row of the notes`);
  }
  if (!steps[0]?.open) problems.push("the first step opens a scenario");
  steps.forEach((step, at) => {
    if (steps.findIndex(({ id }) => id === step.id) !== at) problems.push(`two steps: ${step.id}`);
    problems.push(...stepProblems(step, scenarios).map((problem) => `${step.id}: ${problem}`));
    // What a search finds is not known in advance, so the next step cannot build on it.
    const following = steps[at + 1];
    if (step.search && following && !following.open) {
      problems.push(`${following.id}: opens a scenario, as the step before it searches`);
    }
  });
  return problems;
}

function stepProblems(step: Step, scenarios: string[]): string[] {
  const problems: string[] = [];
  const { id, open, task, predict, search, solution, wrong } = step;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) problems.push("the name is in kebab-case");
  if (open && !scenarios.includes(open.scenario)) problems.push(`no file ${open.scenario}`);
  const asked = [task, predict, search].filter((it) => it !== undefined);
  if (asked.length > 1) problems.push("has one of these: a task, a prediction, a search");
  if (task && (!solution?.length || !wrong?.length)) {
    problems.push("a task has a solution and at least one wrong way");
  }
  if (!task && (solution || wrong)) problems.push("a solution without a task");
  if ((task ?? search)?.goal.length === 0) problems.push("a goal has a condition");
  if (predict && step.run === undefined) problems.push("after a prediction, something is run");
  if (predict && !predict.choices.includes(predict.answer)) {
    problems.push("the answer is one of the choices");
  }
  return problems;
}
