import type { LinkView, NetworkSettings, View } from "../../generated/raft_wasm.js";
import { lanes, trimmed } from "./lines.ts";
import type { Ring } from "./ring.ts";
import type { Point } from "./types.ts";

/** One direction of a link, where it differs from the other or from the network. */
export interface DirectionShape {
  from: number;
  to: number;
  start: Point;
  end: Point;
  cut: boolean;
  settings: NetworkSettings | undefined;
  /** The place of the text about its settings. */
  tag: Point;
}

export interface LinkShape {
  /** Identifies the link as long as it exists. */
  key: string;
  /** The direction that its menu is about: the one that is cut, if only one is. */
  from: number;
  to: number;
  start: Point;
  end: Point;
  cut: "no" | "oneWay" | "both";
  directions: [DirectionShape, DirectionShape];
}

/** How far each direction is drawn from the middle if both are drawn separately. */
const APART = 4;

const known = new WeakMap<View["links"], { ring: Ring; shapes: LinkShape[] }>();

/** The same array as long as neither the links nor their places change. */
export function linkShapes(view: View, ring: Ring): LinkShape[] {
  const last = known.get(view.links);
  if (last?.ring === ring) return last.shapes;
  const shapes = allShapes(view, ring);
  known.set(view.links, { ring, shapes });
  return shapes;
}

function allShapes(view: View, ring: Ring): LinkShape[] {
  const different = new Map(view.links.map((link) => [`${link.from}-${link.to}`, link]));
  return view.servers.flatMap((a, i) =>
    view.servers.slice(i + 1).flatMap((b, j) => {
      const start = ring.places[i];
      const end = ring.places[i + 1 + j];
      if (!start || !end) return [];
      const there = different.get(`${a.id}-${b.id}`);
      const back = different.get(`${b.id}-${a.id}`);
      return [linkShape(a.id, b.id, start, end, there, back, ring)];
    }),
  );
}

function linkShape(
  a: number,
  b: number,
  start: Point,
  end: Point,
  there: LinkView | undefined,
  back: LinkView | undefined,
  ring: Ring,
): LinkShape {
  const cuts = Number(there?.cut ?? false) + Number(back?.cut ?? false);
  const cut = cuts === 2 ? "both" : cuts === 1 ? "oneWay" : "no";
  const trim = ring.outer + 2;
  const apart = cut === "oneWay" ? APART : 0;
  const direction = (from: number, to: number, ends: [Point, Point], link?: LinkView) => {
    const [first, last] = trimmed(lanes(...ends, apart), trim, trim);
    const tag = { x: first.x * 0.6 + last.x * 0.4, y: first.y * 0.6 + last.y * 0.4 };
    const settings = link?.settings;
    return { from, to, start: first, end: last, cut: link?.cut ?? false, settings, tag };
  };
  const [first, last] = trimmed([start, end], trim, trim);
  const backOnly = cut === "oneWay" && back?.cut === true;
  return {
    key: `${a}-${b}`,
    from: backOnly ? b : a,
    to: backOnly ? a : b,
    start: first,
    end: last,
    cut,
    directions: [direction(a, b, [start, end], there), direction(b, a, [end, start], back)],
  };
}
