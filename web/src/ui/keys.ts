// Which key does what while the focus is inside the playground.

export type KeyCommand =
  | { type: "toggle" }
  | { type: "step" }
  | { type: "keys" }
  | { type: "command" }
  | { type: "server"; id: number };

/** Whether something is written there, or a menu or panel is open, so that letters and arrows are its own. */
export const needsKeys = (element: Element): boolean =>
  element.closest("input:not([type=range]), textarea, [popover]:popover-open") !== null;

/** What a key press asks for; nothing when it belongs to the control that has the focus. */
export function keyCommand(event: KeyboardEvent, target: EventTarget | undefined) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const element = target instanceof Element ? target : undefined;
  if (element && needsKeys(element)) return undefined;
  const isControl = element?.closest("button, select, a, summary, [role=button]") !== null;
  return commandOf(event.key, Boolean(element) && isControl, element?.localName === "select");
}

function commandOf(key: string, onControl: boolean, onSelect: boolean): KeyCommand | undefined {
  if (key === " ") return onControl ? undefined : { type: "toggle" };
  if (key === "?") return { type: "keys" };
  // A select chooses by arrows, digits and letters.
  if (onSelect) return undefined;
  if (key === "ArrowRight") return { type: "step" };
  if (key.toLowerCase() === "c") return { type: "command" };
  if (/^[1-9]$/.test(key)) return { type: "server", id: Number(key) };
  return undefined;
}
