// What an answer says beside the chains of causes.

import type { Section } from "../model/sections.ts";
import type { Target } from "../view/types.ts";

/** A sentence with the values that it compares. */
export interface Finding {
  says: string;
  section: Section;
  /** Where what it tells began, in milliseconds, and what was there. */
  at?: number;
  target?: Target;
}
