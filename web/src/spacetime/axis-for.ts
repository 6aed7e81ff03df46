import type { Axis } from "./axis.ts";
import { OrderedPast } from "./ordered-past.ts";
import { TimeAxis } from "./time-axis.ts";

/** The axis of a run: the order of its steps if `isOrdered`, otherwise time. */
export const axisFor = (isOrdered: boolean): Axis =>
  isOrdered ? new OrderedPast() : new TimeAxis();
