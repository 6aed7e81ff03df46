// What is seen when: the frames of a picture that moves, taken apart into things that are there from one
// instant to another. What looks the same twice is one thing that is seen twice.

import { type MessageTrack, wayAt } from "../view/messages.ts";
import type { Point } from "../view/types.ts";
import { type Drawing, type Part, placed, withLeft } from "./drawings.ts";
import type { Steps } from "./picture.ts";
import { type Node, print } from "./tree.ts";

/** From when to when something is seen, in milliseconds of the run. */
export interface Span {
  from: number;
  to: number;
  /** Where it is at both ends, if it flies. */
  way?: [Point, Point];
  /** How much is left of its arc, by time, if it is a timer. */
  left?: [number, number][];
}

/** Something with all the times at which it is seen, in their order. */
export interface Actor {
  /** Plain XML. */
  text: string;
  depth: number;
  spans: Span[];
}

/** Stands for the dashes of a timer's arc. */
export const DASHES = "LEFT";

interface Sight {
  text: string;
  part: Part;
  span: Span;
}

/** Takes the frames of one view. */
export class Recorder {
  /** Gives nodes plain attributes. */
  readonly #plain: (nodes: Node[]) => Steps<Node[]>;
  readonly #texts = new WeakMap<readonly Node[], string>();
  readonly #actors = new Map<string, Actor[]>();
  #seen = new Map<string, Sight>();
  #last: number | undefined;
  readonly #known = new Set<string>();
  /** How many characters all that was seen has at least. */
  size = 0;

  constructor(plain: (nodes: Node[]) => Steps<Node[]>) {
    this.#plain = plain;
  }

  /** Takes the next frame, at a time of the run. */
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

  /** All that was seen, up to the last frame, in the order in which it is drawn. */
  finish(): Actor[] {
    for (const sight of this.#seen.values()) this.#end(sight, this.#last ?? 0);
    const actors = [...this.#actors.values()].flat();
    return actors.sort((a, b) => a.depth - b.depth);
  }

  /** What flies, and a timer, is drawn where it is at no time in particular. */
  *#textOf(part: Part): Steps<string> {
    const { nodes, left } = part;
    // What is parked stands where it was put.
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
    // It was sent between two frames.
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
