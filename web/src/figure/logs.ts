import type { EntryView, ServerView, View } from "../../generated/raft_wasm.js";
import type { Size } from "./types.ts";

export { renderLogsKey } from "./keys.ts";
export { renderLogs } from "./logs-svg.ts";

/** One place of one log. */
export interface CellShape {
  index: number;
  x: number;
  /** "elided": an entry that exists, but is not in the view. */
  kind: "entry" | "empty" | "elided";
  entry: EntryView | undefined;
  /** Does this server know it to be committed? */
  committed: boolean;
}

/** A mark at an index; `beyond` when that index is left of what is shown. */
export interface MarkShape {
  index: number;
  x: number;
  beyond: boolean;
}

export interface RowShape {
  server: ServerView;
  y: number;
  /** Is this the leader whose nextIndex and matchIndex are shown? */
  leading: boolean;
  cells: CellShape[];
  commit: MarkShape;
  applied: MarkShape;
  next: MarkShape | undefined;
  match: MarkShape | undefined;
  /** The last index, of a log that ends before what is shown. */
  endsAt: number | undefined;
}

export interface LogShapes {
  size: Size;
  cell: Size;
  /** Where the cells begin. */
  left: number;
  /** The baseline of the line that names the indexes. */
  header: number;
  columns: { index: number; x: number }[];
  /** How far the columns have moved to the left since the first was the first shown. */
  shift: number;
  /** How many entries come before what is shown. */
  earlier: number;
  rows: RowShape[];
}

export interface LogOptions {
  /** The width there is, in CSS pixels. */
  width: number;
}

/** The space between cells, in which commitIndex stands. */
export const GAP = 5;
const FEWEST_COLUMNS = 7;

interface Grid {
  cell: Size;
  left: number;
  top: number;
  pitch: number;
  first: number;
  count: number;
}

/** Logs below each other, entries of the same index in one column, the last ones where not all fit. */
export function logsLayout(view: View, { width }: LogOptions): LogShapes {
  const grid = gridFor(view, width);
  const { first, count, cell, left, top } = grid;
  const leader = showing(view);
  const columns = Array.from({ length: count }, (_, at) => ({
    index: first + at,
    x: columnLeft(first + at, grid),
  }));
  const rows = view.servers.map((server, at) => rowShape(server, at, leader, grid));
  const height = top + grid.pitch * view.servers.length;
  return {
    size: { width, height },
    cell,
    left,
    header: top - 12,
    columns,
    shift: (first - 1) * (cell.width + GAP),
    earlier: first - 1,
    rows,
  };
}

function gridFor(view: View, width: number): Grid {
  const narrow = width < 520;
  const many = view.servers.length > 5;
  const cell = { width: narrow ? 42 : width < 700 ? 50 : 58, height: many ? 34 : 40 };
  const left = narrow ? 72 : 82;
  const fitting = Math.max(1, Math.floor((width - left - 2) / (cell.width + GAP)));
  const needed = lastColumn(view);
  const count = Math.min(fitting, Math.max(needed, FEWEST_COLUMNS));
  const first = Math.max(1, needed - count + 1);
  return {
    cell,
    left,
    top: first > 1 ? 44 : 28,
    pitch: cell.height + (many ? 24 : 30),
    first,
    count,
  };
}

/** The last index to show: one after the longest log, where the next entry will come. */
function lastColumn(view: View): number {
  const nexts = showing(view)?.progress.map(({ nextIndex }) => nextIndex) ?? [];
  const longest = Math.max(0, ...view.servers.map(lastIndex));
  return Math.max(longest + 1, Math.min(Math.max(0, ...nexts), longest + 1));
}

/** The index of a log's last entry. */
export function lastIndex({ log }: ServerView): number {
  return log.last;
}

/** The leader whose view of the others is shown: of those that run, the one of the latest term. */
export function showing(view: View): ServerView | undefined {
  return view.servers
    .filter(({ role, status }) => role === "leader" && status !== "crashed")
    .reduce<ServerView | undefined>((a, b) => (a && a.term >= b.term ? a : b), undefined);
}

const columnLeft = (index: number, { first, left, cell }: Grid): number =>
  left + (index - first) * (cell.width + GAP);

function rowShape(
  server: ServerView,
  at: number,
  leader: ServerView | undefined,
  grid: Grid,
): RowShape {
  const last = lastIndex(server);
  const progress = leader?.progress.find((known) => known.server === server.id);
  const middle = (index: number) => mark(index, grid, -grid.cell.width / 2 - GAP / 2);
  const cells = Array.from({ length: grid.count }, (_, at) =>
    cellShape(server, last, grid.first + at, grid),
  );
  return {
    server,
    y: grid.top + at * grid.pitch,
    leading: server === leader,
    cells,
    commit: mark(server.commitIndex, grid),
    applied: mark(server.lastApplied, grid),
    next: progress && middle(progress.nextIndex),
    match: progress && middle(progress.matchIndex),
    endsAt: last > 0 && last < grid.first ? last : undefined,
  };
}

function cellShape(server: ServerView, last: number, index: number, grid: Grid): CellShape {
  const entry = server.log.entries[index - server.log.first];
  const kind = entry ? "entry" : index <= last ? "elided" : "empty";
  const committed = index <= server.commitIndex && index <= last;
  return { index, x: columnLeft(index, grid), kind, entry, committed };
}

/** A mark in the gap after an index's cell, or moved from there. */
function mark(index: number, grid: Grid, moved = 0): MarkShape {
  const { first, count } = grid;
  const shown = Math.min(first + count - 1, Math.max(first - 1, index));
  const x = columnLeft(shown + 1, grid) - GAP / 2 + moved;
  const least = grid.left - GAP / 2 - 6;
  return { index, x: Math.max(least + (moved === 0 ? 6 : 0), x), beyond: index < first - 1 };
}
