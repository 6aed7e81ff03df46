import { describe, expect, it } from "vitest";
import type { EntryView, LogView, ServerView } from "../../generated/raft_wasm.js";
import { drawing } from "../i18n/drawing.en.ts";
import { logsLayout, ONE_LINE, rowsToDraw, showing, TWO_LINES } from "./logs.ts";
import { entryText } from "./logs-svg.ts";
import { sampleEntries, sampleLog, sampleServer, sampleView } from "./sample-views.ts";

const log = (count: number, first = 1) => sampleLog(sampleEntries(count), first);
const leader = (nextIndex: number, matchIndex: number, entries: number) =>
  sampleServer(1, {
    role: "leader",
    log: log(entries),
    progress: [{ server: 2, nextIndex, matchIndex }],
  });

describe("columns", () => {
  it("begin with the first entry while all fit", () => {
    const { columns, earlier } = logsLayout(sampleView(), { width: 600 });
    expect(columns.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(earlier).toBe(0);
  });

  it("show the end of long logs, with room for the next entry", () => {
    const servers = [sampleServer(1, { log: log(1000) }), sampleServer(2, { log: log(3) })];
    const { columns, earlier, rows } = logsLayout(sampleView({ servers }), { width: 600 });
    expect(columns.at(-1)?.index).toBe(1001);
    expect(earlier).toBe((columns[0]?.index ?? 0) - 1);
    expect(rows[1]?.endsAt).toBe(3);
    expect(rows[1]?.cells.every(({ kind }) => kind === "empty")).toBe(true);
  });

  it("are narrower rather than begin later, where what they say has room", () => {
    const servers = [sampleServer(1, { log: log(12) })];
    const { columns, earlier, cell } = logsLayout(sampleView({ servers }), { width: 600 });
    expect([columns[0]?.index, earlier, columns.length]).toEqual([1, 0, 13]);
    expect(cell.width).toBeLessThan(50);
    expect((columns.at(-1)?.x ?? 0) + cell.width).toBeLessThanOrEqual(600);
    // In a low cell a command needs its width.
    expect(logsLayout(sampleView({ servers }), { width: 600, height: 66 }).earlier).toBeGreaterThan(
      0,
    );
  });

  it("show all terms rather than leave out more entries than they show", () => {
    const servers = Array.from({ length: 7 }, (_, at) => sampleServer(at + 1, { log: log(12) }));
    const { earlier, cell } = logsLayout(sampleView({ servers }), { width: 380, height: 300 });
    expect(earlier).toBe(0);
    expect(cell.width).toBeLessThan(ONE_LINE);
    expect(cell.height).toBeLessThan(TWO_LINES);
  });

  it.each([7, 9])("are in rows of which %i fit into a low window", (count) => {
    const servers = Array.from({ length: count }, (_, at) => sampleServer(at + 1, { log: log(3) }));
    const { size, cell, marks } = logsLayout(sampleView({ servers }), { width: 500, height: 226 });
    expect(size.height).toBeLessThanOrEqual(226);
    expect(cell.height).toBeGreaterThanOrEqual(12);
    // The triangles below a cell, and the dot above the next one.
    expect(marks).toBeGreaterThanOrEqual(10);
  });

  it.each([200, 288, 358, 500, 700, 1400])("fit into %i px", (width) => {
    const servers = [sampleServer(1, { log: log(50) })];
    const { columns, cell } = logsLayout(sampleView({ servers }), { width });
    expect(columns.length).toBeGreaterThan(0);
    expect((columns.at(-1)?.x ?? 0) + cell.width).toBeLessThanOrEqual(width);
  });

  it("tell entries that are not in the view from those that are not there", () => {
    const servers = [sampleServer(1, { log: log(2, 6) })];
    const { rows } = logsLayout(sampleView({ servers }), { width: 1200 });
    expect(rows[0]?.cells.map(({ kind }) => kind)).toEqual([
      ...Array(5).fill("elided"),
      "entry",
      "entry",
      "empty",
    ]);
  });
});

describe("marks", () => {
  it("put commitIndex and lastApplied after the cells they are about", () => {
    const servers = [sampleServer(1, { log: log(3), commitIndex: 2, lastApplied: 0 })];
    const { rows, columns, cell } = logsLayout(sampleView({ servers }), { width: 600 });
    const row = rows[0];
    const [first, second, third] = columns;
    expect(row?.commit.x).toBeGreaterThanOrEqual((second?.x ?? 0) + cell.width);
    expect(row?.commit.x).toBeLessThanOrEqual(third?.x ?? 0);
    expect(row?.applied.x).toBeLessThan(first?.x ?? 0);
    expect(row?.cells.map(({ committed }) => committed).slice(0, 3)).toEqual([true, true, false]);
  });

  it("put nextIndex and matchIndex in the middle of their columns", () => {
    const servers = [leader(4, 2, 3), sampleServer(2, { log: log(2) })];
    const { rows, columns, cell } = logsLayout(sampleView({ servers }), { width: 600 });
    expect(rows[0]).toMatchObject({ leading: true, next: undefined, match: undefined });
    expect(rows[1]?.next?.x).toBeCloseTo((columns[3]?.x ?? 0) + cell.width / 2);
    expect(rows[1]?.match?.x).toBeCloseTo((columns[1]?.x ?? 0) + cell.width / 2);
  });

  it("show a matchIndex of 0 before the first column", () => {
    const servers = [leader(1, 0, 3), sampleServer(2)];
    const { rows, columns } = logsLayout(sampleView({ servers }), { width: 600 });
    expect(rows[1]?.match?.x).toBeLessThan(columns[0]?.x ?? 0);
    expect(rows[1]?.match?.beyond).toBe(false);
  });

  it("stay at the edge when what they are about is not shown", () => {
    const servers = [leader(5, 4, 400), sampleServer(2, { commitIndex: 4, log: log(4) })];
    const { rows, left } = logsLayout(sampleView({ servers }), { width: 600 });
    for (const mark of [rows[1]?.commit, rows[1]?.next, rows[1]?.match]) {
      expect(mark?.beyond).toBe(true);
      expect(mark?.x).toBeGreaterThan(0);
      expect(mark?.x).toBeLessThan(left);
    }
  });
});

it("shows what the leader of the latest term knows", () => {
  const old = sampleServer(1, { role: "leader", term: 2 });
  const current = sampleServer(2, { role: "leader", term: 3 });
  const crashed = sampleServer(3, { role: "leader", term: 4, status: "crashed" });
  expect(showing(sampleView({ servers: [old, current, crashed] }))).toBe(current);
  expect(showing(sampleView())).toBeUndefined();
});

it("writes commands as short as they can be read", () => {
  const text = (text: string, noop = false) =>
    entryText({ text, noop, term: 1, request: undefined }, drawing);
  expect(text("set x 1")).toBe("x=1");
  expect(text("add x 41")).toBe("x+41");
  expect(text("add x -1")).toBe("x−1");
  expect(text("get x")).toBe("x?");
  expect(text("del x")).toBe("x=∅");
  expect(text("", true)).toBe(drawing.noop);
  expect(text("")).toBe("");
});

describe("what has not changed is the same object", () => {
  const width = 700;
  const entries = sampleEntries(21);
  const log20 = sampleLog(entries.slice(0, 20));
  const logOf = (count: number) => (count === 20 ? log20 : sampleLog(entries.slice(0, count)));
  const servers = (changes: Partial<ServerView> = {}) => [
    sampleServer(1, { log: logOf(20) }),
    sampleServer(2, { log: logOf(20), ...changes }),
  ];
  const before = logsLayout(sampleView({ servers: servers() }), { width });
  const later = (changes: Partial<ServerView>, other = width) =>
    logsLayout(sampleView({ servers: servers(changes) }), { width: other }, before);

  it("from view to view", () => {
    expect(later({})).toBe(before);
    expect(later({ electionTimer: { setAt: 1, firesAt: 2 } })).toBe(before);
    expect(later({}, 600)).not.toBe(before);
  });

  it.each([
    { commitIndex: 3 },
    { lastApplied: 3 },
    { role: "candidate" },
    { status: "crashed" },
    { log: logOf(19) },
  ] satisfies Partial<ServerView>[])("in the other rows: %o", (change) => {
    const { rows } = later(change);
    expect(rows[0]).toBe(before.rows[0]);
    expect(rows[1]).not.toBe(before.rows[1]);
  });

  it("in the other cells, also when the columns move on", () => {
    const { rows, columns } = later({ log: logOf(21) });
    expect(columns[0]?.index).toBe((before.columns[0]?.index ?? 0) + 1);
    const [was, is] = [before.rows[1]?.cells ?? [], rows[1]?.cells ?? []];
    expect(is.slice(0, -2)).toEqual(was.slice(1, -1));
    is.slice(0, -2).forEach((cell, at) => {
      expect(cell).toBe(was[at + 1]);
    });
    expect(is.at(-2)).toMatchObject({ kind: "entry", index: 21 });
  });

  it("unless it is about another entry, or what is known of one", () => {
    const others = sampleLog([...entries.slice(0, 19), { ...entries[19], term: 2 } as EntryView]);
    const changed = (log: LogView, commitIndex = 0) =>
      later({ log, commitIndex }).rows[1]?.cells.filter(
        (cell, at) => cell !== before.rows[1]?.cells[at],
      );
    expect(changed(others)).toMatchObject([{ index: 20, entry: { term: 2 } }]);
    expect(changed(log20, 19)?.at(-1)).toMatchObject({ index: 19, committed: true });
  });
});

describe("rows that have to wait", () => {
  const before = logsLayout(sampleView({}), { width: 700 }).rows;
  const changed = before.map((row) => ({ ...row }));

  it("are as they were, and have their turn later", () => {
    const first = rowsToDraw(changed, before, 2);
    expect(first.map((row, at) => row === changed[at])).toEqual([true, true, false, false, false]);
    expect(rowsToDraw(changed, first, 3)).toBe(changed);
  });

  it("are none when few have changed", () => {
    expect(rowsToDraw(changed, before, 5)).toBe(changed);
    expect(rowsToDraw(before, before, 0)).toBe(before);
    expect(rowsToDraw(changed, [], 0)).toBe(changed);
  });
});
