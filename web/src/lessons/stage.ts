// The playground of the page, as a lesson uses it.

import type { Rules } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";
import type { RunContext } from "../run/run-context.ts";
import type { RunParts } from "../run/run-parts.ts";
import type { Stage } from "./player.ts";

export class PlaygroundStage implements Stage {
  readonly #run: RunContext;

  constructor(playground: { readonly context: RunContext }) {
    this.#run = playground.context;
  }

  get session(): Session | undefined {
    return this.#run.session;
  }

  get speed(): number {
    return this.#run.stage.speed;
  }

  set speed(speed: number) {
    this.#run.stage.speed = speed;
    if (this.session) this.session.speed = speed;
  }

  /** Resolves when texts can be opened. */
  async ready(): Promise<void> {
    await this.#with(() => {});
  }

  open(text: string, at: number): Promise<void> {
    return this.#with((parts) => parts.open(text, at));
  }

  compare(rules: Partial<Rules> | undefined): void {
    this.#run.parts.value?.compare(rules);
  }

  /** Calls `look` whenever the run is drawn, which is never while it is paused; `undefined` ends this. */
  whenDrawn(look: (() => void) | undefined): void {
    const parts = this.#run.parts.value;
    if (parts) parts.onDrawn = look;
  }

  show(): void {
    this.#run.show(undefined);
  }

  branched(): void {
    this.#run.parts.value?.branched();
  }

  #with(how: (parts: RunParts) => unknown): Promise<void> {
    this.#run.isReached = true;
    return this.#run.parts.with(how);
  }
}
