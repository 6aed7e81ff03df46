import { beforeAll, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { loadModules } from "../../tests/unit/modules.ts";
import { rules as en } from "../i18n/rules.en.ts";
import { choiceText, differences, paperRules, rulesOf, withChoice } from "./rule-choices.ts";

beforeAll(loadModules);

test("the paper's rules are the first of each, and what differs is found", () => {
  const table = timeline.rules();
  const paper = paperRules(table);
  expect(rulesOf(timeline.defaultSetup(), table)).toEqual(paper);
  const other = withChoice(paper, "commit", "at-once");
  expect(differences(other, paper, table)).toEqual([{ rule: "commit", choice: "at-once" }]);
  expect(differences(paper, paper, table)).toEqual([]);
  expect(choiceText("commit", "at-once", en)).toBe("as soon as the leader stores it");
});
