import type { Point, Size } from "./types.ts";

/** The places of the servers, and their sizes. */
export interface Ring {
  /** The centres, clockwise from S1 at the top. */
  places: Point[];
  /** The height of the ring's middle, from the top. */
  middle: number;
  /** The radius of a server's disc. */
  disc: number;
  /** The radius of all that is drawn around the disc. */
  outer: number;
  /** The widths that the lines above and below each disc may take. */
  labels: { above: number; below: number }[];
  /** The font size of these lines. */
  fontSize: number;
}

/** The distance from the disc's edge to the outer edge of the timer around it. */
const HALO = 9;
/** The height of a line above or below a disc, with its distance to it. */
export const LABEL_LINE = 19;

const LABEL_WIDTHS = [190, 150, 124, 108, 92, 80, 68, 56];
/** The acceptable layouts, the best first: the smallest disc, and the width that its labels need. */
const WISHES = [
  { disc: 36, labelWidth: 124 },
  { disc: 32, labelWidth: 92 },
  { disc: 24, labelWidth: 68 },
  { disc: 14, labelWidth: 56 },
];
const LARGEST_DISC = 50;

/** The largest discs, then the widest labels, with which nothing overlaps. */
export function ringLayout(count: number, size: Size): Ring {
  const fontSize = size.width < 520 ? 11 : 12;
  for (const wish of WISHES) {
    for (let disc = LARGEST_DISC; disc >= wish.disc; disc--) {
      const widths = LABEL_WIDTHS.filter((width) => width >= wish.labelWidth);
      const rings = widths.map((width) => place(count, size, disc, width, fontSize));
      const ring = rings.find((ring) => !overlaps(ring));
      if (ring) return widened(ring, size);
    }
  }
  return place(count, size, 14, 56, fontSize);
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
  // A ring may be slightly wider or higher than a circle if the room requires it; a low one even more.
  const x = Math.max(0, Math.min(most.x, most.y * (size.height < 280 ? 2.2 : 1.3)));
  const y = Math.max(0, Math.min(most.y, most.x * 1.35));
  const middle = { x: size.width / 2, y: size.height / 2 - ((top + bottom) / 2) * y };
  const places = angles.map((angle) => ({
    x: middle.x + Math.cos(angle) * x,
    y: middle.y + Math.sin(angle) * y,
  }));
  const labels = places.map(() => ({ above: labelWidth, below: labelWidth }));
  return { places, middle: size.height / 2, disc, outer, labels, fontSize };
}

/** Widens each label to the room that is left. */
function widened(ring: Ring, size: Size): Ring {
  ring.places.forEach((place, at) => {
    // The corners are left to the clients.
    const widest = Math.min(2 * place.x, 2 * (size.width - place.x), size.width * 0.35);
    const others = ring.places.flatMap((_, other) => (other === at ? [] : boxes(ring, other)));
    for (const line of ["above", "below"] as const) {
      const labels = ring.labels[at] ?? { above: 0, below: 0 };
      const least = Math.min(widest, labels[line]);
      const wider = LABEL_WIDTHS.filter((width) => width > least && width <= widest);
      labels[line] =
        wider.find((width) => {
          labels[line] = width;
          return !boxes(ring, at).some((box) => others.some((other) => intersect(box, other)));
        }) ?? least;
    }
  });
  return ring;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The boxes that a server covers: its disc with the timer, and the lines above and below. */
export function boxes({ places, labels, outer }: Ring, at: number): Box[] {
  const { x, y } = places[at] ?? { x: 0, y: 0 };
  const { above, below } = labels[at] ?? { above: 0, below: 0 };
  const box = (half: number, top: number, bottom: number): Box => ({
    left: x - half,
    right: x + half,
    top: y + top,
    bottom: y + bottom,
  });
  return [
    box(outer, -outer, outer),
    box(above / 2, -outer - LABEL_LINE, -outer),
    box(below / 2, outer, outer + LABEL_LINE),
  ];
}

export function intersect(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The least distance between neighbours, so that messages between them are visible. */
const FLIGHT = 12;

function overlaps(ring: Ring): boolean {
  return ring.places.some((place, at) =>
    ring.places.slice(0, at).some((other, otherAt) => {
      const between = Math.hypot(place.x - other.x, place.y - other.y) - 2 * ring.outer;
      if (between < FLIGHT) return true;
      const theirs = boxes(ring, otherAt);
      return boxes(ring, at).some((box) => theirs.some((their) => intersect(box, their)));
    }),
  );
}
