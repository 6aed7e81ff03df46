import { expect, test } from "vitest";
import { axisFor } from "./axis-for.ts";
import { Order, STEP } from "./order.ts";
import { sampleFlight, sampleHistory, samplePoint, sampleSegment } from "./sample-history.ts";

/** Two messages are sent in one step, and arrive in two more, all at the same instant. */
const history = sampleHistory({
  lanes: [[sampleSegment(0, { order: 0 }), sampleSegment(100, { order: 9, term: 2 })]],
  flights: [
    sampleFlight({ id: 1, sentAt: 100, sentOrder: 3, endedAt: 100, endedOrder: 9 }),
    sampleFlight({ id: 2, sentAt: 100, sentOrder: 3, endedAt: 100, endedOrder: 5 }),
    sampleFlight({ id: 3, sentAt: 100, sentOrder: 5, endedAt: undefined, endedOrder: 0 }),
  ],
  points: [
    samplePoint({ at: 100, seq: 4, order: 3 }),
    samplePoint({ at: 200, seq: 12, order: 11 }),
  ],
});

test("every step has a place of its own, in order", () => {
  const { flights, points, lanes } = new Order(history).placed(history);
  expect(flights.map(({ sentAt, endedAt }) => [sentAt, endedAt])).toEqual([
    [STEP, 3 * STEP],
    [STEP, 2 * STEP],
    [2 * STEP, undefined],
  ]);
  expect(points.map(({ at }) => at)).toEqual([STEP, 4 * STEP]);
  expect(lanes[0]?.map(({ from }) => from)).toEqual([0, 3 * STEP]);
});

test("what is said of it is its time", () => {
  const { flights, points } = new Order(history).placed(history);
  expect(flights.map((flight) => "toldAt" in flight && flight.toldAt)).toEqual([100, 100, 100]);
  expect(points.map((point) => "toldAt" in point && point.toldAt)).toEqual([100, 200]);
});

test("the present stands between the last step and the next", () => {
  const order = new Order(history);
  expect(order.after(3)).toBe(0.5 * STEP);
  expect(order.after(8)).toBe(2.5 * STEP);
  expect(order.after(1000)).toBe(4.5 * STEP);
  expect(new Order(sampleHistory({ lanes: [] })).after(7)).toBe(-0.5 * STEP);
});

test("a place leads to the last step up to it", () => {
  const order = new Order(history);
  expect([0, STEP, 2.9 * STEP, 99 * STEP].map((place) => order.eventAt(place))).toEqual([
    0, 3, 5, 11,
  ]);
  expect(order.placeOf(4)).toBe(STEP);
});

test("its axis names instants, and goes to steps", () => {
  const axis = axisFor(true);
  const source = {
    isManual: true,
    happened: 8,
    now: 100,
    reached: 200,
    version: 1,
    history: () => () => history,
  };
  axis.look(source, { from: 0, to: 300 }, 0, true);
  expect([axis.now(source), axis.reached(source)]).toEqual([2.5 * STEP, 4.5 * STEP]);
  const words = { instant: (ms: number) => `${ms} ms`, steps: (count: number) => `${count}` };
  const { at, names } = axis.ticks({ from: 0, to: 300 }, STEP / 2, words as never);
  expect(at).toEqual([0, 0.5 * STEP, 3.5 * STEP]);
  expect(names).toEqual(["0 ms", "100 ms", "200 ms"]);
  const went: unknown[] = [];
  const travel = { goTo: () => {}, goToEvent: (seq: number) => went.push(seq) };
  axis.goTo(2.4 * STEP, undefined, travel);
  expect(went).toEqual([5]);
});
