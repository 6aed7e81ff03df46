// Records what is visible when: splits the frames of an animation into things that are visible from one
// instant to another. Things that look the same are one thing that is visible several times.

import { type MessageTrack, wayAt } from "../view/messages.ts";
import type { Point } from "../view/types.ts";
import { type Drawing, type Part, placed, withLeft } from "./drawings.ts";
import type { Steps } from "./picture.ts";
import { type Node, print } from "./tree.ts";

/** A span in which something is visible, in milliseconds of the run. */
export interface Span {
  from: number;
  to: number;
  /** For a message in flight: its positions at both ends. */
  way?: [Point, Point];
  /** For a timer: the share of its arc that is left, by time. */
  left?: [number, number][];
}

/** Something visible, with all its spans in order. */
export interface Actor {
  /** The drawing as plain XML. */
  text: string;
  depth: number;
  spans: Span[];
}

/** A placeholder for the dashes of a timer's arc. */
export const DASHES = "LEFT";

interface Sight {
  text: string;
  part: Part;
  span: Span;
}

/** Records the frames of one view. */
export class Recorder {
  /** Turns the styles of nodes into plain attributes. */
  readonly #plain: (nodes: Node[]) => Steps<Node[]>;
  readonly #texts = new WeakMap<readonly Node[], string>();
  readonly #actors = new Map<string, Actor[]>();
  #seen = new Map<string, Sight>();
  #last: number | undefined;
  readonly #known = new Set<string>();
  /** A lower bound of the number of characters of all that was recorded. */
  size = 0;

  constructor(plain: (nodes: Node[]) => Steps<Node[]>) {
    this.#plain = plain;
  }

  /** Records the next frame, at a time of the run. */
  *take({ parts }: Drawing, time: number): Steps<void> {
    const seen = new Map<string, Sight>();
    for (const part of parts) {
      const text = yield* this.#textOf(part);
      if (!this.#known.has(text)) this.size += text.length;
      this.#known.add(text);
      const before = this.#seen.get(part.key);
      const isSame = before?.text === text && before.part.track === part.track;
      const sight = isSame ? before : { text, part, span: this.#begin(part, time) };
      sight.part = part;
      sight.span.left?.push([time, part.left ?? 0]);
      seen.set(part.key, sight);
      if (isSame) this.#seen.delete(part.key);
    }
    for (const gone of this.#seen.values()) this.#end(gone, time);
    this.#seen = seen;
    this.#last = time;
  }

  /** Returns all that was recorded, up to the last frame, in drawing order. */
  finish(): Actor[] {
    for (const sight of this.#seen.values()) this.#end(sight, this.#last ?? 0);
    const actors = [...this.#actors.values()].flat();
    return actors.sort((a, b) => a.depth - b.depth);
  }

  /** The XML of a part. A message in flight has no position yet, and a timer no dashes: keyframes add them. */
  *#textOf(part: Part): Steps<string> {
    const { nodes, left } = part;
    // A parked message has a fixed position.
    if (part.at && !isFlying(part)) return print(yield* this.#plain(placed(part)));
    const known = this.#texts.get(nodes);
    if (known !== undefined) return known;
    const drawn = left === undefined ? nodes : withLeft(nodes, `${DASHES} 100`);
    const text = print(yield* this.#plain(drawn));
    this.#texts.set(nodes, text);
    return text;
  }

  #begin(part: Part, time: number): Span {
    const span: Span = { from: time, to: time };
    if (part.left !== undefined) span.left = [];
    if (!isFlying(part)) return span;
    // The message was sent between two frames.
    const least = this.#last ?? time;
    span.from = Math.min(time, Math.max(least, part.track.message.sentAt));
    return span;
  }

  #end({ text, part, span }: Sight, time: number): void {
    span.to = time;
    if (isFlying(part)) {
      const { track } = part;
      span.to = Math.max(span.from, Math.min(time, track.message.arrivesAt));
      span.way = [placeAt(track, span.from), placeAt(track, span.to)];
    }
    const key = `${part.depth} ${text}`;
    const actors = this.#actors.get(key) ?? [];
    this.#actors.set(key, actors);
    const free = actors.find(({ spans }) => (spans.at(-1)?.to ?? 0) <= span.from);
    if (free) free.spans.push(span);
    else actors.push({ text, depth: part.depth, spans: [span] });
  }
}

const isFlying = (part: Part): part is Part & { track: MessageTrack } =>
  part.track !== undefined && part.track.parked === undefined;

const placeAt = ({ from, to, message }: MessageTrack, time: number): Point => {
  const way = wayAt(message, time);
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way };
};
