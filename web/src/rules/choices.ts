// Which rules are chosen, and how they differ from others.

import type { Rules, RuleView, SetupView } from "../../generated/raft_timeline.js";
import type { RulesWords } from "../i18n/rules.en.ts";
import type { RuleName } from "./about.ts";

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

/** The rules in which two sets differ, in the table's order, with the choice of the first. */
export function differences(
  rules: Rules,
  other: Rules,
  table: RuleView[],
): { rule: RuleName; choice: string }[] {
  return table.flatMap(({ name }) => {
    const rule = name as RuleName;
    return rules[rule] === other[rule] ? [] : [{ rule, choice: rules[rule] }];
  });
}

/** A choice in words. */
export function choiceText(rule: RuleName, choice: string, { texts }: RulesWords): string {
  return (texts[rule].choices as Record<string, string>)[choice] ?? choice;
}
