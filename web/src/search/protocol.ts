// What a page and its search workers tell each other.

import type { SearchBounds, SearchProgress } from "../../generated/raft_timeline.js";

/** What is to be searched, and for what. */
export interface SearchOrder {
  /** The text of a scenario; its rules, timing and logs are the world. */
  text: string;
  /** Conditions as after `expect`, one in a line. None: any violation. */
  goals: string;
  /** So many servers. */
  servers: number;
}

/** Where a search stands. */
export interface SearchReport {
  progress: SearchProgress;
  bounds: SearchBounds;
  /** The text of the shortest run so far; absent when there is none, or none since the last report. */
  text?: string;
}

/** To a worker. The first message starts it; it works until it is told to pause. */
export type ToWorker =
  | { type: "start"; module: WebAssembly.Module; order: SearchOrder; seed: number; proves: boolean }
  | { type: "pause" }
  | { type: "resume" };

/** From a worker. */
export type FromWorker =
  | { type: "report"; report: SearchReport }
  | { type: "failed"; message: string };
