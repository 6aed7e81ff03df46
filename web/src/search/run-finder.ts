// A search for a run: its parts, and what they have found together.

import type { SearchBounds } from "../../generated/raft_timeline.js";
import { type SearchPart, startPart } from "./part.ts";
import type { FromWorker, SearchOrder, SearchReport } from "./protocol.ts";

/** How long a search runs before it pauses by itself, in real milliseconds. */
export const BUDGET_MS = 60_000;

export type FinderState = "searching" | "paused" | "done" | "failed";

/** A run that was found. */
export interface FoundRun {
  text: string;
  /** The length of the run in moves. */
  moves: number;
  /** Whether every shorter run within the bounds has been looked at. */
  isShortest: boolean;
}

/** The work done so far by all parts. */
export interface Done {
  runs: number;
  moves: number;
  states: number;
  /** The length in moves up to which every run within the bounds was looked at. */
  depth: number;
  bounds: SearchBounds | undefined;
  /** Real milliseconds spent. */
  time: number;
}

export class RunFinder {
  readonly order: SearchOrder;
  readonly #changed: () => void;
  readonly #reports: (SearchReport | undefined)[] = [];
  readonly #parts: Promise<SearchPart>[];
  #state: FinderState = "searching";
  #failure: string | undefined;
  #found: FoundRun | undefined;
  #spent = 0;
  #since = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Starts the search. `changed` is called at every change. */
  constructor(order: SearchOrder, changed: () => void) {
    this.order = order;
    this.#changed = changed;
    this.#parts = Array.from({ length: partsFor(navigator.hardwareConcurrency) }, (_, at) => {
      const hear = (message: FromWorker) => this.#hear(at, message);
      const part = startPart({ order, seed: at + 1, proves: at === 0 }, hear);
      part.catch((error) => this.#fail(String(error)));
      return part;
    });
    this.#waitForBudget();
  }

  get state(): FinderState {
    return this.#state;
  }

  /** Why it failed, if it did. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** The shortest run so far. */
  get found(): FoundRun | undefined {
    return this.#found;
  }

  get done(): Done {
    const sum = (what: "runs" | "moves" | "states") =>
      this.#reports.reduce((total, report) => total + (report?.progress[what] ?? 0), 0);
    const depth = Math.max(0, ...this.#reports.map((report) => report?.progress.depth ?? 0));
    const { bounds } = this.#reports.find((report) => report) ?? {};
    const since = this.#state === "searching" ? performance.now() - this.#since : 0;
    const [runs, moves, states] = [sum("runs"), sum("moves"), sum("states")];
    return { runs, moves, states, depth, bounds, time: this.#spent + since };
  }

  /** Pauses the search, which `resume` can continue. */
  pause(): void {
    if (this.#state === "searching") this.#rest("paused");
  }

  resume(): void {
    if (this.#state !== "paused") return;
    this.#state = "searching";
    this.#since = performance.now();
    this.#waitForBudget();
    this.#ask((part) => part.resume());
    this.#changed();
  }

  /** Ends the search and frees its parts. */
  end(): void {
    clearTimeout(this.#timer);
    this.#ask((part) => part.end());
  }

  #waitForBudget(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.pause(), BUDGET_MS);
  }

  #rest(state: FinderState): void {
    clearTimeout(this.#timer);
    this.#spent += performance.now() - this.#since;
    this.#state = state;
    this.#ask((part) => part.pause());
    this.#changed();
  }

  #ask(question: (part: SearchPart) => void): void {
    // A part that could not start is skipped.
    for (const part of this.#parts) void part.then(question, () => {});
  }

  #hear(at: number, message: FromWorker): void {
    if (message.type === "failed") this.#fail(message.message);
    else this.#take(at, message.report);
  }

  #take(at: number, report: SearchReport): void {
    this.#reports[at] = report;
    const { best, isShortest } = report.progress;
    const isShorter = best !== undefined && best < (this.#found?.moves ?? Number.POSITIVE_INFINITY);
    if (report.text !== undefined && isShorter) {
      this.#found = { text: report.text, moves: best, isShortest };
    }
    this.#prove();
    const doneParts = this.#reports.filter((it) => it?.progress.isDone).length;
    const isOver = this.#found?.isShortest || doneParts === this.#parts.length;
    if (this.#state === "searching" && isOver) this.#rest("done");
    else this.#changed();
  }

  /** Marks the found run as the shortest if any part has looked at all shorter ones. */
  #prove(): void {
    if (!this.#found) return;
    const { moves } = this.#found;
    const isProved = this.#reports.some((report) => (report?.progress.depth ?? 0) + 1 >= moves);
    this.#found.isShortest ||= isProved;
  }

  #fail(message: string): void {
    this.#failure = message;
    if (this.#state !== "failed") this.#rest("failed");
  }
}

/** The number of parts: two on machines with at least four processors. */
const partsFor = (processors: number): number => (processors >= 4 ? 2 : 1);
