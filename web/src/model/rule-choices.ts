// The rules chosen for a run, and how they differ from others.

import type { Rules, RuleView, SetupView } from "../../generated/raft_timeline.js";
import type { JudgeWords } from "../i18n/judge.ts";
import type { RulesWords } from "../i18n/rules.en.ts";

export type RuleName = keyof Rules;

/** The paper's choice for each rule. */
export function paperRules(table: RuleView[]): Rules {
  // The table and the type are generated from the same source. The first choice is the paper's.
  return Object.fromEntries(table.map(({ name, choices }) => [name, choices[0]?.name])) as never;
}

/** The rules of a run; by default the paper's. */
export function rulesOf({ rules }: SetupView, table: RuleView[]): Rules {
  return rules ?? paperRules(table);
}

/** These rules with one choice changed. */
export function withChoice(rules: Rules, rule: RuleName, choice: string): Rules {
  return { ...rules, [rule]: choice };
}

export interface RuleChoice {
  rule: RuleName;
  choice: string;
}

/** The rules in which two sets differ, in the table's order, with the choice of the first. */
export function differences(rules: Rules, other: Rules, table: RuleView[]): RuleChoice[] {
  return table.flatMap(({ name }) => {
    const rule = name as RuleName;
    return rules[rule] === other[rule] ? [] : [{ rule, choice: rules[rule] }];
  });
}

/** The rules in which a run differs from the paper, with the run's choices. */
export function changedRules(setup: SetupView, table: RuleView[]): RuleChoice[] {
  return differences(rulesOf(setup, table), paperRules(table), table);
}

/** Writes a rule and its choice in words. */
export function ruleText(
  { rule, choice }: RuleChoice,
  { compare, rules }: Pick<JudgeWords, "compare" | "rules">,
): string {
  return compare.rule(rules.texts[rule].name, choiceText(rule, choice, rules));
}

/** Writes several rules and their choices in words. */
export function rulesText(
  chosen: RuleChoice[],
  words: Pick<JudgeWords, "compare" | "rules">,
): string {
  return chosen.map((one) => ruleText(one, words)).join("; ");
}

/** Writes a choice in words. */
export function choiceText(rule: RuleName, choice: string, { texts }: RulesWords): string {
  return (texts[rule].choices as Record<string, string>)[choice] ?? choice;
}
