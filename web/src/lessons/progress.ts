// The reader's progress, stored only in the browser.

/** The key of the progress in the storage. */
export const PROGRESS_KEY = "lessons";

export interface Progress {
  /** The lesson that was open last, and its step. */
  last?: { lesson: string; step: string };
  /** The completed lessons. */
  done: string[];
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Reads the progress; an invalid one counts as none. */
export function readProgress(store: Store | undefined): Progress {
  try {
    const value: unknown = JSON.parse(store?.getItem(PROGRESS_KEY) ?? "null");
    return isProgress(value) ? value : { done: [] };
  } catch {
    return { done: [] };
  }
}

/** Stores the progress. A full or forbidden storage is no obstacle to learning. */
export function writeProgress(store: Store | undefined, progress: Progress): void {
  try {
    store?.setItem(PROGRESS_KEY, JSON.stringify(progress));
  } catch {
    // The progress is lost when the page is left.
  }
}

export function clearProgress(store: Store | undefined): void {
  try {
    store?.removeItem(PROGRESS_KEY);
  } catch {
    // Nothing was stored.
  }
}

/** Returns the local storage, or `undefined`: some browsers refuse even to read the property. */
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
