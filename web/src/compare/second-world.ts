// The same run under other rules, kept at the instant of the first.

import type { Rules, Run, View } from "../../generated/raft_timeline.js";
import { type Session, VIEW_MS } from "../engine/session.ts";

export class SecondWorld {
  readonly #session: Session;
  readonly #run: Run;
  #view: View;
  #now: number;
  #lookedAt = 0;

  /** Nothing when the session keeps no past, or has ended. */
  static of(session: Session, rules: Rules): SecondWorld | undefined {
    return session.ask((run) => new SecondWorld(session, run.under(rules)));
  }

  private constructor(session: Session, run: Run) {
    this.#session = session;
    this.#run = run;
    this.#view = run.view();
    this.#now = run.now();
  }

  get view(): View {
    return this.#view;
  }

  /** What goes wrong in here ends the session: both live on one module. */
  ask<T>(question: (run: Run) => T): T | undefined {
    return this.#session.ask(() => question(this.#run));
  }

  /** Goes where the first world is. */
  follow({ now, moving }: Session, clock: number): void {
    const isBack = now < this.#now;
    const isDue = now >= (this.#view.nextEventAt ?? Infinity);
    if (!isBack && !isDue) {
      this.#now = now;
      return;
    }
    if (!isBack && moving && clock - this.#lookedAt < VIEW_MS) return;
    this.#lookedAt = clock;
    this.#now = now;
    this.ask((run) => {
      if (isBack) run.seek(now);
      else run.advanceTo(now);
      if (run.version() !== this.#view.version) this.#view = run.view();
    });
  }

  /** Gives its memory back, unless its module has ended. */
  dispose(): void {
    this.ask((run) => run.free());
  }
}
