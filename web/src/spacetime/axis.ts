// The horizontal axis of the diagram: time or, in a run whose messages are delivered by hand, the order of
// the steps. Everything else uses places on this axis.

import type { History } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";
import type { Moment, Target } from "../view/types.ts";
import type { PastSource } from "./past.ts";
import type { Span } from "./window.ts";

/** What an axis needs of its run. */
export interface AxisSource extends PastSource {
  /** Whether messages are delivered by hand, so that many events share one instant. */
  readonly isManual: boolean;
  /** The number of events up to the present. */
  readonly happened: number;
}

/** Labelled places of the axis. */
export interface Ticks {
  at: number[];
  names: string[];
}

/** How to go to a place. */
export interface Travel {
  goTo(time: number, target: Target | undefined): void;
  /** Goes to the end of the step in which an event happens. */
  goToEvent(seq: number, target: Target | undefined): void;
}

export interface Axis {
  readonly history: History | undefined;
  /** Changes whenever `history` is replaced. */
  readonly version: number;
  /** Whether more history is to come, even if nothing changes. */
  readonly isLooking: boolean;
  /** The length of the first window of a wide drawing. */
  readonly usual: number;
  /** The place up to which the history is known. */
  readonly until: number;
  forget(): void;
  /** Notes how long the last look took, with the drawing that it caused, in real milliseconds. */
  took(ms: number): void;
  /**
   * Fetches the history of the window, as far as the run was played. `clock` is real time; `hurry` does not
   * wait for the next look to be due.
   */
  look(source: AxisSource, span: Span, clock: number, hurry: boolean): void;
  /** The place of the present. */
  now(source: AxisSource): number;
  /** The place up to which the run has been played. */
  reached(source: AxisSource): number;
  /** The ticks in a window, at least `apart` from each other. */
  ticks(span: Span, apart: number, words: RunWords["spacetime"]): Ticks;
  /** The length of a window in words. */
  length(length: number, words: RunWords["spacetime"]): string;
  /** The place of something that happened at a server. */
  placeOf(moment: Moment): number;
  goTo(place: number, target: Target | undefined, travel: Travel): void;
}
