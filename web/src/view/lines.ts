// The lines between two points.

import type { Point } from "./types.ts";

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

/** A line shortened at both ends. */
export function trimmed([from, to]: [Point, Point], start: number, end: number): [Point, Point] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const x = (to.x - from.x) / length;
  const y = (to.y - from.y) / length;
  return [
    { x: from.x + x * start, y: from.y + y * start },
    { x: to.x - x * end, y: to.y - y * end },
  ];
}
