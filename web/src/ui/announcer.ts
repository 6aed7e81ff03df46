// Tells what happens, not more often than one can listen.

import type { Session } from "../engine/session.ts";
import type { Catalogue } from "../i18n/catalogue.ts";

/** Between two announcements, in real milliseconds. */
const REST_MS = 1500;

export class Announcer {
  readonly #say: (text: string) => void;
  #committed = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** A new run has begun. */
  reset(): void {
    this.cancel();
    this.#committed = 0;
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Something has changed: it is told soon. */
  notice(session: Session, t: Catalogue): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#lastAt + REST_MS - performance.now());
    const timer = setTimeout(async () => {
      // Loaded with the first event. Without it nothing is told, and the playground goes on.
      const news = await import("./look.ts").catch(() => undefined);
      // Meanwhile another run may have begun.
      if (this.#timer !== timer) return;
      this.#timer = undefined;
      if (!news) return;
      const { told, committed } = news.sentences(session.news(), session.view, this.#committed, t);
      this.#committed = committed;
      if (told.length === 0) return;
      this.#lastAt = performance.now();
      this.#say(told.join(" "));
    }, wait);
    this.#timer = timer;
  }
}
