// The events of a figure.

import type { Target } from "../view/types.ts";

export interface FigureViolation {
  /** The name of the property, as the scenario language has it. */
  property: string;
  /** When it was violated, in virtual milliseconds. */
  time: number;
}

export interface FigureExpectation {
  /** The line of the run's text that it is in, from 1. */
  line: number;
  /** In the words of the scenario language. */
  text: string;
  state: "held" | "failed";
  /** When that was decided, in virtual milliseconds. */
  time: number;
}

/** The events that a figure fires, by their types, with their details. */
export interface FigureEventDetails {
  /** The figure shows its first picture. */
  ready: undefined;
  /** Another moment is shown; while time passes, four times a second. */
  timechange: { time: number };
  /** A property was violated. */
  violation: FigureViolation;
  /** An expectation of the scenario has held or failed. */
  expectation: FigureExpectation;
  /** The reader has selected something, or nothing any more. */
  select: { target: Target | undefined };
  /** Something could not be done: a sentence. */
  error: string;
}

export type FigureEventType = keyof FigureEventDetails;

/** Tells whoever is around the figure. */
export type Tell = <T extends FigureEventType>(type: T, detail: FigureEventDetails[T]) => void;
