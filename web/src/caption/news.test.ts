import { expect, test } from "vitest";
import type { EventView, Notable } from "../../generated/raft_wasm.js";
import { news } from "../i18n/caption.en.ts";
import { sampleView } from "../view/sample-views.ts";
import { sentences } from "./news.ts";

const events = (...whats: Notable[]): EventView[] =>
  whats.map((what, seq) => ({ seq, at: 10, what }));
const told = (whats: Notable[], committed = 0) =>
  sentences(events(...whats), sampleView(), committed, news).told;

test("news are few: the last of each kind, in the order of events", () => {
  expect(
    told([
      { type: "becameRole", server: 1, role: "candidate", term: 2 },
      { type: "becameRole", server: 2, role: "follower", term: 2 },
      { type: "crashed", server: 4 },
      { type: "becameRole", server: 1, role: "leader", term: 2 },
    ]),
  ).toEqual(["S4 has crashed.", "S1 is leader in term 2."]);
});

test("a commit is news once, however many servers learn of it", () => {
  const commits: Notable[] = [1, 2, 3].map((server) => ({ type: "committed", server, index: 4 }));
  expect(told(commits)).toEqual(["Entry 4 is committed."]);
  expect(told(commits, 4)).toEqual([]);
});

test("that servers start at the beginning is no news", () => {
  const [start] = events({ type: "started", server: 1 });
  if (!start) throw new Error("no event");
  expect(sentences([{ ...start, at: 0 }], sampleView(), 0, news).told).toEqual([]);
  expect(told([{ type: "started", server: 1 }])).toEqual(["S1 has restarted."]);
});
