// Which key does what while the focus is inside the figure.

export type KeyCommand =
  | { type: "toggle" }
  | { type: "step" }
  | TravelCommand
  | { type: "keys" }
  | { type: "command" }
  | { type: "server"; id: number };

/** Where in the run one wants to be: one event back, at another mark, before or after what was done. */
export type TravelCommand =
  | { type: "back" }
  | { type: "jump"; by: 1 | -1 }
  | { type: "undo" }
  | { type: "redo" };

/** What a key press asks for; nothing when it belongs to the control that has the focus. */
export function keyCommand(
  event: KeyboardEvent,
  target: EventTarget | undefined,
): KeyCommand | undefined {
  if (event.defaultPrevented || event.altKey) return undefined;
  const element = target instanceof Element ? target : undefined;
  if (element?.closest("input, textarea, [popover]")) return undefined;
  if (event.ctrlKey || event.metaKey) return editCommand(event);
  const isControl = element?.closest("button, select, a, summary, [role=button]") !== null;
  const isSelect = element?.localName === "select";
  if (event.shiftKey && !isSelect) {
    if (event.key === "ArrowRight") return { type: "jump", by: 1 };
    if (event.key === "ArrowLeft") return { type: "jump", by: -1 };
  }
  return commandOf(event.key, Boolean(element) && isControl, isSelect);
}

function editCommand({ key, shiftKey }: KeyboardEvent): KeyCommand | undefined {
  if (key.toLowerCase() === "z") return { type: shiftKey ? "redo" : "undo" };
  return key.toLowerCase() === "y" && !shiftKey ? { type: "redo" } : undefined;
}

function commandOf(key: string, onControl: boolean, onSelect: boolean): KeyCommand | undefined {
  if (key === " ") return onControl ? undefined : { type: "toggle" };
  if (key === "?") return { type: "keys" };
  // A select chooses by arrows, digits and letters.
  if (onSelect) return undefined;
  if (key === "ArrowRight") return { type: "step" };
  if (key === "ArrowLeft") return { type: "back" };
  if (key.toLowerCase() === "c") return { type: "command" };
  if (/^[1-9]$/.test(key)) return { type: "server", id: Number(key) };
  return undefined;
}
