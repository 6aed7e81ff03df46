// What the scenario says to what just happened.

import type { NoteView } from "../../generated/raft_timeline.js";
import { beginning } from "../i18n/given.ts";

/** Rounding must not hide the note that one has just jumped to. */
const HERE_MS = 0.002;

/** More characters of a remark are not shown. */
const MOST_CAPTION = 2000;

/** What the scenario says at an instant: its last remark so far. */
export function noteAt(notes: NoteView[], now: number): string | undefined {
  const text = notes.findLast(({ at }) => at <= now + HERE_MS)?.text;
  return text === undefined ? undefined : beginning(text, MOST_CAPTION);
}
