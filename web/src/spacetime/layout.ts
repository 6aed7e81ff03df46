// The layout of the space-time diagram: time to the right, a lane for each server below one for all clients.
// Positions are on a sheet that is moved under a window as time passes, so events keep their places.

import type {
  EndpointView,
  Flight,
  History,
  Point,
  PointKind,
  RoleName,
  Segment,
  Status,
} from "../../generated/raft_timeline.js";
import type { Size } from "../view/types.ts";
import type { Told } from "./order.ts";
import type { Span } from "./window.ts";

/** What positions on the sheet depend on. The same object as long as no position has to change. */
export interface Sheet {
  servers: number;
  /** The width of the window, in CSS pixels. */
  width: number;
  height: number;
  /** Pixels per millisecond. */
  scale: number;
  /** The instant at the left end of the sheet. */
  origin: number;
  lane: number;
}

/** The room for the servers' names, at the left. */
export const GUTTER = 46;
/** The room for the axis, at the top. */
export const AXIS = 20;
const CLIENT_LANE = 22;
const LOWEST_LANE = 16;
const HIGHEST_LANE = 48;
/** The most messages that are drawn; more could not be told apart. */
const MOST_FLIGHTS = 450;
/** The number of marks above which only the rarer kinds are drawn. */
const MOST_POINTS = 200;
/** The number of messages up to which each has a sign of its kind. */
const MOST_SIGNS = 220;
/** The most pieces of a lane. */
const MOST_PIECES = 80;
/**
 * The greatest distance from the sheet's left end, in pixels; further away, positions would be too imprecise.
 */
const FURTHEST = 50_000;
/** The drawn travel time of a message whose arrival is not known, in milliseconds. */
const USUAL_LATENCY = 15;

/** Returns the sheet for a window: `last`, if that still fits. `room` is the available height. */
export function sheetFor(
  span: Span,
  width: number,
  servers: number,
  last: Sheet | undefined,
  room?: number,
): Sheet {
  const plot = Math.max(1, width - GUTTER);
  const scale = plot / (span.to - span.from);
  const lane = room === undefined ? laneHeight(servers, width) : laneIn(room, servers);
  const isSame =
    last?.width === plot &&
    last.servers === servers &&
    last.lane === lane &&
    Math.abs(last.scale / scale - 1) < 1e-9;
  if (last && isSame && Math.abs((span.from - last.origin) * scale) < FURTHEST) return last;
  const height = AXIS + CLIENT_LANE + servers * lane + 6;
  return { servers, width: plot, height, scale, origin: span.from, lane };
}

export function sizeOf({ width, height }: Sheet): Size {
  return { width: width + GUTTER, height };
}

/** The height of a lane in `room` pixels, within limits. */
const laneIn = (room: number, servers: number): number =>
  Math.min(HIGHEST_LANE, Math.max(LOWEST_LANE, (room - AXIS - CLIENT_LANE - 6) / servers));

function laneHeight(servers: number, width: number): number {
  if (servers <= 3) return 44;
  const roomy = servers <= 5 ? 38 : servers <= 7 ? 32 : 27;
  return width < 520 ? roomy - 3 : roomy;
}

export const xAt = ({ origin, scale }: Sheet, time: number): number => (time - origin) * scale;

export const timeAt = ({ origin, scale }: Sheet, x: number): number => origin + x / scale;

/** The middle of a server's lane. */
export const laneY = ({ lane }: Sheet, server: number): number =>
  AXIS + CLIENT_LANE + (server - 0.5) * lane;

const endY = (sheet: Sheet, { server }: EndpointView): number =>
  server === undefined ? AXIS + CLIENT_LANE / 2 : laneY(sheet, server);

/** The server whose lane is at a height. */
export function serverAt({ servers, lane }: Sheet, y: number): number | undefined {
  const server = Math.floor((y - AXIS - CLIENT_LANE) / lane) + 1;
  return server >= 1 && server <= servers ? server : undefined;
}

/** A segment of a lane. */
export interface PieceShape {
  from: number;
  to: number;
  /** The instant in its description. */
  toldAt: number;
  x1: number;
  x2: number;
  y: number;
  looks: RoleName | Exclude<Status, "up">;
  term: number;
  /** Whether this is the first piece of its term, whose number is then shown. */
  opens: boolean;
}

/** The pieces of all lanes up to an instant, S1's first. */
export const piecesOf = (sheet: Sheet, lanes: Told<Segment>[][], until: number): PieceShape[][] =>
  lanes.map((lane, at) => pieces(sheet, at + 1, lane, until));

/** The pieces of a lane up to an instant. */
export function pieces(
  sheet: Sheet,
  server: number,
  lane: Told<Segment>[],
  until: number,
): PieceShape[] {
  const y = laneY(sheet, server);
  return lane.flatMap((segment, at) => {
    const to = Math.min(lane[at + 1]?.from ?? until, until);
    if (to < segment.from) return [];
    const x = { x1: xAt(sheet, segment.from), x2: xAt(sheet, to) };
    const looks = segment.status === "up" ? segment.role : segment.status;
    const before = lane[at - 1];
    const opens = before !== undefined && before.term !== segment.term;
    const { from, toldAt = from, term } = segment;
    return { from, to, toldAt, ...x, y, looks, term, opens };
  });
}

/** The segment of a server's lane at an instant. */
export function segmentAt(lane: Segment[] | undefined, time: number): Segment | undefined {
  return lane?.findLast(({ from }) => from <= time) ?? lane?.[0];
}

export type FlightGlyph = "entries" | "heartbeat" | "vote" | "preVote" | "client";

export interface FlightShape {
  /** The corners of the message's way: two, or three when it is held. */
  way: Place[];
  /** The position of the sign. */
  sign: Place;
  glyph: FlightGlyph;
  reply: boolean;
}

interface Place {
  x: number;
  y: number;
}

/** The share of its way at which a held message is drawn. */
const PARKED = 0.4;
/**
 * The share of its way at which a lost message ends, so that it never seems to end at its sender or receiver.
 */
const LOST = { least: 0.3, most: 0.86 };

/** The shape of a message; one in flight is drawn to where it will arrive. */
export function flightShape(sheet: Sheet, flight: Flight, until: number): FlightShape {
  const { sentAt, endedAt, kind, entries } = flight;
  const arrivesAt = flight.arrivesAt ?? sentAt + USUAL_LATENCY;
  const [y1, aim] = [endY(sheet, flight.from), endY(sheet, flight.to)];
  const at = (time: number, share: number): Place => ({
    x: xAt(sheet, time),
    y: y1 + (aim - y1) * share,
  });
  const looks = { glyph: glyphOf(kind, entries), reply: kind.endsWith("Response") };
  if (isKept(flight)) {
    const parked = at(sentAt + USUAL_LATENCY * PARKED, PARKED);
    const corners = [at(sentAt, 0), parked];
    return {
      ...looks,
      way: [...corners, { x: Math.max(parked.x, xAt(sheet, until)), y: parked.y }],
      sign: parked,
    };
  }
  const end = endedAt ?? arrivesAt;
  const gone = (end - sentAt) / Math.max(arrivesAt - sentAt, 0.001);
  const share = flight.lost ? Math.min(LOST.most, Math.max(LOST.least, gone)) : 1;
  const way: [Place, Place] = [at(sentAt, 0), at(end, share)];
  return { ...looks, way, sign: between(way, flight.lost ? 0.5 : 0.42) };
}

const between = ([from, to]: [Place, Place], share: number): Place => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

/** Whether a message is held until it is released; it is then redrawn as time passes. */
export const isKept = ({ endedAt, arrivesAt }: Flight): boolean =>
  endedAt === undefined && arrivesAt === undefined;

function glyphOf(kind: Flight["kind"], entries: number): FlightGlyph {
  switch (kind) {
    case "appendEntries":
      return entries > 0 ? "entries" : "heartbeat";
    case "appendEntriesResponse":
      return "entries";
    case "requestVote":
    case "requestVoteResponse":
      return "vote";
    case "preVote":
    case "preVoteResponse":
      return "preVote";
    case "clientRequest":
    case "clientResponse":
      return "client";
  }
}

/** How messages are shown: with signs, as lines alone, or not at all. */
export type Detail = "signs" | "lines" | "none";

/** What is visible in a window. */
export interface Visible {
  lanes: Segment[][];
  flights: Flight[];
  points: Point[];
  detail: Detail;
}

export function visible({ lanes, flights, points, isCut }: History, span: Span): Visible {
  const { from, to } = span;
  const shown = distinct(
    flights.filter(
      ({ sentAt, endedAt }) => sentAt <= to && (endedAt === undefined || endedAt >= from),
    ),
  );
  const detail =
    isCut || shown.length > MOST_FLIGHTS ? "none" : shown.length > MOST_SIGNS ? "lines" : "signs";
  return {
    lanes: lanes.map((lane) => coarse(lane, span)),
    flights: detail === "none" ? [] : shown,
    points: thinned(points.filter(({ at }) => at >= from && at <= to)),
    detail,
  };
}

/** If there are too many messages for signs, keeps one of those that would be drawn over each other. */
function distinct(flights: Flight[]): Flight[] {
  if (flights.length <= MOST_SIGNS) return flights;
  const ways = new Map<string, Flight>();
  for (const flight of flights) {
    const way = wayOf(flight);
    if (!ways.has(way)) ways.set(way, flight);
  }
  return [...ways.values()];
}

const knownWays = new WeakMap<Flight, string>();

/** A key that is equal for messages that are drawn over each other. */
function wayOf(flight: Flight): string {
  const known = knownWays.get(flight);
  if (known !== undefined) return known;
  const { from, to, kind, entries, sentAt, arrivesAt, endedAt, lost } = flight;
  const ends = [from.server, to.server, sentAt, arrivesAt, endedAt, lost];
  const way = [...ends, glyphOf(kind, entries), kind.endsWith("Response")].join();
  knownWays.set(flight, way);
  return way;
}

/** The segments in a window; if too many, only those that begin far enough after the last one kept. */
function coarse(lane: Segment[], { from, to }: Span): Segment[] {
  const first = Math.max(0, lane.findLastIndex((segment) => segment.from <= from) - 1);
  const seen = lane.slice(first).filter((segment) => segment.from <= to);
  if (seen.length <= MOST_PIECES) return seen;
  const apart = (to - from) / MOST_PIECES;
  let last = Number.NEGATIVE_INFINITY;
  return seen.filter((segment) => {
    const isApart = segment.from - last >= apart;
    if (isApart) last = segment.from;
    return isApart;
  });
}

/** The points; if too many, only those of the rarer kinds. */
function thinned(points: Point[]): Point[] {
  if (points.length <= MOST_POINTS) return points;
  const rare: PointKind[] = ["elected", "crash", "restart", "network", "truncate"];
  return points.filter(({ kind }) => rare.includes(kind)).slice(-MOST_POINTS);
}
