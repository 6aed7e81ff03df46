// A small history for the tests: S1 is elected, sends a heartbeat, and crashes.

import type { Flight, History, Point, Segment } from "../../generated/raft_timeline.js";

export const sampleSegment = (from: number, changes: Partial<Segment> = {}): Segment => ({
  from,
  order: from,
  role: "follower",
  term: 1,
  status: "up",
  ...changes,
});

/** A heartbeat from S1 to S2, from 100 to 120 ms. */
export const sampleFlight = (changes: Partial<Flight> = {}): Flight => ({
  id: 1,
  from: { server: 1 },
  to: { server: 2 },
  kind: "appendEntries",
  term: 1,
  entries: 0,
  sentAt: 100,
  sentOrder: 100,
  arrivesAt: 120,
  endedAt: 120,
  endedOrder: 120,
  lost: false,
  ...changes,
});

export const samplePoint = (changes: Partial<Point> = {}): Point => ({
  at: 100,
  seq: 1,
  order: 1,
  server: 1,
  kind: "elected",
  ...changes,
});

export const sampleHistory = (changes: Partial<History> = {}): History => ({
  lanes: [[sampleSegment(0, { term: 0 })], [sampleSegment(0, { term: 0 })]],
  flights: [],
  points: [],
  isCut: false,
  ...changes,
});
