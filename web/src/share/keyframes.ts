// The times at which things are visible, as CSS animations. They play in an image, and do not play for
// readers who prefer reduced motion.

import { type Actor, DASHES, type Span } from "./recorder.ts";

/** How times of the run map to shares of the animation, from 0 to 1. */
export interface Clock {
  from: number;
  to: number;
  /** The share of the animation after which the last instant stays. */
  share: number;
}

const EVENLY = "animation-timing-function:linear";
const AT_ONCE = "animation-timing-function:step-end";

const shareAt = ({ from, to, share }: Clock, time: number): number =>
  to === from ? 0 : ((time - from) / (to - from)) * share;

const percent = (share: number): string => `${Number((share * 100).toFixed(2))}%`;

/** Collects keyframes; things that move alike share one rule. */
export class Keyframes {
  readonly #names = new Map<string, string>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Returns an actor as XML, animated by rules of this style sheet. */
  render({ text, spans }: Actor): string {
    const [first] = spans;
    if (!first || text === "") return "";
    if (first.left) return this.#timer(text, spans);
    if (first.way)
      return `<g class="${this.#name(this.#flights(spans))}"${atRest(spans, this.#clock)}>${text}</g>`;
    if (this.#isAlways(spans)) return text;
    return `<g class="${this.#sight(spans)}"${atRest(spans, this.#clock)}>${text}</g>`;
  }

  /**
   * Returns the class of something that moves linearly from one value of a property to another, and stays
   * there.
   */
  even(property: string, from: string, to: string): string {
    const end = percent(this.#clock.share);
    return this.#name(`0%{${property}:${from}}${end},to{${property}:${to}}`);
  }

  /** The style sheet of all rules; the animation takes `ms` milliseconds. */
  css(ms: number): string {
    const names = [...this.#names];
    const frames = names.map(([body, name]) => `@keyframes ${name}{${body}}`).join("");
    const moves = names.map(([, name]) => `.${name}{animation:${name} ${ms}ms linear infinite}`);
    return `${frames}@media (prefers-reduced-motion:no-preference){${moves.join("")}}`;
  }

  #name(body: string): string {
    const name = this.#names.get(body) ?? `k${this.#names.size.toString(36)}`;
    this.#names.set(body, name);
    return name;
  }

  #isAlways(spans: readonly Span[]): boolean {
    const [first] = spans;
    return spans.length === 1 && first?.from === this.#clock.from && first.to >= this.#clock.to;
  }

  /** The class of something that is visible in these spans only. */
  #sight(spans: readonly Span[]): string {
    const clock = this.#clock;
    const frames = spans.flatMap(({ from, to }) => [
      `${percent(shareAt(clock, from))}{visibility:visible}`,
      ...(to >= clock.to ? [] : [`${percent(shareAt(clock, to))}{visibility:hidden}`]),
    ]);
    const start = spans[0]?.from === clock.from ? "" : "0%{visibility:hidden}";
    const body = merged([start, ...frames].join(""));
    return this.#name(stepped(body));
  }

  #flights(spans: readonly Span[]): string {
    const clock = this.#clock;
    const frames = spans.flatMap(({ from, to, way }) => {
      const [start, end] = (way ?? []).map(({ x, y }) => `translate(${round(x)}px,${round(y)}px)`);
      const after = to >= clock.to ? "visible" : "hidden";
      return [
        `${percent(shareAt(clock, from))}{visibility:visible;transform:${start};${EVENLY}}`,
        `${percent(shareAt(clock, to))}{visibility:${after};transform:${end};${AT_ONCE}}`,
      ];
    });
    const isFromStart = spans[0]?.from === clock.from;
    const before = isFromStart ? "" : `0%{visibility:hidden;${AT_ONCE}}`;
    return `${before}${frames.join("")}`;
  }

  /** A timer, whose arc shortens linearly and is reset at once. */
  #timer(text: string, spans: readonly Span[]): string {
    const clock = this.#clock;
    const frames = spans.flatMap(({ left = [] }) => simplified(left));
    const body = frames
      .map(
        ([time, left]) =>
          `${percent(shareAt(clock, time))}{stroke-dasharray:${round(left * 100)} 100}`,
      )
      .join("");
    const last = round((spans.at(-1)?.left?.at(-1)?.[1] ?? 0) * 100);
    const name = this.#name(`${body}to{stroke-dasharray:${last} 100}`);
    const drawn = text.replace(
      `stroke-dasharray="${DASHES} 100"`,
      `class="${name}" stroke-dasharray="${last} 100"`,
    );
    if (this.#isAlways(spans)) return drawn;
    return `<g class="${this.#sight(spans)}"${atRest(spans, clock)}>${drawn}</g>`;
  }
}

const round = (value: number): number => Number(value.toFixed(1));

/** The attributes that show the last instant where animations do not play. */
function atRest(spans: readonly Span[], { to }: Clock): string {
  const last = spans.at(-1);
  if (!last || last.to < to) return ' visibility="hidden"';
  const end = last.way?.[1];
  return end ? ` transform="translate(${round(end.x)} ${round(end.y)})"` : "";
}

/** Keeps the last of several keyframes at the same instant. */
const merged = (body: string): string => body.replace(/([\d.]+%)\{[^}]*\}(?=\1\{)/g, "");

/** Makes values hold until the next keyframe. */
const stepped = (body: string): string => body.replaceAll("}", `;${AT_ONCE}}`);

/** Removes the points that lie on the line between their neighbours. */
export function simplified(values: readonly [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const value of values) {
    const [before, last] = result.slice(-2);
    if (before && last && result.length >= 2 && isBetween(before, last, value)) result.pop();
    result.push(value);
  }
  return result;
}

function isBetween(a: [number, number], b: [number, number], c: [number, number]): boolean {
  const share = c[0] === a[0] ? 0 : (b[0] - a[0]) / (c[0] - a[0]);
  return Math.abs(a[1] + (c[1] - a[1]) * share - b[1]) < 0.005;
}
