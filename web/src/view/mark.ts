// Marks things in the drawings of other parts, by an attribute and by a sign that does not depend on colour.
// To be called after drawing, as drawings keep their elements but may create new ones.

import { say, signWords } from "./said.ts";
import { encode } from "./targets.ts";
import type { Moment, Target } from "./types.ts";

export type MarkKind = "culprit" | "differs" | "misruled";

/** The sign of each kind. */
export const SIGNS: Record<MarkKind, string> = { culprit: "!", differs: "≠", misruled: "§" };

/**
 * The marked elements of a drawing. They may have left the drawing since, and been reused for something else.
 */
const lit = new WeakMap<ParentNode, Map<MarkKind, Set<Element>>>();

/** Marks exactly these elements of a drawing; only those in `signed` get a sign. */
export function mark(
  root: ParentNode,
  kind: MarkKind,
  elements: Element[],
  signed: Element[] = elements,
): void {
  const wanted = new Set(elements);
  const withSign = new Set(signed);
  const kinds = lit.get(root) ?? new Map<MarkKind, Set<Element>>();
  for (const element of kinds.get(kind) ?? []) {
    if (!wanted.has(element)) unmark(element, kind);
  }
  lit.set(root, kinds.set(kind, wanted));
  const [first] = elements;
  const words = first && signWords(first)?.[kind];
  for (const element of wanted) {
    say(element, kind, words);
    element.toggleAttribute(`data-${kind}`, true);
    setSign(element, kind, withSign.has(element));
  }
}

/** The elements of targets in a drawing. */
export function elementsOf(root: ParentNode, targets: readonly Target[]): Element[] {
  return targets.length === 0 ? [] : finderIn(root)(targets);
}

/**
 * Returns a finder of the elements of targets in a drawing as it is now. Using it for several lists is much
 * quicker than `elementsOf` for each.
 */
export function finderIn(root: ParentNode): (targets: readonly Target[]) => Element[] {
  const found = new Map<string | null, Element[]>();
  for (const element of root.querySelectorAll("[data-target]")) {
    const name = element.getAttribute("data-target");
    const others = found.get(name);
    if (others) others.push(element);
    else found.set(name, [element]);
  }
  return (targets) => targets.flatMap((target) => found.get(encode(target)) ?? []);
}

/**
 * The elements of moments in a space-time diagram: the pieces of lanes that contain them, and the events at
 * them.
 */
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
  const area = isWanted ? areaOf(element) : undefined;
  if (!area) {
    known?.remove();
    return;
  }
  const isSecond = kind === "misruled" && element.hasAttribute("data-differs");
  const sign = known ?? element.appendChild(newSign(kind, area));
  // The marked element may have a new size.
  const place = signPlace(area, kind, isSecond);
  if (sign.getAttribute("transform") !== place) sign.setAttribute("transform", place);
}

function newSign(kind: MarkKind, area: Area): SVGGElement {
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "g");
  sign.setAttribute("class", `sign-${kind}`);
  sign.setAttribute("aria-hidden", "true");
  const disc = document.createElementNS(sign.namespaceURI, "circle");
  disc.setAttribute("r", String(signRadius(area)));
  const text = document.createElementNS(sign.namespaceURI, "text");
  text.setAttribute("y", "4");
  text.textContent = SIGNS[kind];
  sign.append(disc, text);
  return sign;
}

function areaOf(element: Element): Area | undefined {
  const hit = element.querySelector(":scope > .hit");
  const number = (name: string) => Number(hit?.getAttribute(name));
  if (hit?.tagName === "circle") return { r: number("r") };
  return hit ? { width: number("width") } : undefined;
}

function unmark(element: Element, kind: MarkKind): void {
  say(element, kind, undefined);
  element.removeAttribute(`data-${kind}`);
  element.querySelector(`:scope > .sign-${kind}`)?.remove();
}

/** The touch area of a marked thing, in pixels: the circle of a server, or the rectangle of an entry. */
export type Area = { r: number } | { width: number };

/** The distance from the side of a cell to the middle of a sign. */
const INSIDE = 7;

/** The radius of a sign, which is inside a cell but beside a server. */
export const signRadius = (area: Area): number => ("r" in area ? 8 : 6.5);

/** The place of a sign, as a `transform`: on the edge of the touch area, each kind in its own corner. */
export function signPlace(area: Area, kind: MarkKind, isSecond: boolean): string {
  if ("r" in area) {
    const away = 0.68 * area.r;
    return `translate(${kind === "culprit" ? -away : away} ${isSecond ? away : -away})`;
  }
  // Within the width of the cell, as index marks and the next cell are beside it, and above its text.
  const right = area.width - 4 - INSIDE;
  return `translate(${kind === "culprit" ? right : isSecond ? 3 * INSIDE : INSIDE} -4)`;
}
