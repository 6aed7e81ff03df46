// The run that a picture is recorded from: a copy, so that the run that is shown stays as it is.

import type { History, Run } from "../../generated/raft_timeline.js";
import type { View } from "../../generated/raft_wasm.js";
import type { Steps } from "./picture.ts";

/** A run that can be played to any time, in slices. */
export interface PlayedRun {
  startSeek(ms: number): void;
  /** Plays on by about `budget` events. Returns whether the run has arrived. */
  goOn(budget: number): boolean;
  view(): View;
  /** The last index of each server's log that was committed in the run, from S1 on. */
  committedUpTo(): ArrayLike<number>;
  /** The history from one time to another, in milliseconds. */
  history(from: number, to: number): Steps<History>;
}

/** About how many events a step plays. */
export const STEP_EVENTS = 200;

/** Wraps a run whose calls go through `ask`, which throws when the run has trapped. */
export function playedRun(run: Run, ask: <T>(question: () => T) => T = (it) => it()): PlayedRun {
  return {
    startSeek: (ms) => ask(() => run.startSeek(ms)),
    goOn: (budget) => ask(() => run.goOn(budget)),
    view: () => ask(() => run.view()),
    committedUpTo: () => ask(() => run.committedUpTo()),
    *history(from, to) {
      const replay = ask(() => run.startHistory(from, to));
      while (!ask(() => replay.goOn(run, STEP_EVENTS))) yield;
      return ask(() => replay.finish(run));
    },
  };
}

/** The trace of a run from its beginning to a time; `undefined` when it would be too large. */
export function* traceOf(
  run: Run,
  to: number,
  ask: <T>(question: () => T) => T,
): Steps<string | undefined> {
  const writing = ask(() => run.startTrace(to));
  while (!ask(() => writing.goOn(run, STEP_EVENTS))) yield;
  return ask(() => writing.finish());
}
