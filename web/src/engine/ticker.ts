// The one requestAnimationFrame loop of the page, shared by all playgrounds. It sleeps when none of
// them moves and when the page is hidden.

/** Draws a frame, `elapsed` ms after the last one; says whether it wants another. */
export type Frame = (elapsed: number) => boolean;

/** The most time that one frame advances, so that the run does not jump after a slow frame or a hidden page. */
export const LONGEST_FRAME_MS = 100;

export class Ticker {
  readonly #frames = new Set<Frame>();
  #handle: number | undefined;
  #last: number | undefined;

  /** Calls `frame` in every frame until it wants no more. */
  wake(frame: Frame): void {
    this.#frames.add(frame);
    this.#schedule();
  }

  forget(frame: Frame): void {
    this.#frames.delete(frame);
  }

  /** Stops when the page is hidden, and resumes when it is visible. */
  setHidden(hidden: boolean): void {
    if (!hidden) {
      this.#schedule();
      return;
    }
    if (this.#handle !== undefined) cancelAnimationFrame(this.#handle);
    this.#handle = undefined;
    this.#last = undefined;
  }

  #schedule(): void {
    if (this.#handle !== undefined || this.#frames.size === 0 || document.hidden) return;
    this.#handle = requestAnimationFrame((now) => this.#run(now));
  }

  #run(now: number): void {
    const elapsed = Math.min(now - (this.#last ?? now), LONGEST_FRAME_MS);
    this.#last = now;
    this.#handle = undefined;
    for (const frame of [...this.#frames]) {
      if (!frame(elapsed)) this.#frames.delete(frame);
    }
    if (this.#frames.size === 0) this.#last = undefined;
    this.#schedule();
  }
}

export const ticker = new Ticker();
if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", () => ticker.setHidden(document.hidden));
}
