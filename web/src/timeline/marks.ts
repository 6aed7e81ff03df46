// What of a run is worth a mark on its timeline.

import type { EventView, NoteView } from "../../generated/raft_timeline.js";

/** What a mark says; each kind has a look of its own. */
export type MarkKind =
  | "violation"
  | "elected"
  | "commit"
  | "fault"
  | "recovery"
  | "note"
  /** What becomes of an expectation. */
  | "failed"
  | "due"
  | "met";

/** One thing worth going to. */
export interface TimelineMark {
  kind: MarkKind;
  /** When, in milliseconds. */
  at: number;
  /** What happened; absent for a note, and for a violation. */
  event?: EventView;
  /** What a note says, or what there is to say of an expectation. */
  text?: string;
}

/** The events that people look for, by time; every server commits an entry, the first counts. */
export class MarkList {
  readonly marks: TimelineMark[] = [];
  #committed = 0;

  /** Later events, in their order. */
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

/** Marks of one row that are so close that one sign stands for all. */
export interface MarkGroup {
  /** The most important of theirs. */
  kind: MarkKind;
  marks: TimelineMark[];
  /** Where the sign is, from 0 at the start of the track to 1 at its end. */
  share: number;
}

/** Marks of different rows are above each other; in a row, the first of these is the sign. */
const ROWS: MarkKind[][] = [
  ["note"],
  ["violation", "elected", "fault", "recovery"],
  ["commit"],
  ["failed", "due", "met"],
];

/** Groups of marks, on a track of so many milliseconds, at least a share `apart` from each other. */
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

/** Rounding must not keep one at the mark one has just jumped to. */
const HERE_MS = 0.002;

/** What is too frequent, or as expected, is no stop. */
const NO_STOPS: ReadonlySet<MarkKind> = new Set(["commit", "due", "met"]);

/** The instant of the next mark that is a stop, or of the one before. */
export function jump(marks: TimelineMark[], now: number, step: 1 | -1): number | undefined {
  const stops = marks.filter(({ kind }) => !NO_STOPS.has(kind)).map(({ at }) => at);
  const candidates = stops.filter((at) => (at - now) * step > HERE_MS);
  if (candidates.length === 0) return undefined;
  return step > 0 ? Math.min(...candidates) : Math.max(...candidates);
}

/** A server leads in this time. */
export interface Reign {
  server: number;
  term: number;
  from: number;
  /** Absent while it goes on. */
  to: number | undefined;
}

/** Who has led when: the latest leader, where an older one does not know yet. */
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
