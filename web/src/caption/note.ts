// The scenario's remark on what just happened.

import type { NoteView } from "../../generated/raft_timeline.js";
import { beginning } from "../i18n/given.ts";

/** A tolerance, so that rounding does not hide the note that the reader has just jumped to. */
const HERE_MS = 0.002;

/** The most characters of a remark that are shown. */
const MOST_CAPTION = 2000;

/** The scenario's last remark up to an instant. */
export function noteAt(notes: NoteView[], now: number): string | undefined {
  const text = notes.findLast(({ at }) => at <= now + HERE_MS)?.text;
  return text === undefined ? undefined : beginning(text, MOST_CAPTION);
}
