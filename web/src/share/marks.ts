// What only the run as a whole knows, marked in drawings that are made without a browser. `view/mark.ts` and
// `view/in-run.ts` do the same in the drawings of the page.

import { isInRun } from "../view/in-run.ts";
import { type Area, SIGNS, signPlace, signRadius } from "../view/mark.ts";
import { sameTarget } from "../view/targets.ts";
import type { Target } from "../view/types.ts";
import { type Element, element, type Node } from "./tree.ts";

export interface Marks {
  /** The last index of each server's log that was committed in the run, from S1 on. */
  committed: ArrayLike<number>;
  /** The servers and entries that the violation is about. */
  culprits: readonly Target[];
}

export const NO_MARKS: Marks = { committed: [], culprits: [] };

/** Marks what is drawn for a target, given with its touch area. */
export function marked(nodes: Node[], target: Target, { committed, culprits }: Marks): Node[] {
  const isCommitted = target.kind === "entry" && isInRun(committed, target.server, target.index);
  const isCulprit = culprits.some((culprit) => sameTarget(culprit, target));
  if (!isCommitted && !isCulprit) return nodes;
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    const attributes = new Map(node.attributes);
    if (isCommitted) attributes.set("data-in-run", "");
    if (!isCulprit) return { ...node, attributes };
    attributes.set("data-culprit", "");
    return { ...node, attributes, children: [...node.children, ...culpritSign(node)] };
  });
}

function culpritSign(marked: Element): Node[] {
  const area = areaOf(marked);
  if (!area) return [];
  const place = { class: "sign-culprit", transform: signPlace(area, "culprit", false) };
  const disc = element("circle", { r: signRadius(area) });
  return [element("g", place, [disc, element("text", { y: 4 }, [SIGNS.culprit])])];
}

function areaOf({ children }: Element): Area | undefined {
  for (const child of children) {
    if (typeof child === "string" || child.attributes.get("class") !== "hit") continue;
    const number = (name: string) => Number(child.attributes.get(name));
    return child.name === "circle" ? { r: number("r") } : { width: number("width") };
  }
  return undefined;
}
