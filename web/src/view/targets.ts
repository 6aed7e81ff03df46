import type { Target, ViewContext } from "./types.ts";

/** Encodes a target as the text of a `data-target` attribute. */
export function encode(target: Target): string {
  switch (target.kind) {
    case "link":
      return `link:${target.from}:${target.to}`;
    case "entry":
      return `entry:${target.server}:${target.index}`;
    default:
      return `${target.kind}:${target.id}`;
  }
}

export function decode(text: string | undefined): Target | undefined {
  const [kind, first = Number.NaN, second = Number.NaN] = (text ?? "")
    .split(":")
    .map((part, at) => (at === 0 ? part : Number(part))) as [string, number?, number?];
  switch (kind) {
    case "server":
    case "message":
    case "client":
      return { kind, id: first };
    case "link":
      return { kind, from: first, to: second };
    case "entry":
      return { kind, server: first, index: second };
    default:
      return undefined;
  }
}

/** Whether both are the same target. A link is the same in either direction. */
export function sameTarget(a: Target | undefined, b: Target | undefined): boolean {
  if (!a || !b) return a === b;
  if (a.kind === "link" && b.kind === "link") {
    return (a.from === b.from && a.to === b.to) || (a.from === b.to && a.to === b.from);
  }
  return encode(a) === encode(b);
}

/** A target of a drawing, with its element at the time of the touch. */
interface Touched {
  element: Element;
  target: Target | undefined;
}

/** What was pressed last in a drawing. A moving target may be elsewhere when the pointer is released. */
const pressed = new WeakMap<EventTarget, Touched & { x: number; y: number }>();
const STEADY = 12;

function touched({ target }: Event): Touched | undefined {
  const element = target instanceof Element ? target.closest("[data-target]") : null;
  return element
    ? { element, target: decode(element.getAttribute("data-target") ?? undefined) }
    : undefined;
}

function activate(touched: Touched | undefined, ctx: ViewContext): void {
  if (touched?.target) ctx.activate(touched.target, touched.element);
}

/** Listeners for the root of a drawing, which handle all the targets in it. */
export function listeners(ctx: ViewContext) {
  return {
    press: (event: PointerEvent) => {
      const on = touched(event);
      if (!event.currentTarget) return;
      if (on) pressed.set(event.currentTarget, { ...on, x: event.clientX, y: event.clientY });
      else pressed.delete(event.currentTarget);
    },
    click: (event: MouseEvent) => {
      const press = event.currentTarget ? pressed.get(event.currentTarget) : undefined;
      if (event.currentTarget) pressed.delete(event.currentTarget);
      const steady =
        press && Math.hypot(press.x - event.clientX, press.y - event.clientY) <= STEADY;
      activate(steady ? press : touched(event), ctx);
    },
    key: (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const on = touched(event);
      if (!on) return;
      if (event.key === "Enter" || event.key === " ") activate(on, ctx);
      else {
        const next = neighbour(on.element, event.key);
        if (!next) return;
        next.focus();
      }
      // The page must not handle the key, too.
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** The element to which an arrow key leads. Each group has one stop for Tab, and arrows for the rest. */
function neighbour(from: Element, key: string): SVGElement | undefined {
  const grid = from.closest("[data-grid]");
  if (grid) return inGrid(from, key, grid);
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  const group = from.closest("[data-group]");
  if (!step || !group) return undefined;
  const all = [...group.querySelectorAll<SVGElement>("[data-target]")];
  return all[(all.indexOf(from as SVGElement) + step + all.length) % all.length];
}

function inGrid(from: Element, key: string, grid: Element): SVGElement | undefined {
  const rows = [...grid.querySelectorAll("[data-row]")].map((row) => [
    ...row.querySelectorAll<SVGElement>("[data-target]"),
  ]);
  const y = rows.findIndex((row) => row.includes(from as SVGElement));
  const row = rows[y];
  if (!row) return undefined;
  const x = row.indexOf(from as SVGElement);
  switch (key) {
    // After a click, left and right still step through time.
    case "ArrowLeft":
      return from.matches(":focus-visible") ? row[x - 1] : undefined;
    case "ArrowRight":
      return from.matches(":focus-visible") ? row[x + 1] : undefined;
    case "ArrowUp":
      return nearest(rows.slice(0, y).reverse(), x);
    case "ArrowDown":
      return nearest(rows.slice(y + 1), x);
    default:
      return undefined;
  }
}

function nearest(rows: SVGElement[][], x: number): SVGElement | undefined {
  const row = rows.find((row) => row.length > 0);
  return row?.[Math.min(x, row.length - 1)];
}
