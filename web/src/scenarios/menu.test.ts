import { expect, test } from "vitest";
import { runWords } from "../i18n/run.en.ts";
import { scenarioMenu } from "./menu.ts";

test("the scenarios are offered by title, the one that is shown says so", () => {
  const builtins = [
    { name: "broken-quorum", title: "Two majorities" },
    { name: "split-vote", title: "Split vote" },
    { name: "untitled", title: "" },
  ];
  const { groups } = scenarioMenu(builtins, "split-vote", runWords);
  expect(groups).toEqual([
    [{ label: "A new cluster", hint: "nothing scheduled", choice: undefined }],
    [
      { label: "Split vote", hint: "shown now", choice: "split-vote" },
      { label: "untitled", hint: undefined, choice: "untitled" },
    ],
    [{ label: "Two majorities", hint: undefined, choice: "broken-quorum" }],
  ]);
});
