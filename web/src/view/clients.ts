import type { RequestView, View } from "../../generated/raft_wasm.js";
import { kept } from "./kept.ts";
import { boxes, intersect, type Ring } from "./ring.ts";
import type { Point } from "./types.ts";

export interface ClientShape extends Point {
  id: number;
  /** The last thing it asked for. */
  request: RequestView | undefined;
  /** How much room there is for the words beside it. */
  textWidth: number;
}

/** Half the size of the sign that stands for a client. */
export const CLIENT_HALF = { width: 15, height: 11 };
/** The most clients that are shown: the others take the last one's place. */
const MOST = 3;
const PITCH = 27;
const WIDEST_TEXT = 150;

/** Clients stand in the top left corner, outside the ring. What is as it was is the same object. */
export function clientShapes(
  view: View,
  ring: Ring,
  width: number,
  before?: ClientShape[],
): ClientShape[] {
  const shapes = shown(view, ring, width).map((id, at) => {
    const { x, y } = clientPlace(at);
    const request = view.requests.findLast((request) => request.client === id);
    const textWidth = Math.max(0, freeUntil(at, ring, width) - x - CLIENT_HALF.width - 10);
    return { id, request, x, y, textWidth };
  });
  return kept(shapes, before, isSame);
}

const isSame = (a: ClientShape, b: ClientShape): boolean =>
  a.id === b.id && a.request === b.request && a.y === b.y && a.textWidth === b.textWidth;

/** From where a client's messages are sent. */
export function clientPoint(shapes: readonly ClientShape[], id: number): Point {
  const { x, y } = shapes.find((shape) => shape.id === id) ?? shapes.at(-1) ?? clientPlace(0);
  return { x, y };
}

const clientPlace = (at: number): Point => ({
  x: CLIENT_HALF.width + 2,
  y: CLIENT_HALF.height + 2 + at * PITCH,
});

/** The clients to show: those that wait for something before those that do not. */
function shown(view: View, ring: Ring, width: number): number[] {
  const ids = new Set<number>();
  // There are many messages, and few are a client's.
  for (const { kind, from, to } of view.messages) {
    if (kind === "clientRequest") ids.add(from.client ?? 0);
    else if (kind === "clientResponse") ids.add(to.client ?? 0);
  }
  for (const { client, outcome } of view.requests) {
    if (outcome.type !== "acknowledged") ids.add(client);
  }
  for (let at = view.requests.length - 1; at >= 0 && ids.size < MOST; at--) {
    ids.add(view.requests[at]?.client ?? 0);
  }
  const most = freeUntil(MOST - 1, ring, width) > 2 * CLIENT_HALF.width ? MOST : MOST - 1;
  return [...ids].slice(0, most).sort((a, b) => a - b);
}

const known = new WeakMap<Ring, number[]>();

/** Where the first server's box begins that is level with a client. */
function freeUntil(at: number, ring: Ring, width: number): number {
  const all = known.get(ring) ?? Array.from({ length: MOST }, (_, at) => measure(at, ring, width));
  known.set(ring, all);
  return all[at] ?? 0;
}

function measure(at: number, ring: Ring, width: number): number {
  const place = clientPlace(at);
  const line = {
    left: 0,
    right: width,
    top: place.y - CLIENT_HALF.height,
    bottom: place.y + CLIENT_HALF.height,
  };
  const blocking = ring.places
    .flatMap((_, at) => boxes(ring, at))
    .filter((box) => intersect(box, line));
  return Math.min(CLIENT_HALF.width * 2 + WIDEST_TEXT, ...blocking.map((box) => box.left));
}
