// What the diagram knows of the run: fetched in pieces, and only as often as a reader can tell.

import type { History } from "../../generated/raft_timeline.js";
import { extended, since } from "./merge.ts";
import type { Span } from "./window.ts";

/** Where the past comes from. */
export interface PastSource {
  /** The present, in milliseconds. */
  readonly now: number;
  /** The furthest the run has been played. */
  readonly reached: number;
  /** Another value whenever something but the time has changed. */
  readonly version: unknown;
  /** What happened in a window; nothing when that cannot be told any more. */
  history(from: number, to: number): History | undefined;
}

/** Between two looks at what is new while time passes, in real milliseconds. */
const REST_MS = 150;
/** A look that takes long is taken less often: looks get no more than this share of the time. */
const SHARE = 1 / 60;
/** However long they take, no rest is longer than this, in real milliseconds. */
const LONGEST_REST_MS = 500;
/** How many windows of what was seen are kept behind. */
const KEPT = 2;

export class Past {
  history: History | undefined;
  /** Another number whenever `history` is another one. */
  version = 0;
  #from = 0;
  #to = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #lookedOf: unknown;
  #rest = REST_MS;

  /** All that is known so far may be wrong now. */
  forget(): void {
    this.history = undefined;
  }

  /** How far it is known, in milliseconds. */
  get until(): number {
    return this.#to;
  }

  /** How long a look took, with all that was drawn because of it, in real milliseconds. */
  took(ms: number): void {
    this.#rest = Math.min(LONGEST_REST_MS, Math.max(REST_MS, ms / SHARE));
  }

  /** Makes the window known up to what was played. `clock` is real time; `hurry` does not wait. */
  look(source: PastSource, span: Span, clock: number, hurry: boolean): void {
    const to = Math.min(source.reached, span.to);
    // Several things can happen at one instant, one after the other.
    const isMore = to > this.#to || (source.now >= this.#to && source.version !== this.#lookedOf);
    const covers = this.history !== undefined && span.from >= this.#from && span.from <= this.#to;
    if (!covers) {
      this.#take(source.history(span.from, Math.max(span.from, to)), span.from, to);
    } else if (isMore && (hurry || clock - this.#lookedAt >= this.#rest)) {
      this.#go(source, span, to);
    } else return;
    this.#lookedAt = clock;
    this.#lookedOf = source.version;
  }

  #go(source: PastSource, span: Span, to: number): void {
    const later = source.history(this.#to, to);
    if (!this.history || !later) return;
    const known = extended(this.history, later);
    const horizon = span.from - KEPT * (span.to - span.from);
    // Not at every look: what was forgotten has to be taken off the page.
    const isLong = this.#from < horizon - (span.to - span.from);
    if (isLong) this.#take(since(known, horizon), horizon, to);
    else this.#take(known, this.#from, to);
  }

  #take(history: History | undefined, from: number, to: number): void {
    if (!history) return;
    this.history = history;
    this.version += 1;
    this.#from = from;
    this.#to = to;
  }
}
