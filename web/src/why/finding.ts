// What an answer says beside the chains of causes.

import type { Target } from "../view/types.ts";
import type { Section } from "./sections.ts";

/** A sentence with the values that it compares. */
export interface Finding {
  says: string;
  section: Section;
  /** Where what it tells began, in milliseconds, and what was there. */
  at?: number;
  target?: Target;
}

/** The sections, by what they are about. */
export const PLACES = {
  /** Messages may be lost, late or doubled. */
  network: { name: "§2" },
  /** Figure 2, which is of no section below it. */
  state: { name: "§5" },
  election: { name: "§5.2" },
  preVote: { name: "§9.6", dissertation: true },
  replication: { name: "§5.3" },
  logCheck: { name: "§5.4.1" },
  commit: { name: "§5.4.2" },
  crash: { name: "§5.5" },
  timing: { name: "§5.6" },
  clients: { name: "§8" },
} as const satisfies Record<string, Section>;
