// The axis of a run in which many events share one instant, because messages wait until the reader delivers
// them: not time, but the order of the steps. Every step has the same width.

import type { Flight, History, Point, Segment } from "../../generated/raft_timeline.js";

/** The width of a step, where a millisecond has the width 1. */
export const STEP = 10;

/** Something on an axis that is not time, with the instant for its description. */
export type Told<T> = T & { toldAt?: number };

/** The steps of a run, in order. */
export class Order {
  /** The number of the first event of each step. */
  readonly #orders: number[];
  /** The place on the axis where each instant begins, and its time in milliseconds. */
  readonly instants: { at: number; time: number }[] = [];

  constructor(history: History) {
    const times = new Map<number, number>();
    for (const { sentOrder, sentAt, endedOrder, endedAt } of history.flights) {
      times.set(sentOrder, sentAt);
      if (endedAt !== undefined) times.set(endedOrder, endedAt);
    }
    for (const { order, at } of history.points) times.set(order, at);
    for (const { order, from } of history.lanes.flat()) times.set(order, from);
    this.#orders = [...times.keys()].sort((a, b) => a - b);
    let last: number | undefined;
    this.#orders.forEach((order, step) => {
      const time = times.get(order) ?? 0;
      if (time !== last) this.instants.push({ at: step * STEP, time });
      last = time;
    });
  }

  /** The place after the last step that has begun when `events` events have happened. */
  after(events: number): number {
    return (this.#count(events - 1) - 0.5) * STEP;
  }

  /** The place of an event's step. */
  placeOf(seq: number): number {
    return Math.max(0, this.#count(seq) - 1) * STEP;
  }

  /** The first event of the last step up to a place. */
  eventAt(place: number): number {
    const last = this.#orders.length - 1;
    return this.#orders[Math.min(last, Math.max(0, Math.floor(place / STEP + 1e-6)))] ?? 0;
  }

  /** The same history with places instead of times. */
  placed(history: History): History {
    const flight = (one: Flight): Told<Flight> => {
      const endedAt = one.endedAt === undefined ? undefined : this.placeOf(one.endedOrder);
      return {
        ...one,
        toldAt: one.sentAt,
        sentAt: this.placeOf(one.sentOrder),
        // A message that waits for the reader has no arrival time.
        arrivesAt: endedAt,
        endedAt,
      };
    };
    const point = (one: Point): Told<Point> => ({
      ...one,
      toldAt: one.at,
      at: this.placeOf(one.order),
    });
    const segment = (one: Segment): Told<Segment> => ({
      ...one,
      toldAt: one.from,
      from: this.placeOf(one.order),
    });
    return {
      lanes: history.lanes.map((lane) => lane.map(segment)),
      flights: history.flights.map(flight),
      points: history.points.map(point),
      isCut: history.isCut,
    };
  }

  /** The number of steps whose first event is at most `seq`. */
  #count(seq: number): number {
    let [low, high] = [0, this.#orders.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#orders[middle] ?? 0) <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
