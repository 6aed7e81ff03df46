// The keys that move through a run, and those that open its panels, while the focus is inside the
// playground.

import { needsKeys } from "../ui/keys.ts";

/** The panels that the buttons of the bar open. */
export type Panel = "scenarios" | "text" | "rules" | "network";

/**
 * What a key asks for: one event back; the previous or next mark; Undo or Redo; a panel; or a link to the
 * moment.
 */
export type RunCommand =
  | { type: "back" }
  | { type: "jump"; by: 1 | -1 }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "open"; panel: Panel }
  | { type: "link" };

const PANELS: Readonly<Record<string, Panel>> = {
  s: "scenarios",
  t: "text",
  r: "rules",
  n: "network",
};

type Press = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">;

/** The command of a key press; `undefined` when the key belongs to the control that has the focus. */
export function runCommand(
  event: KeyboardEvent,
  target: EventTarget | undefined,
): RunCommand | undefined {
  if (event.defaultPrevented || event.altKey) return undefined;
  const isTaken =
    target instanceof Element && (needsKeys(target) || target.closest("select") !== null);
  return isTaken ? undefined : commandOf(event);
}

export function commandOf({ key, shiftKey, ctrlKey, metaKey }: Press): RunCommand | undefined {
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === "z") return { type: shiftKey ? "redo" : "undo" };
    return key.toLowerCase() === "y" && !shiftKey ? { type: "redo" } : undefined;
  }
  if (key === "ArrowLeft") return shiftKey ? { type: "jump", by: -1 } : { type: "back" };
  if (shiftKey) return key === "ArrowRight" ? { type: "jump", by: 1 } : undefined;
  const letter = key.toLowerCase();
  const panel = PANELS[letter];
  if (panel) return { type: "open", panel };
  return letter === "l" ? { type: "link" } : undefined;
}
