import type { RequestView, View } from "../../generated/raft_wasm.js";
import { kept } from "./kept.ts";
import { boxes, intersect, type Ring } from "./ring.ts";
import type { Point } from "./types.ts";

export interface ClientShape extends Point {
  id: number;
  /** The client's last request. */
  request: RequestView | undefined;
  /** The width available for the text beside it. */
  textWidth: number;
}

/** Half the size of a client's sign. */
export const CLIENT_HALF = { width: 15, height: 11 };
/** The most clients that are shown; messages of the others start and end at the last one. */
const MOST = 3;
/**
 * The distance from one client to the next, which is also the height of its touch area: a finger needs more.
 */
export const PITCH = globalThis.matchMedia?.("(pointer: coarse)").matches ? 44 : 26;
const WIDEST_TEXT = 150;

/** The width of a client without text: its sign, and the state of its request. */
const LEAST_WIDTH = 50;

/** Places clients in the top corners, outside the ring. Returns the same objects for what has not changed. */
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

/** The point at which a client's messages start and end. */
export function clientPoint(shapes: readonly ClientShape[], id: number): Point {
  const { x, y } = shapes.find((shape) => shape.id === id) ?? shapes.at(-1) ?? clientPlace(0);
  return { x, y };
}

const clientPlace = (at: number): Point => ({
  x: CLIENT_HALF.width + 2,
  y: (at + 0.5) * PITCH,
});

/** The clients to show; those that wait for a reply come first. */
function shown(view: View, most: number): number[] {
  const ids = new Set<number>();
  // Many messages may be in flight, of which few are a client's.
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

/** The possible places of clients. */
function placesIn(ring: Ring, width: number): Place[] {
  const places = known.get(ring) ?? findPlaces(ring, width);
  known.set(ring, places);
  return places;
}

/** At the left, stacked; in a narrow drawing also one at the right, where it covers nothing. */
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

/** The left end of the first server box at the height of a client. */
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
