// The marks on the timeline of a run.

import type { EventView, NoteView } from "../../generated/raft_timeline.js";

/** The kinds of marks; each has its own appearance. */
export type MarkKind =
  | "violation"
  | "elected"
  | "commit"
  | "fault"
  | "recovery"
  | "note"
  /** The state of an expectation. */
  | "failed"
  | "due"
  | "met";

/** A mark on the timeline. */
export interface TimelineMark {
  kind: MarkKind;
  /** The time in milliseconds. */
  at: number;
  /** The event; absent for a note, a violation and an expectation. */
  event?: EventView;
  /** The text of a note or an expectation. */
  text?: string;
}

/** The marks of the notable events, by time. Every server commits an entry; only the first time is marked. */
export class MarkList {
  readonly marks: TimelineMark[] = [];
  #committed = 0;

  /** Adds later events, in order. */
  add(events: EventView[]): void {
    for (const event of events) {
      const kind = this.#kindOf(event);
      if (kind) this.marks.push({ kind, at: event.at, event });
    }
  }

  #kindOf({ at, what }: EventView): MarkKind | undefined {
    switch (what.type) {
      case "becameRole":
        return what.role === "leader" ? "elected" : undefined;
      case "committed": {
        const isFirst = what.index > this.#committed;
        this.#committed = Math.max(this.#committed, what.index);
        return isFirst ? "commit" : undefined;
      }
      case "crashed":
      case "paused":
      case "network":
        return "fault";
      case "started":
        return at > 0 ? "recovery" : undefined;
      case "resumed":
        return "recovery";
      default:
        return undefined;
    }
  }
}

export const noteMarks = (notes: NoteView[]): TimelineMark[] =>
  notes.map(({ at, text }) => ({ kind: "note", at, text }));

/** The instants at which a property is violated. */
export const violationMarks = (times: Iterable<number>): TimelineMark[] =>
  Array.from(times, (at) => ({ kind: "violation", at }));

/** Marks of one row so close that they share one sign. */
export interface MarkGroup {
  /** The most important kind among the marks. */
  kind: MarkKind;
  marks: TimelineMark[];
  /** The position of the sign, from 0 at the start of the track to 1 at its end. */
  share: number;
}

/** The rows of marks, above each other. Within a row, the kinds are in the order of importance. */
const ROWS: MarkKind[][] = [
  ["note"],
  ["violation", "elected", "fault", "recovery"],
  ["commit"],
  ["failed", "due", "met"],
];

/**
 * Groups marks on a track of `extent` milliseconds, so that signs are at least a share `apart` from each
 * other.
 */
export function grouped(marks: TimelineMark[], extent: number, apart: number): MarkGroup[] {
  return ROWS.flatMap((row) => {
    const groups: MarkGroup[] = [];
    for (const mark of marks) {
      if (!row.includes(mark.kind) || mark.at > extent) continue;
      const last = groups.at(-1);
      const share = mark.at / extent;
      if (!last || share - last.share >= apart) {
        groups.push({ kind: mark.kind, marks: [mark], share });
        continue;
      }
      last.marks.push(mark);
      if (row.indexOf(mark.kind) < row.indexOf(last.kind)) last.kind = mark.kind;
    }
    return groups;
  });
}

/** A tolerance, so that rounding does not keep the reader at the mark just jumped to. */
const HERE_MS = 0.002;

/** The kinds at which a jump does not stop, because they are too frequent or as expected. */
const NO_STOPS: ReadonlySet<MarkKind> = new Set(["commit", "due", "met"]);

/** The instant of the next mark to stop at, or of the previous one; `undefined` if there is none. */
export function jump(marks: TimelineMark[], now: number, step: 1 | -1): number | undefined {
  const stops = marks.filter(({ kind }) => !NO_STOPS.has(kind)).map(({ at }) => at);
  const candidates = stops.filter((at) => (at - now) * step > HERE_MS);
  if (candidates.length === 0) return undefined;
  return step > 0 ? Math.min(...candidates) : Math.max(...candidates);
}

/** The time in which a server is leader. */
export interface Reign {
  server: number;
  term: number;
  from: number;
  /** `undefined` while it lasts. */
  to: number | undefined;
}

/** Who was leader when; where an older leader does not know yet of a later one, the later one counts. */
export function reigns(events: EventView[]): Reign[] {
  const result: Reign[] = [];
  for (const { at, what } of events) {
    const last = result.at(-1);
    const rules = last?.to === undefined ? last : undefined;
    if (what.type === "becameRole" && what.role === "leader") {
      if (rules) rules.to = at;
      result.push({ server: what.server, term: what.term, from: at, to: undefined });
    } else if (what.type === "becameRole" || what.type === "crashed") {
      if (rules?.server === what.server) rules.to = at;
    }
  }
  return result;
}
