// A search in small steps: in a worker or, where there is none, on the page's own thread.

import type { RunSearch } from "../../generated/raft_timeline.js";
import type { SearchReport } from "./protocol.ts";

/** How often the search reports its progress, in real milliseconds. */
const REPORT_MS = 150;
/** The moves per step, which take a few milliseconds at most. */
const MOVES = 200;

export class SearchCourse {
  readonly #search: RunSearch;
  readonly #report: (report: SearchReport) => void;
  #reportedAt = Number.NEGATIVE_INFINITY;
  /** The length in moves of the run that was written last. */
  #written: number | undefined;

  constructor(search: RunSearch, report: (report: SearchReport) => void) {
    this.#search = search;
    this.#report = report;
  }

  /** Searches for `ms` real milliseconds. Returns whether the search is over. */
  work(ms: number): boolean {
    const end = performance.now() + ms;
    let isDone = false;
    while (!isDone && performance.now() < end) isDone = this.#search.goOn(MOVES);
    if (isDone || performance.now() - this.#reportedAt >= REPORT_MS) this.report();
    return isDone;
  }

  /** Reports the progress of the search. */
  report(): void {
    this.#reportedAt = performance.now();
    const progress = this.#search.progress();
    const report: SearchReport = { progress, bounds: this.#search.bounds() };
    const isNew = progress.best !== undefined && progress.best !== this.#written;
    // A run is written once it cannot be shortened any more.
    if (isNew && !progress.isShortening) {
      this.#written = progress.best;
      const text = this.#search.best();
      if (text !== undefined) report.text = text;
    }
    this.#report(report);
  }
}
