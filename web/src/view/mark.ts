// Lights things in a drawing that somebody else draws: by an attribute, and by a sign that does
// without colour. Drawings keep their elements, but may make new ones: to be called after drawing.

import { encode } from "./targets.ts";
import type { Moment, Target } from "./types.ts";

export type MarkKind = "culprit" | "differs" | "misruled";

const SIGNS: Record<MarkKind, string> = { culprit: "!", differs: "≠", misruled: "§" };

/** Marks exactly these elements of a drawing; of a crowd, not all need a sign. */
export function mark(
  root: ParentNode,
  kind: MarkKind,
  elements: Element[],
  signed: Element[] = elements,
): void {
  const wanted = new Set(elements);
  for (const element of root.querySelectorAll(`[data-${kind}]`)) {
    if (!wanted.has(element)) unmark(element, kind);
  }
  for (const element of wanted) {
    element.setAttribute(`data-${kind}`, "");
    setSign(element, kind, signed.includes(element));
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

function setSign(element: Element, kind: MarkKind, isWanted: boolean): void {
  const known = element.querySelector(`:scope > .sign-${kind}`);
  const corner = isWanted ? cornerOf(element, kind) : undefined;
  if (!corner) known?.remove();
  else if (!known) element.append(newSign(kind, corner));
}

function newSign(kind: MarkKind, { x, y }: Corner): SVGGElement {
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "g");
  sign.setAttribute("class", `sign-${kind}`);
  sign.setAttribute("aria-hidden", "true");
  sign.setAttribute("transform", `translate(${x} ${y})`);
  const disc = document.createElementNS(sign.namespaceURI, "circle");
  disc.setAttribute("r", "8");
  const text = document.createElementNS(sign.namespaceURI, "text");
  text.setAttribute("y", "4");
  text.textContent = SIGNS[kind];
  sign.append(disc, text);
  return sign;
}

function unmark(element: Element, kind: MarkKind): void {
  element.removeAttribute(`data-${kind}`);
  element.querySelector(`:scope > .sign-${kind}`)?.remove();
}

interface Corner {
  x: number;
  y: number;
}

/** Where a sign goes: on the edge of what can be touched, each kind in a corner of its own. */
function cornerOf(element: Element, kind: MarkKind): Corner | undefined {
  const hit = element.querySelector(":scope > .hit");
  const number = (name: string) => Number(hit?.getAttribute(name));
  const isLeft = (kind === "culprit") === (hit?.tagName === "circle");
  if (hit?.tagName === "circle") {
    const away = 0.68 * number("r");
    return { x: isLeft ? -away : away, y: -away };
  }
  return hit ? { x: isLeft ? -1 : number("width") + 1, y: 0 } : undefined;
}
