// The targets that a lesson points at, as selectors of the playground's style sheet.

import { expect, test } from "vitest";
import type { View } from "../../generated/raft_wasm.js";
import { pointing } from "./pointing.ts";

const selectors = (sheet: string) => sheet.split("\n").map((rule) => rule.split(" {")[0]);

test("a mark of a server's log is pointed at, and on the tab of the logs", () => {
  expect(selectors(pointing([{ mark: ["match-index", 2] }], undefined))).toEqual([
    ".rows > :nth-child(2) .mark.match path",
    '.tabs [data-view="area-logs"][aria-selected="false"]::after',
  ]);
});

test("a value is pointed at in the state machine that is furthest, once it is there", () => {
  const held = (key: string) => ({ key, value: "1" });
  const servers = [
    { lastApplied: 1, state: [held("x")] },
    { lastApplied: 2, state: [held("a"), held("x")] },
  ];
  const view = { servers } as unknown as View;
  expect(selectors(pointing([{ value: "x" }], view))[0]).toBe(".store .values div:nth-child(2)");
  expect(pointing([{ value: "y" }], view)).not.toContain(".values");
});

test("the tab of a view gets one dot, however much is pointed at in it", () => {
  const sheet = pointing([{ entry: [1, 1] }, { entry: [2, 1] }, { server: 1 }], undefined);
  expect(sheet.match(/area-logs/g)).toHaveLength(1);
  expect(sheet.match(/area-cluster/g)).toHaveLength(1);
});
