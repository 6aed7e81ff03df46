// Watches the run, and tells the page around what has changed.

import type { ExpectationsView, Violation } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";
import { momentOf } from "../model/expectations.ts";
import { Violations } from "../model/violations.ts";
import { sameTarget } from "../view/targets.ts";
import type { Target } from "../view/types.ts";
import type { PlaygroundViolation, Tell } from "./events.ts";

/** How often the run is checked while time passes, in real milliseconds. */
const LOOK_MS = 100;
/** How often the moment is told while time passes, in real milliseconds. */
const TELL_MS = 250;

export class Watch {
  readonly #tell: Tell;
  readonly #violations = new Violations();
  #session: Session | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #toldAt = Number.NEGATIVE_INFINITY;
  #time: number | undefined;
  #selected: Target | undefined;
  /** The numbers of the events whose violations have been told. */
  #violated = new Set<number>();
  #expectations: ExpectationsView | undefined;
  #decided = new Map<number, string>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** The violations of the run, as far as it has been played. */
  violations(session: Session): PlaygroundViolation[] {
    return this.#violations.of(session).map(told);
  }

  /** Checks the run as it is shown. Cheap while nothing but the time changes. */
  look(session: Session, selected: Target | undefined): void {
    if (session !== this.#session) this.#begin(session);
    const clock = performance.now();
    if (session.moving && clock - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = clock;
    this.#tellTime(session, clock);
    this.#tellViolations(session);
    this.#tellExpectations(session);
    if (sameTarget(selected, this.#selected)) return;
    this.#selected = selected;
    this.#tell("select", { target: selected });
  }

  #begin(session: Session): void {
    this.#session = session;
    this.#violated = new Set();
    this.#expectations = undefined;
    this.#decided = new Map();
  }

  #tellTime({ now, moving }: Session, clock: number): void {
    if (now === this.#time || (moving && clock - this.#toldAt < TELL_MS)) return;
    this.#time = now;
    this.#toldAt = clock;
    this.#tell("timechange", { time: now });
  }

  #tellViolations(session: Session): void {
    for (const violation of this.#violations.of(session)) {
      if (this.#violated.has(violation.seq)) continue;
      this.#violated.add(violation.seq);
      this.#tell("violation", told(violation));
    }
  }

  #tellExpectations(session: Session): void {
    const view = session.ask((run) => run.expectations());
    if (!view || view === this.#expectations) return;
    this.#expectations = view;
    for (const expectation of view.list) {
      const { number, line, text, state } = expectation;
      const known = this.#decided.get(number) ?? "open";
      this.#decided.set(number, state.type);
      if (state.type === "open" || state.type === known) continue;
      this.#tell("expectation", { line, text, state: state.type, time: momentOf(expectation) });
    }
  }
}

/** The public form of a violation: the property is named as in the scenario language. */
function told({ property, at }: Violation): PlaygroundViolation {
  return { property: property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), time: at };
}
