// The messages between a page and its search workers.

import type { SearchBounds, SearchProgress } from "../../generated/raft_timeline.js";

/** What to search, and for what. */
export interface SearchOrder {
  /** The text of a scenario, whose rules, timing and logs define the world. */
  text: string;
  /** Conditions as after `expect`, one per line. If there are none, any violation is a goal. */
  goals: string;
  /** The number of servers. */
  servers: number;
}

/** The progress of a search. */
export interface SearchReport {
  progress: SearchProgress;
  bounds: SearchBounds;
  /** The text of the shortest run so far; absent when there is none, or no new one since the last report. */
  text?: string;
}

/** The messages to a worker. The first starts it, and it works until it is paused. */
export type ToWorker =
  | { type: "start"; module: WebAssembly.Module; order: SearchOrder; seed: number; proves: boolean }
  | { type: "pause" }
  | { type: "resume" };

/** The messages from a worker. */
export type FromWorker =
  | { type: "report"; report: SearchReport }
  | { type: "failed"; message: string };
