// The runs that others took the place of when rules were chosen or times were set, so that this can be
// undone like an action.

import type { Run } from "../../generated/raft_timeline.js";
import type { Session } from "./session.ts";
import type { Ending } from "./slices.ts";

/** How many choices of rules or times can be undone: each keeps a run with its past. */
const MOST = 5;

class Replaced {
  readonly #before: Run[] = [];
  readonly #after: Run[] = [];

  /** Is there a run to go back to? */
  get hasBefore(): boolean {
    return this.#before.length > 0;
  }

  /** Is there a run that was left by going back? */
  get hasAfter(): boolean {
    return this.#after.length > 0;
  }

  /** Another run takes the place of this one. */
  replace(run: Run): void {
    this.forgetAfter();
    this.#before.push(run);
    if (this.#before.length > MOST) this.#before.shift()?.free();
  }

  /** The run before this one, which can be gone forth to. */
  back(run: Run): Run | undefined {
    const before = this.#before.pop();
    if (before) this.#after.push(run);
    return before;
  }

  /** The run after this one, which can be gone back to. */
  forth(run: Run): Run | undefined {
    const after = this.#after.pop();
    if (after) this.#before.push(run);
    return after;
  }

  /** Something else is done instead: there is nothing to go forth to. */
  forgetAfter(): void {
    for (const run of this.#after.splice(0)) run.free();
  }
}

/** For each session; a run that nothing leads to any more is freed with its session. */
const replaced = new WeakMap<Session, Replaced>();

function replacedIn(session: Session): Replaced {
  const known = replaced.get(session) ?? new Replaced();
  replaced.set(session, known);
  return known;
}

/** Goes on with a run in the place of the one that is shown; undoing goes back to that. */
export function replaceRun(session: Session, run: Run): void {
  const { run: before } = session;
  if (before) replacedIn(session).replace(before);
  session.adopt(run);
}

/** Something was done: no choice of rules or times can be redone. */
export const forgetAfter = (session: Session): void => replacedIn(session).forgetAfter();

/** Is there an action to undo, or a choice of rules or times? */
export const canUndo = (session: Session): boolean =>
  session.ask((run) => run.canUndo() || replacedIn(session).hasBefore) ?? false;

/** Is there an action to redo, or a choice of rules or times? */
export const canRedo = (session: Session): boolean =>
  session.ask((run) => run.canRedo() || replacedIn(session).hasAfter) ?? false;

/** Takes back what was done last: an action, or a choice of rules or times. */
export async function undo(session: Session): Promise<Ending> {
  const before = session.ask((run) => (run.canUndo() ? undefined : replacedIn(session).back(run)));
  return before ? goOnWith(session, before) : session.undo();
}

/** Undoes `undo`. */
export async function redo(session: Session): Promise<Ending> {
  const after = session.ask((run) => (run.canRedo() ? undefined : replacedIn(session).forth(run)));
  return after ? goOnWith(session, after) : session.redo();
}

function goOnWith(session: Session, run: Run): Ending {
  session.pause();
  session.adopt(run);
  return session.trap ? "failed" : "done";
}
