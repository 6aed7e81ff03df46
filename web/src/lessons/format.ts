// What is in a lesson's `lesson.json`, and what must be true of it. docs/lessons.md describes it for
// authors.

/** A lesson's steps, without its texts. */
export interface LessonData {
  /** About how long it takes. */
  minutes: number;
  /** The rows of the notes that it answers, N1 to N22. */
  rows: string[];
  steps: Step[];
}

export interface Step {
  /** Unique in the lesson; the name of its section in the texts, and in links. */
  id: string;
  /** Opens a scenario of the lesson at a moment, in milliseconds; otherwise the run goes on. */
  open?: { scenario: string; at?: number };
  /** The same run with these rules, as after `rule` in a scenario. */
  rules?: string[];
  /** A second world beside it, with these rules; an empty list: with the paper's. */
  compare?: string[];
  /** Plays up to this moment, in milliseconds. */
  run?: number;
  /** So many times slower than real time; 40 if it is not said. */
  speed?: number;
  /** What is pointed at. */
  point?: Point[];
  task?: Task;
  /** Acts with which the goal is reached, from the step's beginning. */
  solution?: string[];
  /** Acts with which it is not. */
  wrong?: string[][];
  predict?: { choices: string[]; answer: string };
  /** The reader asks the search for a run that reaches this, in the world of the run that is open. */
  search?: Search;
}

/** Something in the views to look at; each has one of these. */
export interface Point {
  server?: number;
  /** A server and an index. */
  entry?: [number, number];
  /** A kind of message and its ends: `RequestVote s1 s3`. */
  message?: string;
  /** The number of a request, from 1. */
  request?: number;
  /** A safety property, as in a scenario: `leader-completeness`. */
  property?: string;
  /** What stands at a server's log, and the server: `["commit-index", 1]`. */
  mark?: [MarkName, number];
  /** A key of the state machines: `x`. */
  value?: string;
  /** A metric of two worlds that stand side by side: `commitLatency`. */
  metric?: string;
}

export const MARK_NAMES = ["commit-index", "last-applied", "next-index", "match-index"] as const;
export type MarkName = (typeof MARK_NAMES)[number];

export interface Task {
  /** Predicates of the scenario language that hold at once. */
  goal: string[];
  /** From when on predicates count: the step's beginning, or the run's. */
  since?: "step" | "run";
}

export interface Search {
  /** Predicates of the scenario language that hold at once. */
  goal: string[];
}

/** What a step wants to be reached: by its reader, or by a run that is searched for. */
export const goalOf = ({ task, search }: { task?: Search; search?: Search }): string[] =>
  (task ?? search)?.goal ?? [];

/** An act of a solution that lets time pass: `wait 100`. */
export const WAIT = /^wait (\d+(?:\.\d+)?)$/;

/** What is wrong with a lesson, in sentences; `scenarios` are the names of its files. */
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
    // What a search finds is known to nobody else, so no later step can begin with it.
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
