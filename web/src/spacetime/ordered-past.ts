// The diagram's history of a run whose axis is the order of its steps: always the whole, as such runs are
// made by hand and short.

import type { History } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";
import type { Moment, Target } from "../view/types.ts";
import type { Axis, AxisSource, Ticks, Travel } from "./axis.ts";
import { Order, STEP } from "./order.ts";
import type { HistoryAnswer } from "./past.ts";
import type { Span } from "./window.ts";

const NOTHING: History = { lanes: [], flights: [], points: [], isCut: false };

export class OrderedPast implements Axis {
  /** 30 steps: an election with what came before it. */
  readonly usual = 30 * STEP;
  history: History | undefined;
  version = 0;
  #order = new Order(NOTHING);
  /** The number of events that are known. */
  #known = 0;
  #answer: HistoryAnswer | undefined;
  /** What the last look was for: how far the run had been played, and the number of events. */
  #lookedOf: unknown[] = [];

  get isLooking(): boolean {
    return this.#answer !== undefined;
  }

  get until(): number {
    return this.#order.after(Number.POSITIVE_INFINITY);
  }

  forget(): void {
    this.#answer = undefined;
    this.#lookedOf = [];
  }

  took(): void {}

  look(source: AxisSource): void {
    const wanted = [source.reached, Math.max(source.happened, this.#known)];
    const isKnown = wanted.every((value, at) => value === this.#lookedOf[at]);
    if (!this.#answer && isKnown) return;
    if (!this.#answer) {
      this.#lookedOf = wanted;
      this.#answer = source.history(0, source.reached);
    }
    const found = this.#answer?.();
    if (found === "later") return;
    this.#answer = undefined;
    if (!found) return;
    this.#known = Math.max(this.#known, source.happened);
    this.#order = new Order(found);
    this.history = this.#order.placed(found);
    this.version += 1;
  }

  now({ happened }: AxisSource): number {
    return Math.max(0, this.#order.after(happened));
  }

  reached(): number {
    return Math.max(0, this.until);
  }

  ticks({ from, to }: Span, apart: number, words: RunWords["spacetime"]): Ticks {
    const { instants } = this.#order;
    const begun = instants.findLastIndex(({ at }) => at <= from);
    let last = Number.NEGATIVE_INFINITY;
    const shown = instants.slice(Math.max(0, begun)).flatMap(({ at, time }) => {
      // A tick is between the steps of two instants; that of the instant at the window's left end is at that
      // end.
      const place = Math.max(from, at - STEP / 2);
      if (place > to || place - last < apart) return [];
      last = place;
      return { place, time };
    });
    return {
      at: shown.map(({ place }) => place),
      names: shown.map(({ time }) => words.instant(time)),
    };
  }

  length(length: number, words: RunWords["spacetime"]): string {
    return words.steps(Math.max(1, Math.round(length / STEP)));
  }

  placeOf({ seq, at }: Moment): number {
    return seq === undefined ? at : this.#order.placeOf(seq);
  }

  goTo(place: number, target: Target | undefined, travel: Travel): void {
    travel.goToEvent(this.#order.eventAt(place), target);
  }
}
