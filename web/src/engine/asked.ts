// A run that questions can be asked about: the one that is shown, or the second of two.

import type { Run, View } from "../../generated/raft_timeline.js";
import type { Ending, Job } from "./slices.ts";

/** A run at its instant. */
export interface Asked {
  readonly view: View;
  readonly run: Run | undefined;
  pause(): void;
  ask<T>(question: (run: Run) => T): T | undefined;
  /** Does long work about the run. It ends when anything else is asked of the run. */
  do(job: Job): Promise<Ending>;
}
