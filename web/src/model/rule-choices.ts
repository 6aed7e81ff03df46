// Which rules are chosen, and how they differ from others.

import type { Rules, RuleView, SetupView } from "../../generated/raft_timeline.js";
import type { JudgeWords } from "../i18n/judge.ts";
import type { RulesWords } from "../i18n/rules.en.ts";

export type RuleName = keyof Rules;

/** The paper's choice for each rule. */
export function paperRules(table: RuleView[]): Rules {
  // Names and choices come from the same table as the type.
  return Object.fromEntries(table.map(({ name, choices }) => [name, choices[0]?.name])) as never;
}

/** The rules of a run: the paper's, where nothing is said. */
export function rulesOf({ rules }: SetupView, table: RuleView[]): Rules {
  return rules ?? paperRules(table);
}

/** These rules but for one choice. */
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

/** A rule and what is chosen for it, in words. */
export function ruleText(
  { rule, choice }: RuleChoice,
  { compare, rules }: Pick<JudgeWords, "compare" | "rules">,
): string {
  return compare.rule(rules.texts[rule].name, choiceText(rule, choice, rules));
}

/** The same of several rules. */
export function rulesText(
  chosen: RuleChoice[],
  words: Pick<JudgeWords, "compare" | "rules">,
): string {
  return chosen.map((one) => ruleText(one, words)).join("; ");
}

/** A choice in words. */
export function choiceText(rule: RuleName, choice: string, { texts }: RulesWords): string {
  return (texts[rule].choices as Record<string, string>)[choice] ?? choice;
}
