// The window of time that the diagram shows: how it follows, zooms and moves.

/** A window of virtual time, in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

/** The width in pixels below which the first window is half as long, so that messages can be told apart. */
const NARROW = 440;
const SHORTEST_MS = 10;
const LONGEST_MS = 60_000;
/** The distance of the present from the right end, as a share of the window. */
const AHEAD = 0.06;
/**
 * The place of the present after a jump, as a share of the window, so that what came before and after is
 * visible.
 */
const MIDDLE = 0.5;

const length = ({ from, to }: Span): number => to - from;

/** A window that does not begin before the run. */
function placed(from: number, length: number): Span {
  const start = Math.max(0, from);
  return { from: start, to: start + length };
}

/** The length of the first window of a drawing `width` pixels wide; `usual` is that of a wide one. */
export const usualLength = (width: number, usual: number): number =>
  width < NARROW ? usual / 2 : usual;

/** The window of this length at the present. */
export function windowAt(now: number, length: number): Span {
  return placed(now - length * (1 - AHEAD), length);
}

/**
 * The window moved so that the present is in it, if it is not. `reached` is how far the run has been played: nothing
 * after it is known.
 */
export function follow(span: Span, now: number, reached: number): Span {
  const size = length(span);
  if (now < span.from) return jumped(size, now, reached);
  if (now <= span.from + size * (1 - AHEAD)) return span;
  // A distance of more than a window means a jump, not playing.
  return now > span.to + size ? jumped(size, now, reached) : windowAt(now, size);
}

/** The window of this length after a jump. What is not known yet gets no room. */
function jumped(length: number, now: number, reached: number): Span {
  const latest = windowAt(Math.max(now, reached), length).from;
  return placed(Math.min(now - length * MIDDLE, latest), length);
}

/** The window zoomed by a factor, with the instant `about` at the same position. */
export function zoom(span: Span, factor: number, about: number): Span {
  const size = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, length(span) * factor));
  const share = (about - span.from) / length(span);
  return placed(about - size * share, size);
}

/** Whether the window can be zoomed further in the direction of `factor`. */
export function canZoom(span: Span, factor: number): boolean {
  return factor > 1 ? length(span) < LONGEST_MS : length(span) > SHORTEST_MS;
}

/** The window moved by a time, but not beyond `end`. */
export function pan(span: Span, by: number, end: number): Span {
  const size = length(span);
  return placed(Math.min(span.from + by, end - size * AHEAD), size);
}

/** Round instants for the axis, at least `apart` ms from each other. */
export function ticks(span: Span, apart: number): { step: number; at: number[] } {
  const magnitude = 10 ** Math.floor(Math.log10(apart));
  const step = [1, 2, 5, 10].map((times) => times * magnitude).find((it) => it >= apart) ?? apart;
  const first = Math.ceil(span.from / step);
  const count = Math.max(0, Math.floor(span.to / step) - first + 1);
  return { step, at: Array.from({ length: count }, (_, index) => (first + index) * step) };
}
