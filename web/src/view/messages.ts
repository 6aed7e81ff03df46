import { nothing } from "lit/html.js";
import type { EndpointView, MessageView, Reply, View } from "../../generated/raft_wasm.js";
import { type ClientShape, clientPoint } from "./clients.ts";
import { lanes, trimmed } from "./lines.ts";
import type { LinkShape } from "./links.ts";
import type { Ring } from "./ring.ts";
import type { Point, Size, ViewContext } from "./types.ts";

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
  /** How many more messages the mark stands for. */
  more?: number;
}

/** What is drawn only after an action; `crowd.ts` puts it here when it is loaded. */
export const crowds = {
  /** The marks that are drawn for all messages. */
  arrange: (tracks: MessageTrack[]): MessageTrack[] => tracks,
  /** What is drawn on a mark. */
  signs: (_: MessageTrack): unknown => nothing,
  /** The words on a link with settings of its own. */
  tags: (_link: LinkShape, _size: Size, _ctx: ViewContext): unknown => nothing,
  /** What a screen reader says of the messages that a mark stands for. */
  label: (_track: MessageTrack, _t: unknown): string => "",
  /** Draws the messages that were just lost into a group. */
  drawLost: (_view: View, _places: Places, _now: number, _group: SVGGElement): void => {},
  /** Lets the messages that a step forward let arrive fly beside a group. */
  drawArrived: (_before: View, _view: View, _places: Places, _group: SVGGElement): void => {},
};

/** Where messages come from and go to. */
export interface Places {
  ring: Ring;
  clients: ClientShape[];
}

/** What is held or lost lies at least this far out, to be seen. */
export const LEAST_WAY = 0.14;
const LEAST_PIXELS = 18;

/** Looks and ways of the marks for all messages in flight. */
export function messageTracks(view: View, places: Places): MessageTrack[] {
  return crowds.arrange(view.messages.map((message) => knownTrack(message, view, places)));
}

/** Where the message is now. */
export function messageAt(track: MessageTrack, now: number): Point {
  return along(track, track.parked ?? wayAt(track.message, now));
}

/** How far a message has come at a time: from 0 to 1. */
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
