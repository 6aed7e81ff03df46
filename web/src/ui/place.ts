// The position of a popup: beside its anchor, inside the playground, and visible.

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The distance between a popup and its anchor. */
const GAP = 8;

/** Places a popup to the right of the anchor or to the left, or else below it. All in the same coordinates. */
export function place(size: { width: number; height: number }, anchor: Box, bounds: Box) {
  const right = anchor.left + anchor.width + GAP;
  const left = anchor.left - GAP - size.width;
  const beside =
    right + size.width <= bounds.left + bounds.width
      ? right
      : left >= bounds.left
        ? left
        : undefined;
  const wantedLeft = beside ?? anchor.left + anchor.width / 2 - size.width / 2;
  const wantedTop = beside === undefined ? anchor.top + anchor.height + GAP : anchor.top - GAP;
  return {
    left: clamp(wantedLeft, bounds.left, bounds.left + bounds.width - size.width),
    top: clamp(wantedTop, bounds.top, bounds.top + bounds.height - size.height),
  };
}

/** The intersection of two boxes; the first if they do not intersect. */
export function intersection(a: Box, b: Box): Box {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const width = Math.min(a.left + a.width, b.left + b.width) - left;
  const height = Math.min(a.top + a.height, b.top + b.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : a;
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
