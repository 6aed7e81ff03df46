// The keys that move through a run, while the focus is inside the playground.

/** Where in the run one wants to be: one event back, at another mark, before or after an action. */
export type TravelCommand =
  | { type: "back" }
  | { type: "jump"; by: 1 | -1 }
  | { type: "undo" }
  | { type: "redo" };

type Press = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">;

/** What a key press asks for; nothing when it belongs to the control that has the focus. */
export function travelCommand(
  event: KeyboardEvent,
  target: EventTarget | undefined,
): TravelCommand | undefined {
  if (event.defaultPrevented || event.altKey) return undefined;
  // They have uses for these keys themselves.
  const users = "input:not([type=range]), textarea, select, [popover]";
  const isTaken = target instanceof Element && target.closest(users) !== null;
  return isTaken ? undefined : commandOf(event);
}

export function commandOf({ key, shiftKey, ctrlKey, metaKey }: Press): TravelCommand | undefined {
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === "z") return { type: shiftKey ? "redo" : "undo" };
    return key.toLowerCase() === "y" && !shiftKey ? { type: "redo" } : undefined;
  }
  if (key === "ArrowLeft") return shiftKey ? { type: "jump", by: -1 } : { type: "back" };
  return key === "ArrowRight" && shiftKey ? { type: "jump", by: 1 } : undefined;
}
