// Turns styles into plain attributes of the elements that they apply to. A picture without style sheets,
// custom properties or fonts of its own looks the same in every viewer, and is not affected by a strict
// policy of the page that shows it.

import { mix } from "./colors.ts";
import { declared, type Place, type Rules } from "./css.ts";
import type { Element, Node } from "./tree.ts";

export type Theme = "light" | "dark";

/** The inherited properties that are kept, with their initial values. */
const INHERITED: Record<string, string> = {
  fill: "#000",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "stroke-opacity": "1",
  "paint-order": "normal",
  "font-family": "",
  "font-size": "",
  "font-weight": "400",
  "text-anchor": "start",
};
const OWN: Record<string, string> = { opacity: "1" };

/** What an element passes on to its children. */
interface Look extends Place {
  parent: Look | undefined;
  /** Custom properties. */
  variables: ReadonlyMap<string, string>;
  values: ReadonlyMap<string, string>;
}

/** The surroundings of a drawing, or of a part of one: what it inherits. */
export type Surroundings = Look;

/** Shapes that are visible only by their fill or stroke. */
const SHAPES = new Set(["path", "circle", "rect", "line", "polygon"]);

/** Elements that are invisible when empty. */
const CONTAINERS = new Set(["g", "text", "tspan", "svg"]);

/** Returns the surroundings inside these elements, the outermost first, in a theme. */
export function around(elements: Element[], rules: Rules, theme: Theme): Surroundings {
  const root: Look = {
    element: { name: "host", attributes: new Map(), children: [] },
    parent: undefined,
    variables: new Map(),
    values: new Map(Object.entries(INHERITED)),
  };
  const { variables } = looksOf(root.element, undefined, rules, theme).look;
  return elements.reduce<Look>((parent, element) => looksOf(element, parent, rules, theme).look, {
    ...root,
    variables,
  });
}

/** The inherited values of surroundings, as attributes of an element that replaces them. */
export const passedOn = ({ values }: Surroundings): Record<string, string> =>
  Object.fromEntries([...values].filter(([key, value]) => value !== INHERITED[key]));

/**
 * Returns the nodes with their styles as attributes, without invisible ones. Yields after each element, so
 * that the work can be split into short tasks.
 */
export function* plain(
  nodes: readonly Node[],
  place: Surroundings,
  rules: Rules,
  theme: Theme,
): Generator<undefined, Node[]> {
  const result: Node[] = [];
  for (const node of nodes) {
    if (typeof node === "string") {
      result.push(node);
      continue;
    }
    yield;
    const { look, style } = looksOf(node, place, rules, theme);
    if (!style || isUnseen(node, look)) continue;
    const children = yield* plain(node.children, look, rules, theme);
    if (CONTAINERS.has(node.name) && children.length === 0) continue;
    const kept = [...node.attributes].filter(([key]) => !isStyle(key));
    result.push({ name: node.name, attributes: new Map([...kept, ...style]), children });
  }
  return result;
}

const isStyle = (key: string): boolean =>
  key === "class" || key.startsWith("data-") || key in INHERITED || key in OWN;

const isUnseen = ({ name }: Element, { values }: Look): boolean =>
  SHAPES.has(name) && values.get("fill") === "none" && values.get("stroke") === "none";

/**
 * Computes an element's look. `style` has the values that are not inherited; it is `undefined` when the
 * element is not drawn.
 */
function looksOf(
  element: Element,
  parent: Look | undefined,
  rules: Rules,
  theme: Theme,
): { look: Look; style: [string, string][] | undefined } {
  const own = declared({ element, parent }, rules);
  const inherited = parent?.variables ?? new Map<string, string>();
  const variables = new Map(inherited);
  for (const [key, value] of own) {
    if (key.startsWith("--"))
      variables.set(key, resolved(value, variablesFor(own, inherited), theme));
  }
  const values = new Map(parent?.values);
  const style: [string, string][] = [];
  const said = (key: string): string | undefined => own.get(key) ?? element.attributes.get(key);
  for (const key of Object.keys(INHERITED)) {
    const value = said(key);
    if (value === undefined) continue;
    const plainValue = resolved(value, variables, theme);
    if (plainValue !== values.get(key)) style.push([key, plainValue]);
    values.set(key, plainValue);
  }
  for (const [key, usual] of Object.entries(OWN)) {
    const value = said(key);
    if (value !== undefined && value !== usual)
      style.push([key, resolved(value, variables, theme)]);
  }
  const look = { element, parent, variables, values };
  return { look, style: own.get("display") === "none" ? undefined : style };
}

/** An element's own custom properties may use each other, in any order. */
const variablesFor = (
  own: ReadonlyMap<string, string>,
  inherited: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> =>
  new Map([...inherited, ...[...own].filter(([key]) => key.startsWith("--"))]);

/** Resolves the custom properties and functions of a value. */
function resolved(text: string, variables: ReadonlyMap<string, string>, theme: Theme): string {
  let value = text.replace(/\s+/g, " ");
  // Each pass resolves the innermost ones; the limit stops a property that refers to itself.
  for (let pass = 0; pass < 20 && /(var|light-dark|color-mix)\(/.test(value); pass++) {
    value = value
      .replace(/var\((--[\w-]+)\)/g, (_, name: string) => variables.get(name) ?? "none")
      .replace(/light-dark\(([^(),]+),([^(),]+)\)/g, (_, light: string, dark: string) =>
        (theme === "light" ? light : dark).trim(),
      )
      .replace(
        /color-mix\(in oklab, ?(#\w+) ([\d.]+)%, ?(#\w+)\)/g,
        (_, one: string, share: string, other: string) => mix(one, Number(share) / 100, other),
      );
  }
  if (value === "transparent") return "none";
  return value.replace(/(\d)px\b/g, "$1").replaceAll('"', "'");
}
