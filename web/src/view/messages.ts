import { nothing } from "lit/html.js";
import type { EndpointView, MessageView, Reply, View } from "../../generated/raft_wasm.js";
import { type ClientShape, clientPoint } from "./clients.ts";
import { lanes, trimmed } from "./lines.ts";
import type { LinkShape } from "./links.ts";
import type { Ring } from "./ring.ts";
import type { Point, Size, ViewContext } from "./types.ts";

/** The shapes of messages, by kind. */
export type Glyph = "entries" | "heartbeat" | "vote" | "preVote" | "client";

/** A message's appearance and its way, which do not change while it flies. */
export interface MessageTrack {
  message: MessageView;
  glyph: Glyph;
  /** Replies are hollow. */
  reply: boolean;
  mark: Reply | undefined;
  /** The number of entries that it carries. */
  count: number;
  from: Point;
  to: Point;
  /** The place on its way where it is parked, if it is held: 0 at the start, 1 at the end. */
  parked: number | undefined;
  /** The number of further messages that the mark stands for. */
  more?: number;
}

/**
 * Functions for what is drawn only after an action; `crowd.ts` and its neighbours set them when they are
 * loaded.
 */
export const crowds = {
  /** Returns the marks for all messages. */
  arrange: (tracks: MessageTrack[]): MessageTrack[] => tracks,
  /** Draws the signs on a mark. */
  signs: (_: MessageTrack): unknown => nothing,
  /** Draws the texts on a link with settings of its own. */
  tags: (_link: LinkShape, _size: Size, _ctx: ViewContext): unknown => nothing,
  /** The text for screen readers about the further messages of a mark. */
  label: (_track: MessageTrack, _t: unknown): string => "",
  /** Draws the messages that were just lost into a group. */
  drawLost: (_view: View, _places: Places, _now: number, _group: SVGGElement): void => {},
  /** Animates the messages that arrived in a step. */
  drawArrived: (_before: View, _view: View, _places: Places, _group: SVGGElement): void => {},
};

/** The places between which messages move. */
export interface Places {
  ring: Ring;
  clients: ClientShape[];
}

/** The least share of the way at which a held or lost message is drawn, so that it is visible. */
export const LEAST_WAY = 0.14;
const LEAST_PIXELS = 18;

/** The marks of all messages in flight, with appearance and way. */
export function messageTracks(view: View, places: Places): MessageTrack[] {
  return crowds.arrange(view.messages.map((message) => knownTrack(message, view, places)));
}

/** The position of a message at a time. */
export function messageAt(track: MessageTrack, now: number): Point {
  return along(track, track.parked ?? wayAt(track.message, now));
}

/** The share of its way that a message has travelled at a time, from 0 to 1. */
export function wayAt(message: MessageView, now: number): number {
  const takes = message.arrivesAt - message.sentAt;
  if (!(takes > 0)) return now >= message.arrivesAt ? 1 : 0;
  return clamp((now - message.sentAt) / takes, 0, 1);
}

export const clamp = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

export function along({ from, to }: MessageTrack, way: number): Point {
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way };
}

/** The direction in which a message flies, in degrees from the right, clockwise. */
export const directionOf = ({ from, to }: MessageTrack): number =>
  (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;

const known = new WeakMap<MessageView, Places & { track: MessageTrack }>();

/** Returns the track of a message, which is reused as long as the places do not change. */
function knownTrack(message: MessageView, view: View, places: Places): MessageTrack {
  const { ring, clients } = places;
  const last = known.get(message);
  const isOfClient = message.from.client !== undefined || message.to.client !== undefined;
  if (last?.ring === ring && (last.clients === clients || !isOfClient)) return last.track;
  const made = track(message, view, places);
  // A held message is not kept, as it may be moved to make room for others.
  if (message.heldSince === undefined) known.set(message, { ring, clients, track: made });
  return made;
}

export function track(message: MessageView, view: View, { ring, clients }: Places): MessageTrack {
  const end = (at: EndpointView): Point => {
    if (at.client !== undefined) return clientPoint(clients, at.client);
    const place = ring.places[view.servers.findIndex((server) => server.id === at.server)];
    return place ?? { x: 0, y: 0 };
  };
  const radius = (at: EndpointView): number => (at.client === undefined ? ring.outer + 1 : 14);
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
