// The same run with other rules, kept at the instant of the first.

import type { Rules, Run, View } from "../../generated/raft_timeline.js";
import type { Asked } from "../engine/asked.ts";
import { type Session, VIEW_MS } from "../engine/session.ts";
import { type Ending, type Job, runTask, Work } from "../engine/slices.ts";

export class SecondWorld implements Asked {
  readonly #session: Session;
  readonly #run: Run;
  #view: View;
  #now: number;
  #lookedAt = 0;
  /** The work that plays it to the first world's instant, while that takes longer than a task. */
  #work: Work | undefined;

  /** Returns a second world; `undefined` when the session keeps no past, or has trapped. */
  static of(session: Session, rules: Rules): SecondWorld | undefined {
    return session.ask((run) => new SecondWorld(session, run.startWithRules(rules)));
  }

  private constructor(session: Session, run: Run) {
    this.#session = session;
    this.#run = run;
    this.#view = run.view();
    this.#now = run.now();
    this.#goOn(session.now);
  }

  get view(): View {
    return this.#view;
  }

  get run(): Run {
    return this.#run;
  }

  pause(): void {
    this.#session.pause();
  }

  do(job: Job): Promise<Ending> {
    return this.#session.do(job);
  }

  /** Asks the run something. A trap in here ends the session: both live on one module. */
  ask<T>(question: (run: Run) => T): T | undefined {
    return this.#session.ask(() => question(this.#run));
  }

  /** Goes to the first world's instant. */
  follow(session: Session, clock: number): void {
    if (this.#work) return;
    const { now, moving } = session;
    const isBack = now < this.#now;
    const isDue = now >= (this.#view.nextEventAt ?? Infinity);
    if (!isBack && !isDue) {
      this.#now = now;
      return;
    }
    if (!isBack && moving && clock - this.#lookedAt < VIEW_MS) return;
    if (!isBack && !session.isTurnOf(this)) return;
    this.#lookedAt = clock;
    this.ask((run) => run.startSeek(now));
    this.#goOn(now);
  }

  /** Frees its memory, unless its module has trapped. */
  dispose(): void {
    this.#work?.end("replaced");
    this.ask((run) => run.free());
  }

  /** Plays the run on to `to`; what takes longer than a task is done between frames. */
  #goOn(to: number): void {
    const step = (budget: number): boolean => this.#run.goOn(budget);
    if (this.ask(() => runTask(step)) === false) void this.#goOnLater(step, to);
    else this.#arrive(to);
  }

  async #goOnLater(step: (budget: number) => boolean, to: number): Promise<void> {
    const at = (): number => this.#run.now();
    const work = new Work({ what: "playing", step, from: 0, to, at });
    this.#work = work;
    const ending = await this.#session.doBeside(work);
    this.#work = undefined;
    if (ending === "done") return this.#arrive(to);
    if (ending !== "stopped") return;
    // Both worlds are shown at one instant, so the first goes back to where the second was stopped.
    const now = this.ask((run) => {
      run.stop();
      return run.now();
    });
    if (now === undefined) return;
    this.#arrive(now);
    this.#session.pause();
    void this.#session.seek(Math.min(now, this.#session.now));
  }

  #arrive(now: number): void {
    this.#now = now;
    this.ask((run) => {
      if (run.version() !== this.#view.version) this.#view = run.view();
    });
  }
}
