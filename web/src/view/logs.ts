import type { EntryView, ProgressView, ServerView, View } from "../../generated/raft_wasm.js";
import type { Size } from "./types.ts";

/** One place in one log. */
export interface CellShape {
  /** The server of the log. */
  server: number;
  index: number;
  /** The position if all cells from the first were shown. */
  x: number;
  /** "elided": an entry that exists, but is not in the view. */
  kind: "entry" | "empty" | "elided";
  entry: EntryView | undefined;
  /** Whether this server knows that it is committed. */
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
  /** Whether this is the leader whose nextIndex and matchIndex are shown. */
  leading: boolean;
  cells: CellShape[];
  /** The entry that Tab leads to: the last that is shown. */
  stop: CellShape | undefined;
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
  /** The left end of the cells. */
  left: number;
  /** The baseline of the indexes. */
  header: number;
  /** Whether rows are so low that a server's name and state share one line. */
  isTight: boolean;
  /** The distance between the cells of two rows, in pixels. */
  marks: number;
  columns: { index: number; x: number }[];
  /** How far the columns have moved to the left, in pixels. */
  shift: number;
  /** The number of entries before what is shown. */
  earlier: number;
  rows: RowShape[];
}

/** The available room, in CSS pixels. Without a height, rows have their usual height. */
export interface LogOptions {
  width: number;
  height?: number | undefined;
}

/** The space between cells, in which commitIndex is marked. */
export const GAP = 5;
const FEWEST_COLUMNS = 7;
/** The height for the marks above and below a cell's body; the second is the least, for low rows. */
const MARKS_HEIGHT = 22;
const LEAST_MARKS_HEIGHT = 10;
/** The height of a cell below which the term is beside the command. */
export const TWO_LINES = 28;
/** The height of the line with the indexes and the number of earlier entries. */
const TOP = 28;
/** The height of a row below which it has no room for two lines of text. */
const TIGHT = 30;
/** The width of a state beside a name, in pixels. */
const STATE_WIDTH = 22;
/** The width that a low cell needs for term and command. */
export const ONE_LINE = 56;
/** The least width of a cell, for its term and a short command. */
const NARROWEST = 28;
/** The least width of a cell for its term alone. */
const NARROWEST_TERM = 17;
/** The height of a cell with one line of text, and the least height, with the lowest marks. */
const LOW_CELL = 17;
const LOWEST_CELL = 12;

interface Grid {
  cell: Size;
  left: number;
  top: number;
  pitch: number;
  marks: number;
  isTight: boolean;
  first: number;
  count: number;
}

/**
 * The layout of the logs, below each other, with the entries of an index in one column; the last columns if
 * not all fit. Returns the same objects as `before` for what has not changed.
 */
export function logsLayout(view: View, options: LogOptions, before?: LogShapes): LogShapes {
  const { width } = options;
  const grid = gridFor(view, options);
  const { first, count, cell, left, top, isTight, marks } = grid;
  const size = { width, height: top + grid.pitch * view.servers.length };
  const shift = (first - 1) * (cell.width + GAP);
  const leader = showing(view);
  const isSameGrid =
    before?.size.width === width &&
    before.size.height === size.height &&
    before.cell.height === cell.height &&
    before.shift === shift &&
    before.columns.length === count;
  const rows = view.servers.map((server, at) => {
    const progress = leader?.progress.find((known) => known.server === server.id);
    const was = before?.rows[at];
    if (was && isSameGrid && isSameRow(was, server, server === leader, progress)) return was;
    return rowShape(server, at, server === leader, progress, grid, was?.cells);
  });
  if (isSameGrid && rows.every((row, at) => row === before.rows[at])) return before;
  const columns = Array.from({ length: count }, (_, at) => ({
    index: first + at,
    x: columnLeft(first + at, grid),
  }));
  const earlier = first - 1;
  return { size, cell, left, header: top - 12, isTight, marks, columns, shift, earlier, rows };
}

/**
 * The rows to draw when at most `many` may change at once: the others stay as they were `before`. Returns
 * `rows` itself if none has to wait.
 */
export function rowsToDraw(
  rows: RowShape[],
  before: readonly RowShape[],
  many: number,
): RowShape[] {
  let left = many;
  const drawn = rows.map((row, at) => {
    const was = before[at] ?? row;
    return row === was || left-- > 0 ? row : was;
  });
  return left < 0 ? drawn : rows;
}

/** Whether all that a row depends on is equal, apart from its place. */
function isSameRow(
  { server: was, leading, next, match }: RowShape,
  is: ServerView,
  leads: boolean,
  progress: ProgressView | undefined,
): boolean {
  return (
    was.id === is.id &&
    was.log.entries === is.log.entries &&
    was.log.last === is.log.last &&
    was.commitIndex === is.commitIndex &&
    was.lastApplied === is.lastApplied &&
    was.status === is.status &&
    was.role === is.role &&
    leading === leads &&
    next?.index === progress?.nextIndex &&
    match?.index === progress?.matchIndex
  );
}

function gridFor(view: View, { width, height }: LogOptions): Grid {
  const narrow = width < 520;
  const many = view.servers.length > 5;
  const usual = many ? { cell: 34, pitch: 58 } : { cell: 40, pitch: 70 };
  const room =
    height === undefined ? usual.pitch : Math.floor((height - TOP) / view.servers.length);
  const isTight = room < TIGHT;
  const top = isTight ? TOP - 6 : TOP;
  const fits = isTight ? Math.floor(((height ?? 0) - top) / view.servers.length) : room;
  const pitch = Math.max(LOWEST_CELL + LEAST_MARKS_HEIGHT, Math.min(usual.pitch, fits));
  const leastMarks = Math.min(MARKS_HEIGHT, Math.max(LEAST_MARKS_HEIGHT, pitch - LOW_CELL));
  const cellHeight = Math.min(usual.cell, pitch - leastMarks);
  const marks = pitch - cellHeight;
  const left = (narrow ? 72 : 82) + (isTight ? STATE_WIDTH : 0);
  const needed = lastColumn(view);
  const grid = (cellWidth: number): Grid => {
    const fitting = Math.max(1, Math.floor((width - left - 2) / (cellWidth + GAP)));
    const count = Math.min(fitting, Math.max(needed, FEWEST_COLUMNS));
    const cell = { width: cellWidth, height: cellHeight };
    const first = Math.max(1, needed - count + 1);
    return { cell, left, top, pitch, marks, isTight, first, count };
  };
  // A command and its term side by side need a wider cell.
  const isLow = cellHeight < TWO_LINES;
  const cellWidth = Math.max(narrow ? 42 : width < 700 ? 50 : 58, isLow ? ONE_LINE : 0);
  const wide = grid(cellWidth);
  if (wide.first === 1) return wide;
  // If not all entries fit, narrower cells are used as long as their text still fits, or with their terms
  // alone if more entries would be left out than shown.
  const narrower = Math.floor((width - left - 2) / needed) - GAP;
  const saysTerms = isLow && wide.first > wide.count;
  const least = saysTerms || !hasCommands(view) ? NARROWEST_TERM : isLow ? Infinity : NARROWEST;
  return narrower >= least ? grid(narrower) : wide;
}

const hasCommands = ({ servers }: View): boolean =>
  servers.some(({ log }) => log.entries.some(({ text }) => text !== ""));

/** The last index to show: one after the longest log, where the next entry will come. */
function lastColumn(view: View): number {
  return Math.max(0, ...view.servers.map(lastIndex)) + 1;
}

/** The index of a log's last entry. */
export function lastIndex({ log }: ServerView): number {
  return log.last;
}

/**
 * The leader whose nextIndex and matchIndex are shown: of the running leaders, the one with the latest term.
 */
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
  leading: boolean,
  progress: ProgressView | undefined,
  grid: Grid,
  cellsBefore: CellShape[] | undefined,
): RowShape {
  const last = lastIndex(server);
  const middle = (index: number) => mark(index, grid, -grid.cell.width / 2 - GAP / 2);
  // Columns move, so the cell of the same index was at another place.
  const moved = grid.first - (cellsBefore?.[0]?.index ?? 0);
  const cells = Array.from({ length: grid.count }, (_, at) =>
    cellShape(server, last, grid.first + at, grid, cellsBefore?.[at + moved]),
  );
  return {
    server,
    y: grid.top + at * grid.pitch,
    leading,
    cells,
    stop: cells.findLast(({ kind }) => kind === "entry"),
    commit: mark(server.commitIndex, grid),
    applied: mark(server.lastApplied, grid),
    next: progress && middle(progress.nextIndex),
    match: progress && middle(progress.matchIndex),
    endsAt: last > 0 && last < grid.first ? last : undefined,
  };
}

function cellShape(
  server: ServerView,
  last: number,
  index: number,
  { left, cell }: Grid,
  was: CellShape | undefined,
): CellShape {
  const entry = server.log.entries[index - server.log.first];
  const kind = entry ? "entry" : index <= last ? "elided" : "empty";
  const committed = index <= server.commitIndex && index <= last;
  const x = left + (index - 1) * (cell.width + GAP);
  const isSame =
    was?.server === server.id &&
    was.x === x &&
    was.kind === kind &&
    was.entry === entry &&
    was.committed === committed;
  return isSame ? was : { server: server.id, index, x, kind, entry, committed };
}

/** A mark in the gap after an index's cell, moved by `moved`. */
function mark(index: number, grid: Grid, moved = 0): MarkShape {
  const { first, count } = grid;
  const shown = Math.min(first + count - 1, Math.max(first - 1, index));
  const x = columnLeft(shown + 1, grid) - GAP / 2 + moved;
  const least = grid.left - GAP / 2 - 6;
  return { index, x: Math.max(least + (moved === 0 ? 6 : 0), x), beyond: index < first - 1 };
}
