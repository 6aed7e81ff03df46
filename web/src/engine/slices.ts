// Long work in short tasks, so that in between frames are drawn and input is heard.

/**
 * A task begins no further step after so many real milliseconds. How much a step does is counted in
 * events: what is played never depends on the clock.
 */
export const TASK_MS = 8;
/** About so many events are played in a step: a fraction of a millisecond. */
export const STEP_EVENTS = 200;

/** Does a part of some work, of about `budget` events; true when nothing is left to do. */
export type Step = (budget: number) => boolean;

/**
 * Works for one task, or for so many real milliseconds: no further step begins after them. True when nothing
 * is left to do.
 */
export function runTask(step: Step, ms = TASK_MS): boolean {
  const end = performance.now() + ms;
  while (!step(STEP_EVENTS)) {
    if (performance.now() >= end) return false;
  }
  return true;
}

/** Lets the browser do something else first. */
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

/** Some work, and how far it has come. */
export interface Job {
  step: Step;
  what: "playing" | "searching" | "reading" | "writing";
  /**
   * From where to where it goes: instants of virtual time, in milliseconds, numbers of events, or 0
   * and 1.
   */
  from: number;
  to: number;
  /** Where it has come to. */
  at(): number;
}

/** `replaced`: something else was asked for. `failed`: the simulator ended. */
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

  /** Ends it before its time. */
  end(ending: Ending): void {
    this.ending ??= ending;
  }

  /** How much of it is done, from 0 to 1. */
  get share(): number {
    const { from, to } = this.job;
    return to === from ? 1 : Math.min(1, Math.max(0, (this.job.at() - from) / (to - from)));
  }
}
