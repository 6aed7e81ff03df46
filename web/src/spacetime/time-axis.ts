// The diagram's history of a run whose axis is time.

import type { RunWords } from "../i18n/run.en.ts";
import type { Moment, Target } from "../view/types.ts";
import type { Axis, AxisSource, Ticks, Travel } from "./axis.ts";
import { Past } from "./past.ts";
import { type Span, ticks } from "./window.ts";

/** Time, in milliseconds. */
export class TimeAxis extends Past implements Axis {
  /** Some rounds of heartbeats, each of which can be told apart. */
  readonly usual = 200;

  now({ now }: AxisSource): number {
    return now;
  }

  reached({ reached }: AxisSource): number {
    return reached;
  }

  ticks(span: Span, apart: number, words: RunWords["spacetime"]): Ticks {
    const { at, step } = ticks(span, apart);
    return { at, names: at.map((time) => words.tick(time, step)) };
  }

  length(length: number, words: RunWords["spacetime"]): string {
    return words.span(length);
  }

  placeOf({ at }: Moment): number {
    return at;
  }

  goTo(place: number, target: Target | undefined, travel: Travel): void {
    travel.goTo(place, target);
  }
}
