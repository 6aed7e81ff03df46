import type {
  EndpointView,
  LostView,
  MessageView,
  Reply,
  View,
} from "../../generated/raft_wasm.js";
import { type ClientShape, clientPoint } from "./clients.ts";
import type { Ring } from "./ring.ts";
import type { Point } from "./types.ts";

/** What a message looks like; its shape says its kind. */
export type Glyph = "entries" | "heartbeat" | "vote" | "preVote" | "client";

/** A message's looks and its way: what does not change while it flies. */
export interface MessageTrack {
  message: MessageView;
  glyph: Glyph;
  /** Replies are hollow. */
  reply: boolean;
  mark: Reply | undefined;
  /** How many entries it carries. */
  count: number;
  from: Point;
  to: Point;
  /** Where on its way it is parked, if it is held: 0 at the start, 1 at the end. */
  parked: number | undefined;
}

export interface LostTrack {
  track: MessageTrack;
  lost: LostView;
}

/** Where messages come from and go to. */
interface Places {
  ring: Ring;
  clients: ClientShape[];
}

export interface LostShape extends Point {
  track: MessageTrack;
  /** 1 when it was just lost, 0 when it is gone. */
  opacity: number;
}

/** How long a lost message is seen falling, in milliseconds of virtual time. */
const FALL_MS = 12;
/** How far it falls. */
const FALL = 46;
/** What is held or lost lies at least this far out, to be seen. */
const LEAST_WAY = 0.14;
const LEAST_PIXELS = 18;
/** The distance between messages that are held at the same place. */
const PARKING = 24;

/** Looks and ways of all messages under way. */
export function messageTracks(view: View, places: Places): MessageTrack[] {
  const tracks = view.messages.map((message) => knownTrack(message, view, places));
  park(tracks);
  return tracks;
}

export function lostTracks(view: View, places: Places): LostTrack[] {
  return view.lost.map((lost) => ({ track: track(lost.message, view, places), lost }));
}

/** Where the message is now. */
export function messageAt(track: MessageTrack, now: number): Point {
  return along(track, track.parked ?? wayAt(track.message, now));
}

/** Where the lost message is now; nothing when it has fallen. */
export function lostAt({ track, lost }: LostTrack, now: number): LostShape | undefined {
  const fallen = (now - lost.lostAt) / FALL_MS;
  if (fallen < 0 || fallen >= 1) return undefined;
  const { x, y } = along(track, clamp(wayAt(lost.message, lost.lostAt), LEAST_WAY, 1));
  return { track, x, y: y + FALL * fallen * fallen, opacity: 1 - fallen };
}

/** How far a message has come at a time: from 0 to 1. */
export function wayAt(message: MessageView, now: number): number {
  const takes = message.arrivesAt - message.sentAt;
  if (!(takes > 0)) return now >= message.arrivesAt ? 1 : 0;
  return clamp((now - message.sentAt) / takes, 0, 1);
}

const clamp = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

function along({ from, to }: MessageTrack, way: number): Point {
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way };
}

const known = new WeakMap<MessageView, Places & { track: MessageTrack }>();

/** A message that flies between places that stay where they are keeps its track. */
function knownTrack(message: MessageView, view: View, places: Places): MessageTrack {
  const { ring, clients } = places;
  const last = known.get(message);
  const isOfClient = message.from.client !== undefined || message.to.client !== undefined;
  if (last?.ring === ring && (last.clients === clients || !isOfClient)) return last.track;
  const made = track(message, view, places);
  // What is held makes room for others.
  if (message.heldSince === undefined) known.set(message, { ring, clients, track: made });
  return made;
}

function track(message: MessageView, view: View, { ring, clients }: Places): MessageTrack {
  const end = (at: EndpointView): Point => {
    if (at.client !== undefined) return clientPoint(clients, at.client);
    const place = ring.places[view.servers.findIndex((server) => server.id === at.server)];
    return place ?? { x: 0, y: 0 };
  };
  const radius = (at: EndpointView): number => (at.client === undefined ? ring.outer - 2 : 14);
  const { glyph, reply, mark, count } = looks(message);
  const lane = lanes(end(message.from), end(message.to), ring.disc < 36 ? 6 : 8);
  const [from, to] = trimmed(lane, radius(message.from), radius(message.to));
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const least = clamp(LEAST_PIXELS / length, LEAST_WAY, 0.4);
  const parked =
    message.heldSince === undefined
      ? undefined
      : clamp(wayAt(message, message.heldSince), least, 1 - LEAST_WAY / 2);
  return { message, glyph, reply, mark, count, from, to, parked };
}

/** The right-hand lane from one point to the other, as on a road. */
export function lanes(from: Point, to: Point, offset: number): [Point, Point] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const x = (-(to.y - from.y) / length) * offset;
  const y = ((to.x - from.x) / length) * offset;
  return [
    { x: from.x + x, y: from.y + y },
    { x: to.x + x, y: to.y + y },
  ];
}

/** A line without its ends. */
export function trimmed([from, to]: [Point, Point], start: number, end: number): [Point, Point] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const x = (to.x - from.x) / length;
  const y = (to.y - from.y) / length;
  return [
    { x: from.x + x * start, y: from.y + y * start },
    { x: to.x - x * end, y: to.y - y * end },
  ];
}

/** Messages held at the same place of the same way stand in a queue, the first furthest. */
function park(tracks: MessageTrack[]): void {
  const queues = new Map<string, MessageTrack[]>();
  for (const track of tracks) {
    if (track.parked === undefined) continue;
    const { from, to } = track.message;
    const way = `${from.server}.${from.client}>${to.server}.${to.client}`;
    queues.set(way, [...(queues.get(way) ?? []), track]);
  }
  for (const queue of queues.values()) if (queue.length > 1) spread(queue);
}

function spread(queue: MessageTrack[]): void {
  const first = queue[0];
  if (!first) return;
  const length = Math.hypot(first.to.x - first.from.x, first.to.y - first.from.y) || 1;
  const space = 1 - LEAST_WAY;
  const gap = Math.min(PARKING / length, space / queue.length);
  // From the one closest to its sender: the youngest of those at the same place.
  const order = queue.toReversed().sort((a, b) => (a.parked ?? 0) - (b.parked ?? 0));
  let least = 0;
  order.forEach((track, at) => {
    const most = 1 - (order.length - 1 - at) * gap;
    track.parked = Math.min(most, Math.max(track.parked ?? 0, least));
    least = track.parked + gap;
  });
}

type Looks = Pick<MessageTrack, "glyph" | "reply" | "mark" | "count">;

function looks({ kind, reply: mark, entries: count }: MessageView): Looks {
  const looks = (glyph: Glyph) => ({ glyph, reply: mark !== undefined, mark, count });
  switch (kind) {
    case "appendEntries":
      return looks(count > 0 ? "entries" : "heartbeat");
    case "appendEntriesResponse":
      return looks("entries");
    case "requestVote":
    case "requestVoteResponse":
      return looks("vote");
    case "preVote":
    case "preVoteResponse":
      return looks("preVote");
    case "clientRequest":
    case "clientResponse":
      return looks("client");
  }
}
