import { describe, expect, test } from "vitest";
import { fileName, readText } from "./files.ts";
import { offsetOf, underlay } from "./underlay.ts";

const problem = (line: number, column: number, found: string) => ({
  line,
  column,
  found,
  expected: "something else",
});

describe("the place that cannot be read", () => {
  test("is marked in its line, and nowhere else", () => {
    expect(underlay("raft 1\nservers three # no", problem(2, 9, "three"))).toEqual([
      { before: "raft 1", marked: "", after: "", bad: false },
      { before: "servers ", marked: "three", after: " # no", bad: true },
    ]);
  });

  test("is behind the line when the line ends too early", () => {
    expect(underlay("at 5 cut s1", problem(1, 12, ""))).toEqual([
      { before: "at 5 cut s1", marked: " ", after: "", bad: true },
    ]);
  });

  test("is counted in characters", () => {
    expect(underlay("𝄞𝄞 x", problem(1, 4, "x"))[0]).toMatchObject({ before: "𝄞𝄞 ", marked: "x" });
    expect(offsetOf("a\n𝄞𝄞 x", problem(2, 4, "x"))).toBe(7);
  });

  test("may be on a line that is gone meanwhile", () => {
    expect(underlay("raft 1", problem(9, 9, "x")).some(({ bad }) => bad)).toBe(false);
    expect(offsetOf("raft 1", problem(9, 9, "x"))).toBeLessThanOrEqual(6);
  });
});

describe("files", () => {
  test("are named after their run, in any script", () => {
    expect(fileName("Split vote")).toBe("split-vote.raft");
    expect(fileName("选票被瓜分 / 1")).toBe("选票被瓜分-1.raft");
    expect(fileName("")).toBe("run.raft");
    expect(fileName("../../etc/passwd")).toBe("etc-passwd.raft");
  });

  test("are read as text, with one kind of line ends", async () => {
    expect(await readText(new File(["raft 1\r\nseed 3\r\n"], "a.raft"))).toEqual({
      text: "raft 1\nseed 3\n",
    });
    expect(await readText(new File([new Uint8Array([0xff, 0xfe, 0])], "a.raft"))).toEqual({
      problem: "notText",
    });
    expect(await readText(new File(["x".repeat(1_000_001)], "a.raft"))).toEqual({
      problem: "tooLarge",
    });
  });
});
