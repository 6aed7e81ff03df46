import type { EndpointView, Flight, Point, Segment } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";
import type { Told } from "./order.ts";

type Words = RunWords["spacetime"];

/** Describes a message. */
export function describeFlight(flight: Told<Flight>, words: Words): string {
  const end = (at: EndpointView): string =>
    at.client === undefined ? words.server(at.server ?? 0) : words.client(at.client);
  const label = words.flight(whatOf(flight, words), flight.term, end(flight.from), end(flight.to));
  const told = words.at(label, flight.toldAt ?? flight.sentAt);
  return flight.lost ? `${told}: ${words.lost}` : told;
}

function whatOf({ kind, entries }: Flight, words: Words): string {
  if (kind !== "appendEntries") return words.kinds[kind];
  return entries > 0 ? words.entries(entries) : words.heartbeat;
}

export function describePoint({ kind, server, at, toldAt }: Told<Point>, words: Words): string {
  return words.at(words.points[kind](server), toldAt ?? at);
}

/** Describes a server's state at an instant. */
export function describeSegment(
  server: number,
  segment: Segment,
  at: number,
  words: Words,
): string {
  const { status, role, term } = segment;
  const state = status === "up" ? words.roles[role] : words.status[status];
  return words.lane(server, `${state}, ${words.term(term)}`, at);
}
