// The diagram's history of a run: fetched in pieces, and only as often as a reader can notice.

import type { History } from "../../generated/raft_timeline.js";
import { extended, since } from "./merge.ts";
import type { Span } from "./window.ts";

/** The source of the history. */
export interface PastSource {
  /** The present, in milliseconds. */
  readonly now: number;
  /** The instant up to which the run has been played, in milliseconds. */
  readonly reached: number;
  /** Changes whenever something other than the time has changed. */
  readonly version: unknown;
  /** Whether `part`, which is due, is to be done in this frame. If absent, it is done at once. */
  isTurnOf?(part: unknown): boolean;
  /** Asks for the history of a window; `undefined` when the run has trapped. */
  history(from: number, to: number): HistoryAnswer | undefined;
}

/**
 * Computes the history bit by bit: called until it no longer returns `later`. Returns `undefined` when the
 * run has trapped.
 */
export type HistoryAnswer = () => History | "later" | undefined;

/** A look in progress. */
interface Look {
  from: number;
  to: number;
  answer: HistoryAnswer;
  /** Whether it continues the known history. */
  isMore: boolean;
}

/** The shortest rest between two looks while time passes, in real milliseconds. */
const REST_MS = 150;
/** The greatest share of the time that looks may take: slow ones are taken less often. */
const SHARE = 1 / 60;
/** The longest rest between two looks, in real milliseconds. */
const LONGEST_REST_MS = 500;
/** How many window lengths of history before the window are kept. */
const KEPT = 2;

export class Past {
  history: History | undefined;
  /** Changes whenever `history` is replaced. */
  version = 0;
  #from = 0;
  #to = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #lookedOf: unknown;
  #rest = REST_MS;
  #look: Look | undefined;
  /** Whether the last answer ended before what was asked for. */
  #isPartial = false;
  /** The length of the window that had too many events to be returned, in milliseconds. */
  #tooLong = Number.NEGATIVE_INFINITY;

  /** Forgets the history, which may be wrong now. */
  forget(): void {
    this.history = undefined;
    this.#look = undefined;
  }

  /** Whether more history is to come, even if nothing changes. */
  get isLooking(): boolean {
    return this.#look !== undefined || this.#isPartial;
  }

  /** The instant up to which the history is known, in milliseconds. */
  get until(): number {
    return this.#to;
  }

  /** Notes how long the last look took, with the drawing that it caused, in real milliseconds. */
  took(ms: number): void {
    this.#rest = Math.min(LONGEST_REST_MS, Math.max(REST_MS, ms / SHARE));
  }

  /**
   * Fetches the history of the window, as far as the run was played. `clock` is real time; `hurry` does not
   * wait for the next look to be due.
   */
  look(source: PastSource, span: Span, clock: number, hurry: boolean): void {
    if (this.#look) {
      if (source.isTurnOf?.(this) ?? true) this.#lookOn(this.#look, span);
      return;
    }
    const to = Math.min(source.reached, span.to);
    // Several events can happen at one instant, so the version counts as well.
    const isMore = to > this.#to || (source.now >= this.#to && source.version !== this.#lookedOf);
    const covers =
      this.history !== undefined &&
      span.from >= this.#from &&
      span.from <= this.#to &&
      // A shorter window may have few enough events to be returned.
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

  /** Continues a look for as long as a frame allows. */
  #lookOn(look: Look, span: Span): void {
    const found = look.answer();
    this.#look = found === "later" ? look : undefined;
    if (!found || found === "later") return;
    // A history with too many events ends early.
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
    // Old history is not dropped at every look, as its elements have to be removed from the page.
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
