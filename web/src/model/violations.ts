// The violations of a run, as far as it has been played; only new ones are asked for.

import type { Run, Violation } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";

export class Violations {
  #known: Violation[] = [];
  #run: Run | undefined;
  #course: number | undefined;
  #areAllKnown = false;

  /** Whether the last answer had all violations. Of very many, each call returns some more. */
  get areAllKnown(): boolean {
    return this.#areAllKnown;
  }

  /** Returns the known violations, oldest first. */
  of(session: Session): Violation[] {
    this.#areAllKnown = true;
    session.ask((run) => {
      const course = run.course();
      // Another run, or another future of this one, may have other violations.
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
