// Long work that belongs to no session: reading and writing texts and links, one task at a time.

import { type Ending, type Job, nextTask, runTask, Work } from "../engine/slices.ts";

/** How often progress is shown, in real milliseconds. */
const SHOW_MS = 100;

/** Work of one kind. New work replaces what was begun before it. */
export class Turn {
  readonly #show: () => void;
  #work: Work | undefined;

  /** `show` is called when long work has progressed or ended. */
  constructor(show: () => void) {
    this.#show = show;
  }

  /** The work that takes longer than a task, if there is any. */
  get work(): Work | undefined {
    return this.#work;
  }

  /**
   * Begins at once. `ended` is called before this returns if the work takes no longer than a task. Rejects
   * when a step throws.
   */
  async do(job: Job, ended?: (ending: Ending) => void): Promise<Ending> {
    this.#work?.end("replaced");
    const work = new Work(job);
    this.#work = work;
    try {
      await this.#finish(work, ended);
    } finally {
      work.end("failed");
      if (this.#work === work) this.#work = undefined;
    }
    return work.ending ?? "failed";
  }

  async #finish(work: Work, ended?: (ending: Ending) => void): Promise<void> {
    let isLong = false;
    let shownAt = work.since;
    while (!runTask((budget) => work.ending !== undefined || work.job.step(budget))) {
      isLong = true;
      await nextTask();
      if (performance.now() - shownAt < SHOW_MS) continue;
      this.#show();
      shownAt = performance.now();
    }
    work.end("done");
    if (this.#work === work) this.#work = undefined;
    ended?.(work.ending ?? "done");
    if (isLong) this.#show();
  }
}

/** The kinds of work that belong to no session. */
export class Turns {
  /** Reading what is being opened. */
  readonly opening: Turn;
  /** Looking for mistakes in the text that is being edited. */
  readonly checking: Turn;
  /** Writing the text of the run. */
  readonly text: Turn;
  /** Writing the link to the run. */
  readonly link: Turn;

  constructor(show: () => void) {
    this.opening = new Turn(show);
    this.checking = new Turn(show);
    this.text = new Turn(show);
    this.link = new Turn(show);
  }

  /** The work that takes longer than a task, if there is any. */
  get work(): Work | undefined {
    return [this.opening, this.checking, this.text, this.link].find(({ work }) => work)?.work;
  }
}
