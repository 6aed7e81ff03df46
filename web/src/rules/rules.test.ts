import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { difference, withRules } from "../../tests/unit/asked.ts";
import { rules as en } from "../i18n/rules.en.ts";
import { rules as zh } from "../i18n/rules.zh.ts";
import type { RuleName } from "../model/rule-choices.ts";
import { paperRules } from "../model/rule-choices.ts";
import { ruleSections, scenarioOf } from "./about.ts";
import { outcome } from "./outcome.ts";

const wasm = new URL("../../generated/raft_timeline_bg.wasm", import.meta.url);

beforeAll(async () => {
  await timeline.default({ module_or_path: readFileSync(wasm) });
});

const open = (name: string, at: number) => {
  const run = timeline.Run.fromText(timeline.builtinText(name) as string);
  run.seek(at);
  return run;
};

test("every rule and every choice that there is can be named in both languages", () => {
  const table = timeline.rules();
  for (const words of [en, zh]) {
    expect(Object.keys(words.texts).sort()).toEqual(table.map(({ name }) => name).sort());
    for (const { name, choices } of table) {
      const { choices: texts, protects } = words.texts[name as RuleName];
      expect(Object.keys(texts).sort()).toEqual(choices.map((choice) => choice.name).sort());
      expect(new Set(Object.values(texts)).size).toBe(choices.length);
      expect(protects).toMatch(/[.。]$/);
    }
  }
  expect(Object.keys(ruleSections).sort()).toEqual(table.map(({ name }) => name).sort());
});

test("every choice but the paper's has a scenario, and it makes that choice", () => {
  for (const { name, choices } of timeline.rules()) {
    const rule = name as RuleName;
    for (const [at, choice] of choices.entries()) {
      const scenario = scenarioOf(rule, choice.name);
      expect(scenario !== undefined, `${name} ${choice.name}`).toBe(at > 0);
      if (!scenario) continue;
      const run = open(scenario, 0);
      expect(run.setup().rules?.[rule], scenario).toBe(choice.name);
    }
  }
});

test("a rule switched off in Figure 8 says from when the run is another one, and what broke", () => {
  const asBroken = open("figure-8-unsafe", 400);
  const chosen = asBroken.setup().rules as timeline.Rules;
  const safe = withRules(asBroken, paperRules(timeline.rules()));
  const same = withRules(safe, safe.setup().rules as timeline.Rules);
  expect(difference(safe, same)).toBeUndefined();
  const other = withRules(safe, chosen);
  const found = outcome(safe, other, difference(safe, other));
  expect([found.before.violations, found.after.violations]).toEqual([0, 1]);
  expect(found.parts?.at).toBeGreaterThan(0);
});
