import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runWords } from "../i18n/run.en.ts";
import { foldWord, hasWords } from "../ui/fold-words.ts";
import { groupOf, placeOf } from "./groups.ts";
import { searchWords } from "./keywords.ts";
import { scenarioMenu } from "./menu.ts";

const FOLDER = new URL("../../../crates/raft-scenario/scenarios/", import.meta.url);
const names = readdirSync(FOLDER).map((file) => file.replace(/\.raft$/, ""));
const textOf = (name: string) => readFileSync(new URL(`${name}.raft`, FOLDER), "utf8");

test("the scenarios are offered by title and in groups, the one that is shown says so", () => {
  const builtins = [
    { name: "broken-quorum", title: "Two majorities" },
    { name: "figure-7", title: "Figure 7" },
    { name: "split-vote", title: "Split vote" },
    { name: "untitled", title: "" },
  ];
  const { groups, headings } = scenarioMenu(builtins, "split-vote", runWords, () => undefined);
  expect(headings).toEqual([
    "Start here",
    "The paper's figures",
    "Failures",
    "Broken rules",
    "Faster, or fewer messages",
  ]);
  const without = groups.map((items) => items.map(({ words: _, ...item }) => item));
  expect(without).toEqual([
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
  expect(names.length).toBeGreaterThan(30);
  const lost = names.filter((name) => groupOf(name) !== "broken" && placeOf(name) > 1000);
  expect(lost).toEqual([]);
});

/** The scenarios that a search finds. */
function found(search: string): string[] {
  return names.filter((name) => hasWords(searchWords(name, textOf(name)), search));
}

test("a scenario is found by what people call what it shows, in both languages", () => {
  for (const search of ["partition", "Split Brain", "split-brain", "脑裂", "分区"]) {
    expect(found(search), search).toEqual(
      expect.arrayContaining(["old-leader-returns", "check-quorum", "broken-quorum"]),
    );
    expect(found(search).length, search).toBeLessThan(12);
  }
  for (const search of ["prevote", "Pre-Vote", "pre‑vote", "预投票"]) {
    expect(found(search), search).toEqual(expect.arrayContaining(["pre-vote", "pre-vote-alone"]));
  }
  expect(found("noop")).toContain("noop");
});

test("all words of a search must be there, in titles, notes or names", () => {
  expect(found("prevote disturbs")).toEqual(["pre-vote"]);
  expect(found("overwrites committed")).toContain("figure-8-unsafe");
  expect(found("split brain pigeons")).toEqual([]);
});

test("every built-in scenario has words of its own, in both languages", () => {
  for (const name of names) {
    const words = searchWords(name, "").replace(foldWord(name), "");
    expect(words, name).toMatch(/[a-z]{3}/);
    expect(words, name).toMatch(/[一-鿿]{2}/u);
  }
});
