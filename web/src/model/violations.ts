// What the judge has found in a run, as far as it has been played: only what is new is asked for.

import type { Run, Violation } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";

export class Violations {
  #known: Violation[] = [];
  #run: Run | undefined;
  #course: number | undefined;
  #areAllKnown = false;

  /** Whether the last answer held all of them: of very many, each call gets some more. */
  get areAllKnown(): boolean {
    return this.#areAllKnown;
  }

  /** Those that are known, oldest first. */
  of(session: Session): Violation[] {
    this.#areAllKnown = true;
    session.ask((run) => {
      const course = run.course();
      // Of another run, or another future of this one, others may have been found.
      if (run !== this.#run || course !== this.#course) this.#known = [];
      this.#run = run;
      this.#course = course;
      const news = run.violations(this.#known.length);
      if (news.length > 0) this.#known = [...this.#known, ...news];
      this.#areAllKnown = this.#known.length >= run.violatedAt().length;
    });
    return this.#known;
  }
}
