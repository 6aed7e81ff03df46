// The events of a playground.

import type { Target } from "../view/types.ts";

export interface PlaygroundViolation {
  /** The name of the property in the scenario language. */
  property: string;
  /** When it was violated, in virtual milliseconds. */
  time: number;
}

export interface PlaygroundExpectation {
  /** The line of the expectation in the run's text, from 1. */
  line: number;
  /** The expectation in the scenario language. */
  text: string;
  state: "held" | "failed";
  /** When that was decided, in virtual milliseconds. */
  time: number;
}

/** The events that a playground fires, by their types, with their details. */
export interface PlaygroundEventDetails {
  /** The first view has been drawn. */
  ready: undefined;
  /** Another moment is shown; while time passes, four times a second. */
  timechange: { time: number };
  /** A property was violated. */
  violation: PlaygroundViolation;
  /** An expectation of the scenario has held or failed. */
  expectation: PlaygroundExpectation;
  /** The reader has selected something, or cleared the selection. */
  select: { target: Target | undefined };
  /** Something could not be done; the detail is a sentence. */
  error: string;
}

export type PlaygroundEventType = keyof PlaygroundEventDetails;

/** Sends an event to the page around the playground. */
export type Tell = <T extends PlaygroundEventType>(
  type: T,
  detail: PlaygroundEventDetails[T],
) => void;
