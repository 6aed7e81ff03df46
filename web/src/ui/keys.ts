// The keys of the playground, while the focus is inside it.

export type KeyCommand =
  | { type: "toggle" }
  | { type: "step" }
  | { type: "keys" }
  | { type: "command" }
  | { type: "server"; id: number };

/** Whether an element is a text field, or in an open menu or panel, so that letters and arrows belong to it. */
export const needsKeys = (element: Element): boolean =>
  element.closest("input:not([type=range]), textarea, [popover]:popover-open") !== null;

/** The command of a key press; `undefined` when the key belongs to the control that has the focus. */
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
  // A select element uses arrows, digits and letters itself.
  if (onSelect) return undefined;
  if (key === "ArrowRight") return { type: "step" };
  if (key.toLowerCase() === "c") return { type: "command" };
  if (/^[1-9]$/.test(key)) return { type: "server", id: Number(key) };
  return undefined;
}
