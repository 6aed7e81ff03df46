import type { Point, Size } from "./types.ts";

/** Where servers stand, and how large they are drawn. */
export interface Ring {
  /** The centres, S1 first: at the top, then clockwise. */
  places: Point[];
  /** The radius of a server's disc. */
  disc: number;
  /** The radius of all that is drawn around the disc. */
  outer: number;
  /** The width that the lines above and below a disc may take. */
  labelWidth: number;
  /** The font size of these lines. */
  fontSize: number;
}

/** From the disc's edge to the outer edge of the timer around it. */
const HALO = 9;
/** The height of a line above or below a disc, with its distance to it. */
export const LABEL_LINE = 19;

const LARGEST_DISC = 50;
const SMALLEST_DISC = 18;
const LABEL_WIDTHS = [190, 150, 124, 108, 92, 80, 68];

/** The largest discs, then the widest labels, with which nothing overlaps. */
export function ringLayout(count: number, size: Size): Ring {
  const fontSize = size.width < 520 ? 11 : 12;
  for (let disc = LARGEST_DISC; disc >= SMALLEST_DISC; disc--) {
    const ring = widest(count, size, disc, fontSize);
    if (ring) return ring;
  }
  return place(count, size, SMALLEST_DISC, LABEL_WIDTHS.at(-1) ?? 0, fontSize);
}

function widest(count: number, size: Size, disc: number, fontSize: number): Ring | undefined {
  for (const labelWidth of LABEL_WIDTHS) {
    const ring = place(count, size, disc, labelWidth, fontSize);
    if (!overlaps(ring)) return ring;
  }
  return undefined;
}

function place(
  count: number,
  size: Size,
  disc: number,
  labelWidth: number,
  fontSize: number,
): Ring {
  const outer = disc + HALO;
  const angles = Array.from({ length: count }, (_, at) => ((at / count) * 2 - 0.5) * Math.PI);
  const xs = angles.map(Math.cos);
  const ys = angles.map(Math.sin);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const side = Math.max(outer + 4, Math.min(labelWidth, 108) / 2);
  const room = { width: size.width - 2 * side, height: size.height - 2 * (outer + LABEL_LINE) };
  const most = {
    x: count > 1 && right > left + 0.01 ? room.width / (right - left) : Number.POSITIVE_INFINITY,
    y: count > 1 ? room.height / (bottom - top) : 0,
  };
  // A ring may be a little wider or higher than a circle, if that is the room there is.
  const x = Math.max(0, Math.min(most.x, most.y * 1.3));
  const y = Math.max(0, Math.min(most.y, most.x * 1.15));
  const middle = { x: size.width / 2, y: size.height / 2 - ((top + bottom) / 2) * y };
  const places = angles.map((angle) => ({
    x: middle.x + Math.cos(angle) * x,
    y: middle.y + Math.sin(angle) * y,
  }));
  return { places, disc, outer, labelWidth, fontSize };
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What a server covers: its disc with the timer, and the lines above and below. */
export function boxes(ring: Ring, at: Point): Box[] {
  const half = ring.labelWidth / 2;
  const { outer } = ring;
  return [
    { left: at.x - outer, right: at.x + outer, top: at.y - outer, bottom: at.y + outer },
    { left: at.x - half, right: at.x + half, top: at.y - outer - LABEL_LINE, bottom: at.y - outer },
    { left: at.x - half, right: at.x + half, top: at.y + outer, bottom: at.y + outer + LABEL_LINE },
  ];
}

export function intersect(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Messages between neighbours need to be seen, too. */
const FLIGHT = 12;

function overlaps(ring: Ring): boolean {
  return ring.places.some((place, at) =>
    ring.places.slice(at + 1).some((other) => {
      const between = Math.hypot(place.x - other.x, place.y - other.y) - 2 * ring.outer;
      if (between < FLIGHT) return true;
      const theirs = boxes(ring, other);
      return boxes(ring, place).some((box) => theirs.some((their) => intersect(box, their)));
    }),
  );
}
