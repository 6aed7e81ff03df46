import { describe, expect, test } from "vitest";
import { fileName, readText } from "./files.ts";
import { countLines, firstLines, SHOWN_LINES } from "./lines.ts";
import { badLine, offsetOf } from "./underlay.ts";

const problem = (line: number, column: number, found: string) => ({
  line,
  column,
  found,
  expected: "something else",
});

describe("the place that cannot be read", () => {
  test("is marked in its line, and nowhere else", () => {
    expect(badLine("raft 1\nservers three # no", problem(2, 9, "three"))).toEqual({
      above: 1,
      before: "servers ",
      marked: "three",
      after: " # no",
    });
    expect(badLine("raft 1\nservers 3", undefined)).toBeUndefined();
  });

  test("is behind the line when the line ends too early", () => {
    expect(badLine("at 5 cut s1", problem(1, 12, ""))).toEqual({
      above: 0,
      before: "at 5 cut s1",
      marked: " ",
      after: "",
    });
  });

  test("is counted in characters", () => {
    expect(badLine("𝄞𝄞 x", problem(1, 4, "x"))).toMatchObject({ before: "𝄞𝄞 ", marked: "x" });
    expect(offsetOf("a\n𝄞𝄞 x", problem(2, 4, "x"))).toBe(7);
  });

  test("may be on a line that is gone meanwhile", () => {
    expect(badLine("raft 1", problem(9, 9, "x"))).toBeUndefined();
    expect(offsetOf("raft 1", problem(9, 9, "x"))).toBeLessThanOrEqual(6);
  });

  test("may be far below, and far to the right: no more is drawn than can be seen", () => {
    const line = `${"x".repeat(50_000)} here ${"y".repeat(50_000)}`;
    const text = `${"#\n".repeat(100_000)}${line}`;
    const bad = badLine(text, problem(100_001, 50_002, "here"));
    expect(bad).toEqual({ above: 100_000, before: "", marked: "", after: "" });
    const near = badLine(text, problem(100_001, 2, "x"));
    expect(near?.after.length).toBeLessThanOrEqual(10_000);
    expect(offsetOf(text, problem(100_001, 50_002, "here"))).toBe(text.indexOf("here"));
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
    const read = (parts: BlobPart[]) => readText(new File(parts, "a.raft"), 100);
    expect(await read(["raft 1\r\nseed 3\r\n"])).toEqual({ text: "raft 1\nseed 3\n" });
    expect(await read([new Uint8Array([0xff, 0xfe, 0])])).toEqual({ problem: "notText" });
    expect(await read(["\0PNG"])).toEqual({ problem: "notText" });
  });

  test("are not read when they are too large, or cannot be", async () => {
    let reads = 0;
    const file = (size: number) =>
      ({
        size,
        arrayBuffer: () => {
          reads += 1;
          return Promise.reject(new Error("gone"));
        },
      }) as unknown as File;
    expect(await readText(file(101), 100)).toEqual({ problem: "tooLarge" });
    expect(reads).toBe(0);
    expect(await readText(file(100), 100)).toEqual({ problem: "unreadable" });
  });
});

describe("a long text", () => {
  test("is counted in lines, the last with or without its end", () => {
    expect(["", "a", "a\n", "a\nb", "\n\n"].map(countLines)).toEqual([0, 1, 1, 2, 2]);
    expect(countLines("#\n".repeat(60_000))).toBe(60_000);
  });

  test("is shown by its first lines, however long they are", () => {
    expect(firstLines("a\nb\n".repeat(30_000)).split("\n")).toHaveLength(SHOWN_LINES);
    expect(firstLines("x".repeat(1_000_000)).length).toBe(10_000);
  });
});
