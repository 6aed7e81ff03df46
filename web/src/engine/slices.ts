// Long work in short tasks, so that frames are drawn and input is handled in between.

/**
 * How long a task begins new steps, in real milliseconds. The work of a step is counted in events, so results
 * never depend on the clock.
 */
export const TASK_MS = 8;
/** About how many events a step plays: a fraction of a millisecond. */
export const STEP_EVENTS = 200;

/** Does a part of some work, about `budget` events. Returns whether all is done. */
export type Step = (budget: number) => boolean;

/**
 * Runs steps for one task, or for `ms` real milliseconds; no step begins after that. Returns whether all is
 * done.
 */
export function runTask(step: Step, ms = TASK_MS): boolean {
  const end = performance.now() + ms;
  while (!step(STEP_EVENTS)) {
    if (performance.now() >= end) return false;
  }
  return true;
}

/** Resolves in a new task, so that the browser can do something else first. */
export function nextTask(): Promise<void> {
  // A timer would wait for some milliseconds.
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Some work, and its progress. */
export interface Job {
  step: Step;
  what: "playing" | "searching" | "reading" | "writing";
  /** The range of `at`: instants of virtual time in milliseconds, numbers of events, or 0 to 1. */
  from: number;
  to: number;
  /** The progress, between `from` and `to`. */
  at(): number;
}

/**
 * How work ended. `stopped`: by the reader. `replaced`: something else was asked for. `failed`: the simulator
 * trapped, or a step threw.
 */
export type Ending = "done" | "stopped" | "replaced" | "failed";

/** A job in progress. */
export class Work {
  readonly job: Job;
  /** When it began, in real milliseconds. */
  readonly since = performance.now();
  ending: Ending | undefined;

  constructor(job: Job) {
    this.job = job;
  }

  /** Sets how the work ended, unless it has ended already. */
  end(ending: Ending): void {
    this.ending ??= ending;
  }

  /** The share that is done, from 0 to 1. */
  get share(): number {
    const { from, to } = this.job;
    return to === from ? 1 : Math.min(1, Math.max(0, (this.job.at() - from) / (to - from)));
  }
}
