// The part of an answer besides the chains of causes.

import type { Section } from "../model/sections.ts";
import type { Target } from "../view/types.ts";

/** A sentence with the values that it compares. */
export interface Finding {
  says: string;
  section: Section;
  /** The time at which the finding began, in milliseconds, and its target. */
  at?: number;
  target?: Target;
}
