import { expect, test } from "vitest";
import { fileName, readText } from "./files.ts";

test("files are named after their run, in any script", () => {
  expect(fileName("Split vote")).toBe("split-vote.raft");
  expect(fileName("选票被瓜分 / 1")).toBe("选票被瓜分-1.raft");
  expect(fileName("")).toBe("run.raft");
  expect(fileName("../../etc/passwd")).toBe("etc-passwd.raft");
});

test("files are read as text, with one kind of line ends", async () => {
  const read = (parts: BlobPart[]) => readText(new File(parts, "a.raft"), 100);
  expect(await read(["raft 1\r\nseed 3\r\n"])).toEqual({ text: "raft 1\nseed 3\n" });
  expect(await read([new Uint8Array([0xff, 0xfe, 0])])).toEqual({ problem: "notText" });
  expect(await read(["\0PNG"])).toEqual({ problem: "notText" });
});

test("files are not read when they are too large, or cannot be", async () => {
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
