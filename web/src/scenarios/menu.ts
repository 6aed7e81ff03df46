// The menu of built-in scenarios.

import type { BuiltinView } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";
import type { MenuModel } from "../ui/menu-model.ts";

/** A scenario's name, or nothing for a cluster for which nothing is planned. */
export type ScenarioChoice = string | undefined;

/** `current` is the name of the one that is shown, if it is one of them, unchanged. */
export function scenarioMenu(
  builtins: BuiltinView[],
  current: string | undefined,
  { scenarios }: RunWords,
): MenuModel<ScenarioChoice> {
  const items = builtins.map(({ name, title }) => ({
    label: title || name,
    hint: name === current ? scenarios.current : undefined,
    choice: name,
  }));
  // Those that show what a rule is for come last.
  const isBroken = ({ choice }: { choice: string }) => choice.startsWith("broken-");
  const groups = [items.filter((item) => !isBroken(item)), items.filter(isBroken)];
  const fresh = { label: scenarios.fresh, hint: scenarios.freshHint, choice: undefined };
  return { title: scenarios.title, facts: [], groups: [[fresh], ...groups] };
}
