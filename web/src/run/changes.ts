// Tells the page around a playground when another run, or another moment of it, is shown.

import type { RunChange } from "../address/address-bar.ts";
import type { Session } from "../engine/session.ts";

export class Changes {
  readonly #target: EventTarget;
  #branches = 0;
  #told: unknown[] = [];

  constructor(target: EventTarget) {
    this.#target = target;
  }

  /** Notes that the future of this run has changed. */
  branched(): void {
    this.#branches += 1;
  }

  /** Tells what has changed since the last call. Passing time is not a change. */
  notice(session: Session): void {
    const { playing, moving, now, speed } = session;
    const state = [session, playing, moving ? undefined : now, speed, this.#branches];
    if (state.every((value, at) => value === this.#told[at])) return;
    const isOther = session !== this.#told[0];
    this.#told = state;
    this.tell(isOther ? "opened" : "changed");
  }

  tell(what: RunChange["what"]): void {
    this.#target.dispatchEvent(new CustomEvent<RunChange>("raft-change", { detail: { what } }));
  }
}
