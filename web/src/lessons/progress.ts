// How far somebody has come, kept in the browser's own storage. Nothing leaves it.

/** Where it is kept. */
export const PROGRESS_KEY = "lessons";

export interface Progress {
  /** The lesson that was open last, and its step. */
  last?: { lesson: string; step: string };
  /** The lessons that have been gone through. */
  done: string[];
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Reads what is kept. What makes no sense is as if there were nothing. */
export function readProgress(store: Store | undefined): Progress {
  try {
    const value: unknown = JSON.parse(store?.getItem(PROGRESS_KEY) ?? "null");
    return isProgress(value) ? value : { done: [] };
  } catch {
    return { done: [] };
  }
}

/** A full or forbidden storage is no reason not to learn. */
export function writeProgress(store: Store | undefined, progress: Progress): void {
  try {
    store?.setItem(PROGRESS_KEY, JSON.stringify(progress));
  } catch {
    // Then it holds until the page is left.
  }
}

export function clearProgress(store: Store | undefined): void {
  try {
    store?.removeItem(PROGRESS_KEY);
  } catch {
    // Nothing was kept.
  }
}

/** Some browsers refuse even to look at it. */
export function openStore(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

function isProgress(value: unknown): value is Progress {
  if (typeof value !== "object" || value === null || !("done" in value)) return false;
  const { done } = value;
  if (!Array.isArray(done) || !done.every((name) => typeof name === "string")) return false;
  if (!("last" in value)) return true;
  const { last } = value;
  if (typeof last !== "object" || last === null || !("lesson" in last && "step" in last))
    return false;
  return typeof last.lesson === "string" && typeof last.step === "string";
}
