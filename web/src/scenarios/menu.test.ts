import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { runWords } from "../i18n/run.en.ts";
import { groupOf, placeOf } from "./groups.ts";
import { scenarioMenu } from "./menu.ts";

test("the scenarios are offered by title and in groups, the one that is shown says so", () => {
  const builtins = [
    { name: "broken-quorum", title: "Two majorities" },
    { name: "figure-7", title: "Figure 7" },
    { name: "split-vote", title: "Split vote" },
    { name: "untitled", title: "" },
  ];
  const { groups, headings } = scenarioMenu(builtins, "split-vote", runWords);
  expect(headings).toEqual([
    "Start here",
    "The paper's figures",
    "Failures",
    "Broken rules",
    "Faster, or fewer messages",
  ]);
  expect(groups).toEqual([
    [{ label: "A new cluster", hint: "nothing scheduled", choice: undefined }],
    [{ label: "Figure 7", hint: undefined, choice: "figure-7" }],
    [
      { label: "Split vote", hint: "shown now", choice: "split-vote" },
      { label: "untitled", hint: undefined, choice: "untitled" },
    ],
    [{ label: "Two majorities", hint: undefined, choice: "broken-quorum" }],
    [],
  ]);
});

test("every built-in scenario has its place in a group", () => {
  const folder = new URL("../../../crates/raft-scenario/scenarios/", import.meta.url);
  const names = readdirSync(folder).map((file) => file.replace(/\.raft$/, ""));
  expect(names.length).toBeGreaterThan(30);
  const lost = names.filter((name) => groupOf(name) !== "broken" && placeOf(name) > 1000);
  expect(lost).toEqual([]);
});
