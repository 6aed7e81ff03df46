// Where everything of the space-time diagram is: time to the right, a lane for each server below
// one for all clients. Positions are those of a sheet that is moved under a window as time passes,
// so what has happened keeps its place.

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

/** What a place on the sheet depends on. The same object as long as nothing has to move. */
export interface Sheet {
  servers: number;
  /** Of the window, in CSS pixels. */
  width: number;
  height: number;
  /** Pixels for a millisecond. */
  scale: number;
  /** The instant that is at the left of the sheet. */
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
/** Beyond this, single messages could not be told apart. */
const MOST_FLIGHTS = 450;
/** Beyond this, only the rarer marks remain. */
const MOST_POINTS = 200;
/** Up to this many, their kind is shown by a sign. */
const MOST_SIGNS = 220;
/** Into how many pieces a lane is drawn at most. */
const MOST_PIECES = 80;
/** Positions far from the sheet's left would be too coarse to draw. */
const FURTHEST = 50_000;
/** How long a message is drawn to travel whose arrival is not known, in milliseconds. */
const USUAL_LATENCY = 15;

/** The sheet for a window; the one there is, if it still does. `room`: the height there is for it. */
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

/** As high as fits into so many pixels, within reason. */
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

/** Which server's lane a height is in. */
export function serverAt({ servers, lane }: Sheet, y: number): number | undefined {
  const server = Math.floor((y - AXIS - CLIENT_LANE) / lane) + 1;
  return server >= 1 && server <= servers ? server : undefined;
}

/** A segment of a lane. */
export interface PieceShape {
  from: number;
  to: number;
  /** The instant to say of it. */
  toldAt: number;
  x1: number;
  x2: number;
  y: number;
  looks: RoleName | Exclude<Status, "up">;
  term: number;
  /** Is this the first of its term, so that it should be said? */
  opens: boolean;
}

/** All lanes up to an instant, S1's first. */
export const piecesOf = (sheet: Sheet, lanes: Told<Segment>[][], until: number): PieceShape[][] =>
  lanes.map((lane, at) => pieces(sheet, at + 1, lane, until));

/** A lane up to an instant. */
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

/** The state of a server's lane at an instant. */
export function segmentAt(lane: Segment[] | undefined, time: number): Segment | undefined {
  return lane?.findLast(({ from }) => from <= time) ?? lane?.[0];
}

export type FlightGlyph = "entries" | "heartbeat" | "vote" | "preVote" | "client";

export interface FlightShape {
  /** The corners of its way: two, or more when it was kept. */
  way: Place[];
  /** Where its sign is. */
  sign: Place;
  glyph: FlightGlyph;
  reply: boolean;
}

interface Place {
  x: number;
  y: number;
}

/** Where on its way a message is drawn that is kept. */
const PARKED = 0.4;
/** What is lost ends on its way, also when that is at its sender's or its receiver's door. */
const LOST = { least: 0.3, most: 0.86 };

/** The way of a message; one that is in flight is drawn to where it will arrive. */
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

/** Does a message wait until it is released? Then it is drawn again as time passes. */
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

/** How much of the messages can be shown: all of it, lines alone, or nothing. */
export type Detail = "signs" | "lines" | "none";

/** What there is to see in a window. */
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

/** Of too many messages for signs, only one of those that would be drawn over each other. */
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

/** The same for two messages that are drawn over each other. */
function wayOf(flight: Flight): string {
  const known = knownWays.get(flight);
  if (known !== undefined) return known;
  const { from, to, kind, entries, sentAt, arrivesAt, endedAt, lost } = flight;
  const ends = [from.server, to.server, sentAt, arrivesAt, endedAt, lost];
  const way = [...ends, glyphOf(kind, entries), kind.endsWith("Response")].join();
  knownWays.set(flight, way);
  return way;
}

/** The segments in a window; of too many to be told apart, those that begin far enough from the last. */
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

/** When too many to be told apart, the rarer ones remain. */
function thinned(points: Point[]): Point[] {
  if (points.length <= MOST_POINTS) return points;
  const rare: PointKind[] = ["elected", "crash", "restart", "network", "truncate"];
  return points.filter(({ kind }) => rare.includes(kind)).slice(-MOST_POINTS);
}
