// The known history, assembled from pieces: only new pieces are fetched from the module, and what has not
// changed stays the same object.

import type { Flight, History, Point, Segment } from "../../generated/raft_timeline.js";

/** How many messages, points and segments of a lane are kept; more could not be told apart. */
const MOST_KEPT = 4000;

/** The known history followed by a later piece that begins where it ends. */
export function extended(known: History, later: History): History {
  const lanes = known.lanes.map((lane, at) => joined(lane, later.lanes[at] ?? []));
  const flights = flightsOf(known.flights, later.flights);
  const points = pointsOf(known.points, later.points);
  const isFull = flights.length > MOST_KEPT || points.length > MOST_KEPT;
  return {
    lanes: lanes.map((lane) => lane.slice(-MOST_KEPT)),
    flights: flights.length > MOST_KEPT ? flights.slice(-MOST_KEPT) : flights,
    points: points.length > MOST_KEPT ? points.slice(-MOST_KEPT) : points,
    isCut: known.isCut || later.isCut || isFull,
  };
}

/** The part of the known history from a time on. */
export function since(known: History, from: number): History {
  return {
    lanes: known.lanes.map((lane) => {
      const first = lane.findLastIndex((segment) => segment.from <= from);
      return first > 0 ? lane.slice(first) : lane;
    }),
    flights: known.flights.filter(({ endedAt }) => endedAt === undefined || endedAt >= from),
    points: known.points.filter(({ at }) => at >= from),
    isCut: known.isCut,
  };
}

/**
 * Joins two pieces of a lane. The later one begins with the state before it, and with what happened at the
 * seam.
 */
function joined(lane: Segment[], later: Segment[]): Segment[] {
  const result = [...lane];
  for (const segment of later) {
    const last = result.at(-1);
    if (last && (isSame(last, segment) || segment.from < last.from)) continue;
    if (last?.from === segment.from) result.pop();
    result.push(segment);
  }
  return result;
}

const isSame = (a: Segment, b: Segment): boolean =>
  a.role === b.role && a.term === b.term && a.status === b.status;

function flightsOf(known: Flight[], later: Flight[]): Flight[] {
  if (later.length === 0) return known;
  const news = new Map(later.map((flight) => [flight.id, flight]));
  const result = known.map((flight) => {
    const update = news.get(flight.id);
    news.delete(flight.id);
    return update && hasChanged(flight, update) ? update : flight;
  });
  return [...result, ...news.values()];
}

const hasChanged = (before: Flight, after: Flight): boolean =>
  before.endedAt !== after.endedAt ||
  before.lost !== after.lost ||
  before.arrivesAt !== after.arrivesAt;

function pointsOf(known: Point[], later: Point[]): Point[] {
  const last = known.at(-1)?.seq ?? -1;
  const news = later.filter(({ seq }) => seq > last);
  return news.length > 0 ? [...known, ...news] : known;
}
