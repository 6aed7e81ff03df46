// A session as the space-time diagram and the timeline see it.

import { canRedo, canUndo } from "../engine/replaced.ts";
import type { Session } from "../engine/session.ts";
import { runTask, TASK_MS } from "../engine/slices.ts";
import type { SpacetimeSource } from "../spacetime/spacetime.ts";
import type { TimelineSource } from "../timeline/timeline.ts";

/** The time per frame for computing the diagram's history while the run plays, in real milliseconds. */
const LOOK_MS = 1;

/**
 * The source of a session that keeps its past. Nothing here throws: a run that has trapped gives no answers.
 */
export class SessionSource implements SpacetimeSource, TimelineSource {
  readonly #session: Session;
  readonly isManual: boolean;

  constructor(session: Session) {
    this.#session = session;
    this.isManual = session.ask((run) => run.isManual()) ?? false;
  }

  get now(): number {
    return this.#session.now;
  }

  get heading(): number | undefined {
    return this.#session.heading;
  }

  get reached(): number {
    return this.#session.ask((run) => run.reached()) ?? this.now;
  }

  get end(): number {
    return this.#session.ask((run) => run.end()) ?? this.now;
  }

  get version(): unknown {
    return this.#session.view.version;
  }

  get happened(): number {
    return this.#session.ask((run) => run.happened()) ?? 0;
  }

  get servers(): number {
    return this.#session.view.servers.length;
  }

  get moving(): boolean {
    return this.#session.moving;
  }

  isTurnOf(part: unknown): boolean {
    return this.#session.isTurnOf(part);
  }

  get canUndo(): boolean {
    return canUndo(this.#session);
  }

  get canRedo(): boolean {
    return canRedo(this.#session);
  }

  history(from: number, to: number) {
    const session = this.#session;
    const replay = session.ask((run) => run.startHistory(from, to));
    if (!replay) return undefined;
    return () =>
      session.ask((run) => {
        const time = session.moving ? LOOK_MS : TASK_MS;
        return runTask((budget) => replay.goOn(run, budget), time) ? replay.finish(run) : "later";
      });
  }

  marks(since: number) {
    return this.#session.ask((run) => run.events(since)) ?? [];
  }

  violatedAt() {
    return this.#session.ask((run) => run.violatedAt()) ?? [];
  }

  expectations() {
    return this.#session.ask((run) => run.expectations());
  }

  notes(language: string) {
    return this.#session.ask((run) => run.notes(language)) ?? [];
  }
}
