// The menu of built-in scenarios.

import type { BuiltinView } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";
import type { MenuModel } from "../ui/menu-model.ts";
import { GROUPS, groupOf, placeOf, type ScenarioGroup } from "./groups.ts";
import { searchWords } from "./keywords.ts";

/** A scenario's name, or `undefined` for a new cluster without a scenario. */
export type ScenarioChoice = string | undefined;

/**
 * The menu's model. `current` is the name of the built-in scenario that is shown unchanged, if any; `textOf`
 * returns their texts, which are searched as well.
 */
export function scenarioMenu(
  builtins: BuiltinView[],
  current: string | undefined,
  { scenarios }: RunWords,
  textOf: (name: string) => string | undefined,
): MenuModel<ScenarioChoice> {
  const items = (group: ScenarioGroup) =>
    builtins
      .filter(({ name }) => groupOf(name) === group)
      .sort((a, b) => Math.sign(placeOf(a.name) - placeOf(b.name)) || 0)
      .map(({ name, title }) => ({
        label: title || name,
        hint: name === current ? scenarios.current : undefined,
        words: searchWords(name, textOf(name) ?? ""),
        choice: name,
      }));
  const fresh = { label: scenarios.fresh, hint: scenarios.freshHint, choice: undefined };
  return {
    title: scenarios.title,
    facts: [],
    search: { name: scenarios.search, nothing: scenarios.nothing },
    headings: GROUPS.map((group) => scenarios.groups[group]),
    groups: GROUPS.map((group) => (group === "start" ? [fresh, ...items(group)] : items(group))),
  };
}
