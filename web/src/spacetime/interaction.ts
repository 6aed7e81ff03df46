// Handles clicks, keys, wheels and fingers in the diagram.

import { decode } from "../view/targets.ts";
import type { Target } from "../view/types.ts";

/** The actions of the diagram. Positions are in CSS pixels from its top left. */
export interface Actions {
  /** Goes to an instant and selects `target`. `item` is the element that the reader chose, if there was one. */
  goTo(time: number, target: Target | undefined, item: SVGElement | undefined): void;
  /** The instant at a position. */
  timeAt(x: number): number;
  /** The server whose lane is at a height. */
  serverAt(y: number): number | undefined;
  zoom(factor: number, x: number): void;
  /** Moves the window by pixels. */
  pan(pixels: number): void;
  /** Shows a description of the element under the pointer. */
  tell(words: string | undefined): void;
}

/** How far a finger may move without dragging, in pixels. */
const STEADY = 5;

const itemOf = (event: Event): Element | null =>
  event.target instanceof Element ? event.target.closest("[data-at]") : null;

export function listen(place: HTMLElement, actions: Actions): void {
  listenToPointer(place, actions);
  place.addEventListener("wheel", (event) => wheel(event, place, actions), { passive: false });
  place.addEventListener("keydown", (event) => key(event, place, actions));
  const tell = (event: Event) => actions.tell(itemOf(event)?.getAttribute("aria-label") ?? "");
  place.addEventListener("pointerover", tell);
  place.addEventListener("focusin", tell);
  place.addEventListener("pointerleave", () => actions.tell(undefined));
}

/** Dragging moves the window; a click goes to what was clicked. */
function listenToPointer(place: HTMLElement, actions: Actions): void {
  let pressed: { x: number; moved: boolean } | undefined;
  place.addEventListener("pointerdown", (event) => {
    pressed = event.button === 0 ? { x: event.clientX, moved: false } : undefined;
  });
  place.addEventListener("pointermove", (event) => {
    if (!pressed || (event.buttons & 1) === 0) return;
    const by = pressed.x - event.clientX;
    if (!pressed.moved && Math.abs(by) < STEADY) return;
    if (!pressed.moved) place.setPointerCapture(event.pointerId);
    pressed = { x: event.clientX, moved: true };
    actions.pan(by);
  });
  place.addEventListener("click", (event) => {
    const dragged = pressed?.moved;
    pressed = undefined;
    if (!dragged) click(event, place, actions);
  });
}

function click(event: MouseEvent, place: HTMLElement, actions: Actions): void {
  const box = place.getBoundingClientRect();
  const time = actions.timeAt(event.clientX - box.left);
  const item = itemOf(event);
  const id = actions.serverAt(event.clientY - box.top);
  if (item) {
    go(item, time, actions);
  } else {
    actions.goTo(time, id === undefined ? undefined : { kind: "server", id }, undefined);
  }
}

/** Goes to the clicked instant, limited to the item's duration; a point has just one instant. */
function go(item: Element, time: number | undefined, actions: Actions): void {
  const { at = "0", until, target } = (item as SVGElement).dataset;
  const start = Number(at);
  const isWay = item.matches(".flight, .piece");
  // A message is in flight until just before it arrives.
  const last =
    until === undefined ? Number.POSITIVE_INFINITY : Math.max(start, Number(until) - 0.01);
  const to = isWay && time !== undefined ? Math.min(last, Math.max(start, time)) : start;
  actions.goTo(to, decode(target), item as SVGElement);
}

/** The wheel scrolls the page, unless it goes sideways or Ctrl or Shift is held. */
function wheel(event: WheelEvent, place: HTMLElement, actions: Actions): void {
  const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  const x = event.clientX - place.getBoundingClientRect().left;
  if (event.ctrlKey) actions.zoom(Math.exp(event.deltaY / 300), x);
  else if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) actions.pan(sideways);
  else return;
  event.preventDefault();
}

function key(event: KeyboardEvent, place: HTMLElement, actions: Actions): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const middle = place.clientWidth / 2;
  const item = itemOf(event);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) move(item, step, place, actions);
  else if (event.key === "+" || event.key === "=") actions.zoom(0.5, middle);
  else if (event.key === "-") actions.zoom(2, middle);
  else if (item && (event.key === "Enter" || event.key === " ")) go(item, undefined, actions);
  else return;
  // The page must not handle the key, too.
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Moves the focus to the next or the previous item by time. From the diagram itself, to the first or the last
 * item that is shown. Where there is none, moves the window.
 */
function move(item: Element | null, step: number, place: HTMLElement, actions: Actions): void {
  const items = [...place.querySelectorAll<SVGElement>("[data-at]")];
  const timeOf = (of: SVGElement) => Number(of.dataset.at);
  items.sort((a, b) => timeOf(a) - timeOf(b));
  const [from, to] = [actions.timeAt(0), actions.timeAt(place.clientWidth)];
  const shown = items.filter((one) => timeOf(one) >= from && timeOf(one) <= to);
  const at = item ? shown.indexOf(item as SVGElement) : -1;
  const next = at === -1 ? (step > 0 ? shown[0] : shown.at(-1)) : shown[at + step];
  if (next) next.focus({ preventScroll: true });
  else actions.pan((step * place.clientWidth) / 4);
}
