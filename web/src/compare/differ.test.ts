import { expect, test } from "vitest";
import type { TallyView } from "../../generated/raft_timeline.js";
import type { View } from "../../generated/raft_wasm.js";
import { sampleEntries, sampleLog, sampleServer, sampleView } from "../view/sample-views.ts";
import { differing as differingIn, onlyCommitted } from "./differ.ts";

/** What differs when nothing is committed beyond what the servers know. */
const differing = (first: View, second: View) =>
  differingIn({ view: first, committed: [] }, { view: second, committed: [] });

const two = (second: ReturnType<typeof sampleServer>) =>
  differing(
    sampleView({ servers: [sampleServer(1), sampleServer(2)] }),
    sampleView({ servers: [sampleServer(1), second] }),
  );

test("servers that are as they are in the other world do not differ", () => {
  expect(two(sampleServer(2))).toEqual([]);
  // Timers are not compared.
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

test("entries differ that only one run has committed, though no server knows", () => {
  const view = sampleView({
    servers: [1, 2].map((id) => sampleServer(id, { log: sampleLog(sampleEntries(2)) })),
  });
  expect(differingIn({ view, committed: [2, 1] }, { view, committed: [0, 1] })).toEqual([
    { server: 1, what: [], entries: [1, 2] },
  ]);
});

test("what only one run has ever committed is told with its time", () => {
  const tally = (committed: number, committedAt?: number) =>
    ({ committed, committedAt }) as TallyView;
  expect(onlyCommitted(tally(2, 200), tally(0))).toEqual({
    isFirst: true,
    from: 1,
    to: 2,
    at: 200,
  });
  expect(onlyCommitted(tally(2, 200), tally(5, 400))).toEqual({
    isFirst: false,
    from: 3,
    to: 5,
    at: 400,
  });
  expect(onlyCommitted(tally(2, 200), tally(2, 300))).toBeUndefined();
});
