// Keeps the runs that were replaced when rules were chosen or times were set, so that this can be undone like
// an action.

import type { Run } from "../../generated/raft_timeline.js";
import type { Session } from "./session.ts";
import type { Ending } from "./slices.ts";

/** How many choices of rules or times can be undone: each keeps a run with its past. */
const MOST = 5;

class Replaced {
  readonly #before: Run[] = [];
  readonly #after: Run[] = [];

  /** Whether there is a run to go back to. */
  get hasBefore(): boolean {
    return this.#before.length > 0;
  }

  /** Whether there is a run that was left by going back. */
  get hasAfter(): boolean {
    return this.#after.length > 0;
  }

  /** Keeps `run`, which another run replaces. */
  replace(run: Run): void {
    this.forgetAfter();
    this.#before.push(run);
    if (this.#before.length > MOST) this.#before.shift()?.free();
  }

  /** Returns the run before `run`, which is kept for `forth`. */
  back(run: Run): Run | undefined {
    const before = this.#before.pop();
    if (before) this.#after.push(run);
    return before;
  }

  /** Returns the run after `run`, which is kept for `back`. */
  forth(run: Run): Run | undefined {
    const after = this.#after.pop();
    if (after) this.#before.push(run);
    return after;
  }

  /** Frees the runs left by going back: something else was done instead. */
  forgetAfter(): void {
    for (const run of this.#after.splice(0)) run.free();
  }
}

/** The replaced runs of each session; they are freed with it. */
const replaced = new WeakMap<Session, Replaced>();

function replacedIn(session: Session): Replaced {
  const known = replaced.get(session) ?? new Replaced();
  replaced.set(session, known);
  return known;
}

/** Replaces the session's run by `run`; `undo` restores the one before. */
export function replaceRun(session: Session, run: Run): void {
  const { run: before } = session;
  if (before) replacedIn(session).replace(before);
  session.adopt(run);
}

/** Notes that something was done, so that no choice of rules or times can be redone. */
export const forgetAfter = (session: Session): void => replacedIn(session).forgetAfter();

/** Whether there is an action, or a choice of rules or times, to undo. */
export const canUndo = (session: Session): boolean =>
  session.ask((run) => run.canUndo() || replacedIn(session).hasBefore) ?? false;

/** Whether there is an action, or a choice of rules or times, to redo. */
export const canRedo = (session: Session): boolean =>
  session.ask((run) => run.canRedo() || replacedIn(session).hasAfter) ?? false;

/** Undoes the last action, or else the last choice of rules or times. */
export async function undo(session: Session): Promise<Ending> {
  const before = session.ask((run) => (run.canUndo() ? undefined : replacedIn(session).back(run)));
  return before ? goOnWith(session, before) : session.undo();
}

/** Reverses `undo`. */
export async function redo(session: Session): Promise<Ending> {
  const after = session.ask((run) => (run.canRedo() ? undefined : replacedIn(session).forth(run)));
  return after ? goOnWith(session, after) : session.redo();
}

function goOnWith(session: Session, run: Run): Ending {
  session.pause();
  session.adopt(run);
  return session.trap ? "failed" : "done";
}
