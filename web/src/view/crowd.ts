// What is drawn only after an action: texts on links, and many messages. Messages held at the same place
// stand in a queue; of very many, those that look alike share one mark with their number. Loaded before
// anything can be held, copied or set.

import { nothing, svg, type TemplateResult } from "lit/html.js";
import type { Catalogue } from "../i18n/catalogue.ts";
import { full } from "../i18n/en.later.ts";
import { renderTags } from "./link-tags.ts";
import { crowds, LEAST_WAY, type MessageTrack, wayAt } from "./messages.ts";

/** The number of messages up to which each has a mark of its own. */
export const MOST_ALONE = 60;
/** The most marks that are drawn; more could not be told apart. */
export const MOST_MARKS = 150;
/** The distance between messages that are held at the same place. */
const PARKING = 24;

/** The part of a message that its mark depends on. */
type Message = MessageTrack["message"];

/** Groups messages by mark; the first of a group stands for all. */
function marks<T>(items: readonly T[], messageOf: (item: T) => Message): T[][] {
  if (items.length <= MOST_ALONE) return items.map((item) => [item]);
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const looks = looksOf(messageOf(item));
    const group = groups.get(looks);
    if (group) group.push(item);
    else groups.set(looks, [item]);
  }
  return [...groups.values()].slice(0, MOST_MARKS);
}

const known = new WeakMap<Message, string>();

/** A key that is equal for messages that look alike and are always at the same place. */
function looksOf(message: Message): string {
  const looks = known.get(message) ?? describe(message);
  known.set(message, looks);
  return looks;
}

function describe(message: Message): string {
  const { from, to, kind, term, reply, entries, sentAt, arrivesAt, heldSince, text } = message;
  const ends = [from.server, from.client, to.server, to.client];
  // A held message does not move.
  const way = heldSince === undefined ? [sentAt, arrivesAt] : ["held", wayAt(message, heldSince)];
  return [...ends, kind, term, reply, entries, ...way, text].join();
}

/** The number of messages without a mark. */
export function notDrawn(messages: readonly Message[]): number {
  const drawn = marks(messages, (message) => message);
  return messages.length - drawn.reduce((sum, group) => sum + group.length, 0);
}

function arrange(tracks: MessageTrack[]): MessageTrack[] {
  const drawn = marks(tracks, ({ message }) => message).map(([first, ...more]) =>
    more.length > 0 ? { ...(first as MessageTrack), more: more.length } : (first as MessageTrack),
  );
  park(drawn);
  return drawn;
}

/** Arranges messages held at the same place of the same way in a queue, the first furthest. */
function park(tracks: MessageTrack[]): void {
  const queues = new Map<string, MessageTrack[]>();
  for (const track of tracks) {
    if (track.parked === undefined) continue;
    const { from, to } = track.message;
    const way = `${from.server}.${from.client}>${to.server}.${to.client}`;
    const queue = queues.get(way);
    if (queue) queue.push(track);
    else queues.set(way, [track]);
  }
  for (const queue of queues.values()) if (queue.length > 1) spread(queue);
}

function spread(queue: MessageTrack[]): void {
  const first = queue[0];
  if (!first) return;
  const length = Math.hypot(first.to.x - first.from.x, first.to.y - first.from.y) || 1;
  const space = 1 - LEAST_WAY;
  const gap = Math.min(PARKING / length, space / queue.length);
  // In order from the sender; of those at the same place, the latest comes first.
  const order = queue.toReversed().sort((a, b) => (a.parked ?? 0) - (b.parked ?? 0));
  let least = 0;
  order.forEach((track, at) => {
    const most = 1 - (order.length - 1 - at) * gap;
    track.parked = Math.min(most, Math.max(track.parked ?? 0, least));
    least = track.parked + gap;
  });
}

/** The signs on a mark: that it is held, and the number of its messages. */
function signs({ parked, more = 0 }: MessageTrack): TemplateResult[] {
  const held = svg`
    <circle class="held" r="13.5"></circle>
    <path class="bars" d="M-2.2 -17.5v8m4.4 -8v8"></path>`;
  return [
    ...(parked === undefined ? [] : [held]),
    ...(more > 0 ? [svg`<text class="copies" x="16" y="4">× ${more + 1}</text>`] : []),
  ];
}

Object.assign(crowds, {
  arrange,
  tags: renderTags,
  signs: (track: MessageTrack) =>
    track.parked === undefined && !track.more ? nothing : signs(track),
  label: ({ more }: MessageTrack, t: unknown) => (more ? full(t as Catalogue).moreAlike(more) : ""),
});
