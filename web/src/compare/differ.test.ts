import { expect, test } from "vitest";
import { sampleEntries, sampleLog, sampleServer, sampleView } from "../figure/sample-views.ts";
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
  expect(two(other)).toEqual([{ server: 2, what: ["role", "term", "log", "commit"] }]);
  expect(two(sampleServer(2, { status: "crashed" }))).toEqual([{ server: 2, what: ["status"] }]);
});

test("logs differ by one entry's term, wherever it is", () => {
  const view = (term: number) =>
    sampleView({
      servers: [
        sampleServer(1, { log: sampleLog([...sampleEntries(3), ...sampleEntries(1, term)]) }),
      ],
    });
  expect(differing(view(2), view(3))).toEqual([{ server: 1, what: ["log"] }]);
  expect(differing(view(2), view(2))).toEqual([]);
});
