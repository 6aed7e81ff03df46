// Lights things in a drawing that somebody else draws: by an attribute, and by a sign that does
// without colour. Drawings keep their elements, but may make new ones: to be called after drawing.

import { encode } from "../figure/targets.ts";
import type { Target } from "../figure/types.ts";
import type { Moment } from "../spacetime/spacetime-svg.ts";

export type MarkKind = "culprit" | "differs";

const SIGNS: Record<MarkKind, string> = { culprit: "!", differs: "≠" };

/** Marks exactly these elements of a drawing. */
export function mark(root: ParentNode, kind: MarkKind, elements: Element[]): void {
  const wanted = new Set(elements);
  for (const element of root.querySelectorAll(`[data-${kind}]`)) {
    if (!wanted.has(element)) unmark(element, kind);
  }
  for (const element of wanted) {
    if (!element.hasAttribute(`data-${kind}`)) setMark(element, kind);
  }
}

/** What stands for these in a drawing. */
export function elementsOf(root: ParentNode, targets: Target[]): Element[] {
  return targets.flatMap((target) => [
    ...root.querySelectorAll(`[data-target="${encode(target)}"]`),
  ]);
}

/** In a space-time diagram: the pieces of lanes in which these moments are, and what happened then. */
export function elementsAt(root: ParentNode, moments: readonly Moment[]): Element[] {
  return moments.flatMap(({ server, at }) => {
    const all = [...root.querySelectorAll(`[data-target="server:${server}"]`)];
    const since = (element: Element) => Number(element.getAttribute("data-at"));
    const piece = all.findLast(
      (element) => element.classList.contains("piece") && since(element) <= at,
    );
    const points = all.filter(
      (element) => element.classList.contains("point") && since(element) === at,
    );
    return piece ? [piece, ...points] : points;
  });
}

function setMark(element: Element, kind: MarkKind): void {
  element.setAttribute(`data-${kind}`, "");
  const corner = cornerOf(element);
  if (!corner) return;
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "g");
  sign.setAttribute("class", `sign-${kind}`);
  sign.setAttribute("aria-hidden", "true");
  sign.setAttribute("transform", `translate(${corner.x} ${corner.y})`);
  const disc = document.createElementNS(sign.namespaceURI, "circle");
  disc.setAttribute("r", "8");
  const text = document.createElementNS(sign.namespaceURI, "text");
  text.setAttribute("y", "4");
  text.textContent = SIGNS[kind];
  sign.append(disc, text);
  element.append(sign);
}

function unmark(element: Element, kind: MarkKind): void {
  element.removeAttribute(`data-${kind}`);
  element.querySelector(`:scope > .sign-${kind}`)?.remove();
}

/** Where a sign goes: on the edge of what can be touched. */
function cornerOf(element: Element): { x: number; y: number } | undefined {
  const hit = element.querySelector(":scope > .hit");
  const number = (name: string) => Number(hit?.getAttribute(name));
  if (hit?.tagName === "circle") return { x: -0.68 * number("r"), y: -0.68 * number("r") };
  return hit ? { x: number("width") - 8, y: 2 } : undefined;
}
