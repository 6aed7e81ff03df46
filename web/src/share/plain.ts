// Styles as plain attributes of the elements they apply to. A picture that needs no style sheet, custom
// property or font of its own looks the same in every viewer, and a strict policy of the page that it
// stands in does not touch it.

import { mix } from "./colors.ts";
import { declared, type Place, type Rules } from "./css.ts";
import type { Element, Node } from "./tree.ts";

export type Theme = "light" | "dark";

/** The properties that are carried over, with their values where nothing is said. */
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

/** What an element passes on. */
interface Look extends Place {
  parent: Look | undefined;
  /** Custom properties. */
  variables: ReadonlyMap<string, string>;
  values: ReadonlyMap<string, string>;
}

/** Where a drawing, or a part of one, stands: what it inherits. */
export type Surroundings = Look;

/** Shapes that are seen by their fill or their stroke alone. */
const SHAPES = new Set(["path", "circle", "rect", "line", "polygon"]);

/** These are nothing without what is in them. */
const CONTAINERS = new Set(["g", "text", "tspan", "svg"]);

/** Returns the surroundings that these elements make, the outermost first, in a theme. */
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

/** What surroundings pass on, as attributes of an element that stands for them. */
export const passedOn = ({ values }: Surroundings): Record<string, string> =>
  Object.fromEntries([...values].filter(([key, value]) => value !== INHERITED[key]));

/**
 * Returns the nodes with their styles as attributes, and without what cannot be seen. An element is a
 * step, so that the work can be done in short tasks.
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

const isStyle = (key: string): boolean => key === "class" || key in INHERITED || key in OWN;

const isUnseen = ({ name }: Element, { values }: Look): boolean =>
  SHAPES.has(name) && values.get("fill") === "none" && values.get("stroke") === "none";

/** `style` is what has to be said because it is not inherited; nothing when the element is not drawn. */
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

/** A value without custom properties and functions. */
function resolved(text: string, variables: ReadonlyMap<string, string>, theme: Theme): string {
  let value = text.replace(/\s+/g, " ");
  // Each pass resolves the innermost ones; a property that names itself would never end.
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
