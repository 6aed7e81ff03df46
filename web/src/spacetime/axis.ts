// What the diagram shows from left to right: time, or in a run whose messages are delivered by hand the
// order of the steps. All else reckons in places on this axis.

import type { History } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";
import type { Moment, Target } from "../view/types.ts";
import type { PastSource } from "./past.ts";
import type { Span } from "./window.ts";

/** What can be asked of a run that has such an axis. */
export interface AxisSource extends PastSource {
  /** Does much happen at one instant? */
  readonly isManual: boolean;
  /** How many events there were up to the present. */
  readonly happened: number;
}

/** Named places. */
export interface Ticks {
  at: number[];
  names: string[];
}

/** How a place is gone to. */
export interface Travel {
  goTo(time: number, target: Target | undefined): void;
  /** Goes to the end of the step in which an event happens. */
  goToEvent(seq: number, target: Target | undefined): void;
}

export interface Axis {
  readonly history: History | undefined;
  /** Another number whenever `history` is another one. */
  readonly version: number;
  /** Is there more to come, though nothing changes? */
  readonly isLooking: boolean;
  /** How far it is known. */
  readonly until: number;
  forget(): void;
  /** How long a look took, with all that was drawn because of it, in real milliseconds. */
  took(ms: number): void;
  /** Makes the window known up to what was played. `clock` is real time; `hurry` does not wait. */
  look(source: AxisSource, span: Span, clock: number, hurry: boolean): void;
  /** The present. */
  now(source: AxisSource): number;
  /** The furthest the run has been played. */
  reached(source: AxisSource): number;
  /** Names for places in a window that are at least `apart` from each other. */
  ticks(span: Span, apart: number, words: RunWords["spacetime"]): Ticks;
  /** The length of a window in words. */
  length(length: number, words: RunWords["spacetime"]): string;
  /** Where something is that happened at a server. */
  placeOf(moment: Moment): number;
  goTo(place: number, target: Target | undefined, travel: Travel): void;
}
