import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { difference, withRules } from "../../tests/unit/asked.ts";
import { rules as en } from "../i18n/rules.en.ts";
import { rules as zh } from "../i18n/rules.zh.ts";
import { type RuleName, ruleSections, scenarioOf } from "./about.ts";
import { choiceText, differences, paperRules, rulesOf, withChoice } from "./choices.ts";
import { misruled } from "./misruled.ts";
import { metricText, outcome } from "./outcome.ts";

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

test("the paper's rules are the first of each, and what differs is found", () => {
  const table = timeline.rules();
  const paper = paperRules(table);
  expect(rulesOf(timeline.defaultSetup(), table)).toEqual(paper);
  const other = withChoice(paper, "commit", "at-once");
  expect(differences(other, paper, table)).toEqual([{ rule: "commit", choice: "at-once" }]);
  expect(differences(paper, paper, table)).toEqual([]);
  expect(choiceText("commit", "at-once", en)).toBe("as soon as the leader stores it");
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

test("a metric that there is not is a dash", () => {
  const tally = open("figure-8-safe", 0).tally();
  expect(metricText("latency", { ...tally, latency: 31.25 }, en.ms)).toMatch(/^31\.[23] ms$/);
  const { latency: _, ...none } = tally;
  expect(metricText("latency", none, en.ms)).toBe("–");
});

test("the server and the entry are found whose decision the paper's rule would not have made", () => {
  const found = (name: string) => {
    const run = timeline.Run.fromText(timeline.builtinText(name) as string);
    const all: string[] = [];
    for (let steps = 0; steps < 200; steps++) {
      const step = run.lastStep();
      const targets = step ? misruled(step) : [];
      if (targets.length > 0) all.push(JSON.stringify(targets));
      run.step();
    }
    run.free();
    return [...new Set(all)];
  };
  expect(found("figure-8-unsafe")).toEqual([
    JSON.stringify([
      { kind: "server", id: 1 },
      { kind: "entry", server: 1, index: 2 },
    ]),
  ]);
  expect(found("figure-8-safe")).toEqual([]);
});
