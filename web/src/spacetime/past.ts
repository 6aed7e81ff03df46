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
  /** Is this, which is due, to be done in this frame? Without frames to share out, at once. */
  isTurnOf?(part: unknown): boolean;
  /** What happened in a window; nothing when that cannot be told any more. */
  history(from: number, to: number): HistoryAnswer | undefined;
}

/**
 * Called until it does not say `later` any more: each call does a part of the work. Nothing when the
 * run has ended.
 */
export type HistoryAnswer = () => History | "later" | undefined;

/** What is being looked for. */
interface Look {
  from: number;
  to: number;
  answer: HistoryAnswer;
  /** Does it continue what is known? */
  isMore: boolean;
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
  #look: Look | undefined;
  /** Was the last answer shorter than the window? */
  #isPartial = false;
  /** The length of the window that held too much to be told, in milliseconds. */
  #tooLong = Number.NEGATIVE_INFINITY;

  /** All that is known so far may be wrong now. */
  forget(): void {
    this.history = undefined;
    this.#look = undefined;
  }

  /** Is there more to come, though nothing changes? */
  get isLooking(): boolean {
    return this.#look !== undefined || this.#isPartial;
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
    if (this.#look) {
      if (source.isTurnOf?.(this) ?? true) this.#lookOn(this.#look, span);
      return;
    }
    const to = Math.min(source.reached, span.to);
    // Several things can happen at one instant, one after the other.
    const isMore = to > this.#to || (source.now >= this.#to && source.version !== this.#lookedOf);
    const covers =
      this.history !== undefined &&
      span.from >= this.#from &&
      span.from <= this.#to &&
      // A shorter window may hold no more than can be told.
      span.to - span.from > this.#tooLong * 0.99;
    if (!covers) {
      this.#begin(source, span, { from: span.from, to: Math.max(span.from, to), isMore: false });
    } else if (isMore && (hurry || this.#isDue(source, clock))) {
      this.#begin(source, span, { from: this.#to, to, isMore: true });
    } else return;
    this.#lookedAt = clock;
    this.#lookedOf = source.version;
  }

  #isDue(source: PastSource, clock: number): boolean {
    return clock - this.#lookedAt >= this.#rest && (source.isTurnOf?.(this) ?? true);
  }

  #begin(source: PastSource, span: Span, look: Omit<Look, "answer">): void {
    const answer = source.history(look.from, look.to);
    if (answer) this.#lookOn({ ...look, answer }, span);
  }

  /** Goes on looking, for no longer than a frame has time. */
  #lookOn(look: Look, span: Span): void {
    const found = look.answer();
    this.#look = found === "later" ? look : undefined;
    if (!found || found === "later") return;
    // What holds too much ends before it should.
    const to = found.knownTo ?? look.to;
    this.#isPartial = to < look.to && to > look.from;
    if (!look.isMore) this.#tooLong = Number.NEGATIVE_INFINITY;
    if (found.isCut) this.#tooLong = span.to - span.from;
    if (look.isMore && this.history) this.#extend(this.history, found, span, to);
    else this.#take(found, look.from, to);
  }

  #extend(before: History, later: History, span: Span, to: number): void {
    const known = extended(before, later);
    const horizon = span.from - KEPT * (span.to - span.from);
    // Not at every look: what was forgotten has to be taken off the page.
    const isLong = this.#from < horizon - (span.to - span.from);
    if (isLong && known.isCut) this.forget();
    else if (isLong) this.#take(since(known, horizon), horizon, to);
    else this.#take(known, this.#from, to);
  }

  #take(history: History, from: number, to: number): void {
    this.history = history;
    this.version += 1;
    this.#from = from;
    this.#to = to;
  }
}
