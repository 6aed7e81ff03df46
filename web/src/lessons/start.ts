// Computes the run with which a step of a lesson begins from the lesson alone: from what the steps before it
// open, switch and solve. Links, Back, Again and the tests use it.

import type { ConditionView, Rules, Run } from "../../generated/raft_timeline.js";
import { type LessonData, type Step, WAIT } from "./format.ts";

/** A run, and a moment of it in milliseconds. */
export interface Start {
  text: string;
  at: number;
}

/** The part of the module that is needed here. */
export interface RunMaker {
  Run: { fromText(text: string): Run };
}

/**
 * Converts rules in the scenario language, such as `commit any-term-on-majority`, to those of the simulator.
 */
export function rulesFrom(lines: string[]): Partial<Rules> {
  const pairs = lines.map((line) => line.trim().split(/\s+/));
  return Object.fromEntries(pairs.map(([rule = "", choice = ""]) => [rule, choice]));
}

/** Performs acts in order. Returns why one cannot be done, if one cannot. */
export function perform(run: Run, acts: readonly string[]): string | undefined {
  for (const act of acts) {
    const wait = WAIT.exec(act)?.[1];
    if (wait !== undefined) run.seek(run.now() + Number(wait));
    else {
      const problem = run.perform(act);
      if (problem !== undefined) return `${act}: ${problem}`;
    }
  }
  return undefined;
}

/** Checks whether these conditions hold now; they count from `since` on, in milliseconds. */
export function conditions(run: Run, goal: string[], since: number): ConditionView[] {
  const asked = run.startConditions(goal, since);
  while (!asked.goOn(run, 10_000));
  const answer = asked.answer(run);
  asked.free();
  return answer;
}

/** The run and the moment with which the step of this index begins. */
export function startOf(
  engine: RunMaker,
  { steps }: LessonData,
  scenarios: Record<string, string>,
  index: number,
): Start {
  const first = steps.findLastIndex(({ open }, at) => at <= index && open !== undefined);
  let run: Run | undefined;
  for (const [at, step] of steps.entries()) {
    if (at < first || at > index) continue;
    run = enter(engine, run, step, scenarios);
    if (at < index) complete(run, step);
  }
  if (!run) throw new Error("the first step of a lesson opens a scenario");
  const start = { text: run.text(), at: run.now() };
  run.free();
  return start;
}

/** Opens what the step opens, or switches the rules of the current run. */
function enter(
  engine: RunMaker,
  before: Run | undefined,
  step: Step,
  scenarios: Record<string, string>,
): Run {
  let run = before;
  if (step.open) {
    run?.free();
    run = engine.Run.fromText(scenarios[step.open.scenario] ?? "");
    run.seek(step.open.at ?? 0);
  }
  if (!run) throw new Error("the first step of a lesson opens a scenario");
  return step.rules ? withRules(run, step.rules) : run;
}

/** Replays the run with other rules, and frees the given one. */
function withRules(run: Run, rules: string[]): Run {
  const other = run.startWithRules(rulesFrom(rules));
  while (!other.goOn(10_000));
  run.free();
  return other;
}

/** Completes the step as its author says. */
function complete(run: Run, { run: until, task, solution }: Step): void {
  if (until !== undefined) run.seek(until);
  if (task) perform(run, solution ?? []);
}
