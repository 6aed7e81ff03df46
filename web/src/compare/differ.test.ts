import { expect, test } from "vitest";
import { sampleEntries, sampleLog, sampleServer, sampleView } from "../view/sample-views.ts";
import { differing } from "./differ.ts";

const two = (second: ReturnType<typeof sampleServer>) =>
  differing(
    sampleView({ servers: [sampleServer(1), sampleServer(2)] }),
    sampleView({ servers: [sampleServer(1), second] }),
  );

test("servers that are as they are in the other world do not differ", () => {
  expect(two(sampleServer(2))).toEqual([]);
  // What passes by itself is no difference.
  expect(two(sampleServer(2, { electionTimer: { setAt: 5, firesAt: 300 } }))).toEqual([]);
});

test("a server's differences are told in one order", () => {
  const other = sampleServer(2, {
    role: "leader",
    term: 2,
    log: sampleLog(sampleEntries(1)),
    commitIndex: 1,
  });
  expect(two(other)).toEqual([
    { server: 2, what: ["role", "term", "log", "commit"], entries: [1] },
  ]);
  expect(two(sampleServer(2, { status: "crashed" }))).toEqual([
    { server: 2, what: ["status"], entries: [] },
  ]);
});

test("logs differ by one entry's term, wherever it is", () => {
  const view = (term: number) =>
    sampleView({
      servers: [
        sampleServer(1, { log: sampleLog([...sampleEntries(3), ...sampleEntries(1, term)]) }),
      ],
    });
  expect(differing(view(2), view(3))).toEqual([{ server: 1, what: ["log"], entries: [4] }]);
  expect(differing(view(2), view(2))).toEqual([]);
});

test("an entry that only one has, or has committed, is told", () => {
  const both = (entries: number, commitIndex: number) =>
    sampleView({
      servers: [sampleServer(1, { log: sampleLog(sampleEntries(entries)), commitIndex })],
    });
  expect(differing(both(4, 2), both(2, 2))[0]?.entries).toEqual([3, 4]);
  expect(differing(both(3, 3), both(3, 1))).toEqual([
    { server: 1, what: ["commit"], entries: [2, 3] },
  ]);
});

test("of a long log, what neither shows is not told to differ", () => {
  const late = (term: number) => {
    const log = { first: 90, last: 91, entries: sampleEntries(2, term) };
    return sampleView({ servers: [sampleServer(1, { log, commitIndex: 80 })] });
  };
  expect(differing(late(2), late(3))[0]?.entries).toEqual([90, 91]);
});
