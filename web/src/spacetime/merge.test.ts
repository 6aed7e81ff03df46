import { expect, test } from "vitest";
import { extended, since } from "./merge.ts";
import { sampleFlight, sampleHistory, samplePoint, sampleSegment } from "./sample-history.ts";

const follower = sampleSegment(0, { term: 0 });
const candidate = sampleSegment(150, { role: "candidate" });
const leader = sampleSegment(180, { role: "leader" });

test("a lane goes on where it was, without saying again what is the case already", () => {
  const known = sampleHistory({ lanes: [[follower, candidate], [follower]] });
  const later = sampleHistory({ lanes: [[{ ...candidate, from: 160 }, leader], [follower]] });
  expect(extended(known, later).lanes).toEqual([[follower, candidate, leader], [follower]]);
});

test("what changes twice at an instant is what it was last", () => {
  const known = sampleHistory({ lanes: [[follower, candidate]] });
  const later = sampleHistory({ lanes: [[{ ...leader, from: 150 }]] });
  expect(extended(known, later).lanes).toEqual([[follower, { ...leader, from: 150 }]]);
});

test("what happened at the seam, and before, is not said again", () => {
  const known = sampleHistory({ lanes: [[follower, candidate, leader]] });
  const later = sampleHistory({ lanes: [[{ ...candidate, from: 170 }, leader]] });
  expect(extended(known, later).lanes).toEqual([[follower, candidate, leader]]);
});

test("a message that arrives in the later piece is the same message", () => {
  const open = sampleFlight({ endedAt: undefined });
  const still = sampleFlight({ id: 2, endedAt: undefined });
  const [done, next] = [sampleFlight(), sampleFlight({ id: 3, sentAt: 130 })];
  const known = sampleHistory({ flights: [open, still] });
  const { flights } = extended(known, sampleHistory({ flights: [done, { ...still }, next] }));
  expect(flights).toEqual([done, still, next]);
  // What has not changed is the same object, so it need not be redrawn.
  expect(flights[1]).toBe(still);
});

test("a message that is held, released or delayed is drawn anew", () => {
  const known = sampleHistory({ flights: [sampleFlight({ endedAt: undefined })] });
  const held = sampleFlight({ endedAt: undefined, arrivesAt: undefined });
  expect(extended(known, sampleHistory({ flights: [held] })).flights).toEqual([held]);
});

test("a point at the seam is there once", () => {
  const [first, second] = [samplePoint(), samplePoint({ seq: 2 })];
  const known = sampleHistory({ points: [first] });
  expect(extended(known, sampleHistory({ points: [first, second] })).points).toEqual([
    first,
    second,
  ]);
});

test("what is long over is forgotten, but not the state it led to", () => {
  const history = sampleHistory({
    lanes: [[follower, candidate, leader]],
    flights: [sampleFlight(), sampleFlight({ id: 2, endedAt: undefined })],
    points: [samplePoint(), samplePoint({ at: 300, seq: 9 })],
  });
  expect(since(history, 200)).toEqual({
    lanes: [[leader]],
    flights: [sampleFlight({ id: 2, endedAt: undefined })],
    points: [samplePoint({ at: 300, seq: 9 })],
    isCut: false,
  });
});
