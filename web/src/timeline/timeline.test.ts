import { describe, expect, test } from "vitest";
import type { EventView, Notable } from "../../generated/raft_timeline.js";
import { expectations as en } from "../i18n/expectations.en.ts";
import { runWords } from "../i18n/run.en.ts";
import { sampleExpectations } from "../model/sample-expectations.ts";
import { expectationMarks } from "./expectation-marks.ts";
import { extentOf } from "./extent.ts";
import { grouped, jump, MarkList, noteMarks, reigns, violationMarks } from "./marks.ts";
import { labelOf, THUMB, trackX } from "./track.ts";

const event = (at: number, what: Notable): EventView => ({ seq: at, at, what });
const elected = (at: number, server: number, term: number) =>
  event(at, { type: "becameRole", server, role: "leader", term });
const deposed = (at: number, server: number, term: number) =>
  event(at, { type: "becameRole", server, role: "follower", term });
const crashed = (at: number, server: number) => event(at, { type: "crashed", server });
const committed = (at: number, server: number, index: number) =>
  event(at, { type: "committed", server, index });

const marksOf = (events: EventView[]) => {
  const list = new MarkList();
  list.add(events);
  return list.marks;
};

describe("marks", () => {
  test("are elections, faults, what mends them, and the first to commit", () => {
    const marks = marksOf([
      event(0, { type: "started", server: 1 }),
      event(150, { type: "electionTimeout", server: 1 }),
      elected(180, 1, 1),
      committed(300, 1, 1),
      committed(310, 2, 1),
      crashed(400, 1),
      event(450, { type: "network" }),
      event(500, { type: "started", server: 1 }),
      committed(600, 2, 2),
    ]);
    expect(marks.map(({ kind, at }) => [kind, at])).toEqual([
      ["elected", 180],
      ["commit", 300],
      ["fault", 400],
      ["fault", 450],
      ["recovery", 500],
      ["commit", 600],
    ]);
  });

  test("of violations outrank all others, and are stops", () => {
    const marks = [...violationMarks([406]), ...marksOf([crashed(400, 1), elected(405, 2, 2)])];
    const [group] = grouped(
      marks.sort((a, b) => a.at - b.at),
      1000,
      0.01,
    );
    expect(group).toMatchObject({ kind: "violation", share: 0.4 });
    expect(labelOf(group?.marks ?? [], runWords)).toContain("0.406 s: a property is violated");
    expect(jump(marks, 405, 1)).toBe(406);
  });

  test("come piece by piece", () => {
    const list = new MarkList();
    list.add([committed(300, 1, 1)]);
    list.add([committed(310, 2, 1), committed(320, 1, 2)]);
    expect(list.marks.map(({ at }) => at)).toEqual([300, 320]);
  });

  test("that are close share a sign, which is the most important one's", () => {
    const marks = marksOf([crashed(400, 1), elected(405, 2, 2), crashed(700, 3)]);
    const groups = grouped(marks, 1000, 0.01);
    expect(groups.map(({ kind, marks, share }) => [kind, marks.length, share])).toEqual([
      ["elected", 2, 0.4],
      ["fault", 1, 0.7],
    ]);
  });

  test("of other rows do not share", () => {
    const marks = [...noteMarks([{ at: 400, text: "Now." }]), ...marksOf([crashed(400, 1)])];
    expect(grouped(marks, 1000, 0.5).map(({ kind }) => kind)).toEqual(["note", "fault"]);
  });

  test("say what they stand for, up to a point", () => {
    const marks = marksOf([1, 2, 3, 4, 5, 6].map((id) => crashed(100 * id, id)));
    const label = labelOf(marks, runWords).split("\n");
    expect(label).toHaveLength(5);
    expect(label[0]).toBe("0.100 s: S1 crashes");
    expect(label[4]).toBe("and 2 more");
  });

  test("are stops to jump between, and notes are, too", () => {
    const marks = [...noteMarks([{ at: 300, text: "x" }]), ...marksOf([crashed(400, 1)])];
    expect(jump(marks, 0, 1)).toBe(300);
    expect(jump(marks, 300, 1)).toBe(400);
    expect(jump(marks, 400, 1)).toBeUndefined();
    expect(jump(marks, 400, -1)).toBe(300);
    expect(jump(marksOf([committed(100, 1, 1)]), 0, 1)).toBeUndefined();
  });
});

describe("who has led", () => {
  test("does so until deposed, crashed, or replaced", () => {
    const past = reigns([
      elected(100, 1, 1),
      deposed(200, 1, 2),
      elected(300, 2, 2),
      crashed(400, 2),
      elected(500, 3, 3),
      elected(600, 4, 4),
      // The old leader learns later that it is deposed.
      deposed(650, 3, 4),
    ]);
    expect(past.map(({ server, from, to }) => [server, from, to])).toEqual([
      [1, 100, 200],
      [2, 300, 400],
      [3, 500, 600],
      [4, 600, undefined],
    ]);
  });

  test("is not ended by another one's crash", () => {
    expect(reigns([elected(100, 1, 1), crashed(200, 2)])[0]?.to).toBeUndefined();
  });
});

test("the track is as long as the plan, or a round time with room to go on", () => {
  expect(extentOf(0, 0)).toBe(1000);
  expect(extentOf(990, 990)).toBe(2000);
  expect(extentOf(2500, 2500)).toBe(3000);
  expect(extentOf(9500, 9500)).toBe(10_000);
  expect(extentOf(500, 1234)).toBe(1234);
  expect(extentOf(86_400_000, 86_400_000)).toBe(100_000_000);
});

test("marks are where the slider's thumb is", () => {
  expect(trackX(0, 300)).toBe(THUMB);
  expect(trackX(1, 300)).toBe(300 - THUMB);
  expect(trackX(0.5, 300)).toBe(150);
});

test("an expectation's mark is where it was decided, or is due; what holds all the time has none before it fails", () => {
  expect(expectationMarks(sampleExpectations, en).map(({ kind, at }) => [kind, at])).toEqual([
    ["met", 220],
    ["failed", 300],
    ["failed", 500],
    ["due", 800],
  ]);
});
