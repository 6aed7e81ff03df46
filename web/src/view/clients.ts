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
/** From one to the next, and what of that can be hit: a finger needs more. */
export const PITCH = globalThis.matchMedia?.("(pointer: coarse)").matches ? 44 : 26;
const WIDEST_TEXT = 150;

/** The width of a client without words: its sign, and how its request stands. */
const LEAST_WIDTH = 50;

/** Clients stand in the top corners, outside the ring. What is as it was is the same object. */
export function clientShapes(
  view: View,
  ring: Ring,
  width: number,
  before?: ClientShape[],
): ClientShape[] {
  const places = placesIn(ring, width);
  const ids = shown(view, places.length);
  const shapes = places.slice(0, ids.length).map((place, at) => {
    const id = ids[at] ?? 0;
    return { id, request: view.requests.findLast(({ client }) => client === id), ...place };
  });
  return kept(shapes, before, isSame);
}

const isSame = (a: ClientShape, b: ClientShape): boolean =>
  a.id === b.id &&
  a.request === b.request &&
  a.x === b.x &&
  a.y === b.y &&
  a.textWidth === b.textWidth;

/** From where a client's messages are sent. */
export function clientPoint(shapes: readonly ClientShape[], id: number): Point {
  const { x, y } = shapes.find((shape) => shape.id === id) ?? shapes.at(-1) ?? clientPlace(0);
  return { x, y };
}

const clientPlace = (at: number): Point => ({
  x: CLIENT_HALF.width + 2,
  y: (at + 0.5) * PITCH,
});

/** The clients to show: those that wait for something before those that do not. */
function shown(view: View, most: number): number[] {
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
  return [...ids].slice(0, most).sort((a, b) => a - b);
}

type Place = Pick<ClientShape, "x" | "y" | "textWidth">;

const known = new WeakMap<Ring, Place[]>();

/** Where clients can stand. */
function placesIn(ring: Ring, width: number): Place[] {
  const places = known.get(ring) ?? findPlaces(ring, width);
  known.set(ring, places);
  return places;
}

/** At the left, one below the other; in a narrow drawing one at the right, where it covers nothing. */
function findPlaces(ring: Ring, width: number): Place[] {
  const left = Array.from({ length: MOST }, (_, at): Place => {
    const { x, y } = clientPlace(at);
    return { x, y, textWidth: freeUntil(y, ring, width) - x - CLIENT_HALF.width - 10 };
  });
  const places = left
    .filter(({ textWidth }, at) => at === 0 || textWidth > -10)
    .map((place) => ({ ...place, textWidth: Math.max(0, place.textWidth) }));
  const corner = { ...clientPlace(0), x: width - LEAST_WIDTH + CLIENT_HALF.width, textWidth: 0 };
  return places.length > 1 ? places : [...places, corner];
}

/** Where the first server's box begins that is level with a client at this height. */
function freeUntil(y: number, ring: Ring, width: number): number {
  const line = {
    left: 0,
    right: width,
    top: y - CLIENT_HALF.height,
    bottom: y + CLIENT_HALF.height,
  };
  const blocking = ring.places
    .flatMap((_, at) => boxes(ring, at))
    .filter((box) => intersect(box, line));
  return Math.min(CLIENT_HALF.width * 2 + WIDEST_TEXT, ...blocking.map((box) => box.left));
}
