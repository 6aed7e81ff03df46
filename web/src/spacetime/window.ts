// The window of time that the diagram shows: how it follows, zooms and moves.

/** A window of virtual time, in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

/** How much is shown at first. */
const USUAL_MS = 300;
/** On a narrow page it is less, for messages to be told apart. */
const NARROW = 440;
const SHORTEST_MS = 10;
const LONGEST_MS = 60_000;
/** The present is kept this far to the left of the end: a share of the window. */
const AHEAD = 0.06;
/** After a jump to the past, what led there is seen as well as what came of it. */
const MIDDLE = 0.5;

const length = ({ from, to }: Span): number => to - from;

/** Nothing comes before the start of the run. */
function placed(from: number, length: number): Span {
  const start = Math.max(0, from);
  return { from: start, to: start + length };
}

/** How much is shown at first of a drawing so many pixels wide. */
export const usualLength = (width: number): number => (width < NARROW ? USUAL_MS / 2 : USUAL_MS);

/** A window on the present. */
export function windowAt(now: number, length: number): Span {
  return placed(now - length * (1 - AHEAD), length);
}

/** The window moved as little as needed for the present to be in it. */
export function follow(span: Span, now: number): Span {
  const size = length(span);
  if (now > span.from + size * (1 - AHEAD)) {
    // Far away, it is not playing that got us there.
    return now > span.to + size ? placed(now - size * MIDDLE, size) : windowAt(now, size);
  }
  return now < span.from ? placed(now - size * MIDDLE, size) : span;
}

/** Larger or smaller by a factor, while the instant `about` stays where it is seen. */
export function zoom(span: Span, factor: number, about: number): Span {
  const size = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, length(span) * factor));
  const share = (about - span.from) / length(span);
  return placed(about - size * share, size);
}

/** Can it still become larger, or smaller? */
export function canZoom(span: Span, factor: number): boolean {
  return factor > 1 ? length(span) < LONGEST_MS : length(span) > SHORTEST_MS;
}

/** Moved to other times, but not to where nothing is known. */
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
