// The part of CSS that the styles of the drawings use, without a browser: rules, their selectors, and which
// of them apply to an element.

import type { Element } from "./tree.ts";

/** An element and its ancestors. */
export interface Place {
  element: Element;
  parent: Place | undefined;
}

interface Compound {
  tag: string | undefined;
  classes: string[];
  attributes: { name: string; how: string | undefined; value: string }[];
  /** Of each of these lists, one selector has to match. */
  is: Selector[][];
  /** None of these may match. */
  not: Selector[][];
  isRoot: boolean;
  /** Whether the compound never matches, as a picture is never hovered, pressed or focused. */
  isNever: boolean;
}

interface Selector {
  /** The compounds from left to right. */
  compounds: Compound[];
  /** The combinator between each compound and the next: ` ` or `>`. */
  combinators: string[];
  specificity: number;
}

/** A selector with its declarations. */
interface Rule {
  selector: Selector;
  /** Its place among all rules. */
  order: number;
  /** Name and value of each declaration. */
  declarations: [string, string][];
  /** Those that are `!important`. */
  important: [string, string][];
}

/** The rules of style sheets, by a class that an element must have for them to apply, or else by `ANY`. */
export type Rules = ReadonlyMap<string, readonly Rule[]>;

const ANY = "";
const IMPORTANT = /\s*!important$/;

/**
 * Returns the rules of a style sheet. At-rules such as media queries are left out: they do not apply to a
 * picture.
 */
export function readRules(text: string): Rules {
  const rules = new Map<string, Rule[]>();
  let order = 0;
  const rest = text.replace(/\/\*[\s\S]*?\*\//g, "");
  let at = 0;
  while (at < rest.length) {
    const open = rest.indexOf("{", at);
    if (open < 0) break;
    const close = closing(rest, open, "{", "}");
    const head = rest.slice(at, open).trim();
    if (!head.startsWith("@")) {
      const all = readDeclarations(rest.slice(open + 1, close));
      const declarations = all.filter(([, value]) => !IMPORTANT.test(value));
      const important = all
        .filter(([, value]) => IMPORTANT.test(value))
        .map(([name, value]): [string, string] => [name, value.replace(IMPORTANT, "")]);
      for (const selector of split(head, ",").map(readSelector)) {
        const last = selector.compounds.at(-1);
        if (!last || last.isNever) continue;
        const key = last.classes[0] ?? ANY;
        rules.set(key, [
          ...(rules.get(key) ?? []),
          { selector, order: order++, declarations, important },
        ]);
      }
    }
    at = close + 1;
  }
  return rules;
}

/**
 * Returns the declarations that apply to an element, by property: of several, the last of the most specific,
 * and an `!important` one before all others.
 */
export function declared(place: Place, rules: Rules): Map<string, string> {
  const found = [ANY, ...classesOf(place.element)].flatMap((key) =>
    (rules.get(key) ?? []).filter(({ selector }) => matches(place, selector)),
  );
  found.sort((a, b) => a.selector.specificity - b.selector.specificity || a.order - b.order);
  return new Map([
    ...found.flatMap(({ declarations }) => declarations),
    ...found.flatMap(({ important }) => important),
  ]);
}

const known = new WeakMap<Element, string[]>();

/** An element's classes, cached because they are asked for often. */
function classesOf(element: Element): string[] {
  const found =
    known.get(element) ?? (element.attributes.get("class") ?? "").split(/\s+/).filter(Boolean);
  known.set(element, found);
  return found;
}

function readDeclarations(text: string): [string, string][] {
  return split(text, ";").flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    if (colon < 0) return [];
    return [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]];
  });
}

/** The index of the character that closes what is opened at `from`. */
function closing(text: string, from: number, opens: string, closes: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === opens) depth += 1;
    else if (text[at] === closes) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** Splits a text at the separators outside brackets. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const sign of text) {
    if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    if (sign === separator && depth === 0) {
      parts.push(part.trim());
      part = "";
    } else part += sign;
  }
  return [...parts, part.trim()].filter(Boolean);
}

function readSelector(text: string): Selector {
  const compounds: Compound[] = [];
  const combinators: string[] = [];
  const words = split(text.replace(/\s*>\s*/g, " > ").replace(/\s+/g, " "), " ");
  for (const word of words) {
    if (word === ">") combinators[compounds.length - 1] = ">";
    else {
      if (compounds.length > 0) combinators[compounds.length - 1] ??= " ";
      compounds.push(readCompound(word));
    }
  }
  const specificity = compounds.reduce((sum, compound) => sum + weight(compound), 0);
  return { compounds, combinators, specificity };
}

const PART =
  /^(?:(?<tag>[a-z][\w-]*|\*)|\.(?<class>[\w-]+)|\[(?<name>[\w-]+)(?:(?<how>\^?=)"?(?<value>[^"\]]*)"?)?\]|:(?<list>is|not|host)\(|(?<pseudo>::?[\w-]+))/i;

function readCompound(text: string): Compound {
  const compound: Compound = {
    tag: undefined,
    classes: [],
    attributes: [],
    is: [],
    not: [],
    isRoot: false,
    isNever: false,
  };
  let rest = text;
  while (rest) {
    const part = PART.exec(rest);
    // An unknown selector matches nothing.
    if (!part) return { ...compound, isNever: true };
    const groups = part.groups ?? {};
    let end = part[0].length;
    if (groups.list) {
      end = closing(rest, end - 1, "(", ")") + 1;
      takeList(compound, groups.list, rest.slice(part[0].length, end - 1));
    } else takePart(compound, groups);
    rest = rest.slice(end);
  }
  return compound;
}

function takeList(compound: Compound, kind: string, inside: string): void {
  // The theme is an argument, not an attribute of the host.
  if (kind === "host") compound.isNever = true;
  else compound[kind as "is" | "not"].push(split(inside, ",").map(readSelector));
}

function takePart(compound: Compound, groups: Record<string, string | undefined>): void {
  const { tag, class: name, name: attribute, how, value = "", pseudo } = groups;
  if (tag) compound.tag = tag;
  else if (name) compound.classes.push(name);
  else if (attribute) compound.attributes.push({ name: attribute, how, value });
  else if (pseudo === ":host" || pseudo === ":root") compound.isRoot = true;
  else compound.isNever = true;
}

const most = (selectors: Selector[]): number =>
  Math.max(0, ...selectors.map(({ specificity }) => specificity));

/** The specificity of a compound. A class counts more than any number of tags. */
function weight({ tag, classes, attributes, is, not, isRoot, isNever }: Compound): number {
  const lists = [...is, ...not].reduce((sum, list) => sum + most(list), 0);
  const signs = classes.length + attributes.length + Number(isRoot) + Number(isNever);
  return lists + signs * 1000 + (tag && tag !== "*" ? 1 : 0);
}

function matches(place: Place, { compounds, combinators }: Selector): boolean {
  const from = (at: number, here: Place | undefined): boolean => {
    const compound = compounds[at];
    if (!here || !compound || !fits(here, compound)) return false;
    if (at === 0) return true;
    if (combinators[at - 1] === ">") return from(at - 1, here.parent);
    for (let above = here.parent; above; above = above.parent) {
      if (from(at - 1, above)) return true;
    }
    return false;
  };
  return from(compounds.length - 1, place);
}

function fits(place: Place, compound: Compound): boolean {
  const { name } = place.element;
  const { tag, classes, is, not, isRoot, isNever } = compound;
  if (isNever || (tag && tag !== "*" && tag !== name)) return false;
  if (isRoot && place.parent) return false;
  const own = classes.length > 0 ? classesOf(place.element) : [];
  return (
    classes.every((one) => own.includes(one)) &&
    compound.attributes.every((wanted) => hasAttribute(place.element, wanted)) &&
    is.every((list) => list.some((selector) => matches(place, selector))) &&
    not.every((list) => !list.some((selector) => matches(place, selector)))
  );
}

function hasAttribute({ attributes }: Element, wanted: Compound["attributes"][number]): boolean {
  const value = attributes.get(wanted.name);
  if (value === undefined || !wanted.how) return value !== undefined;
  return wanted.how === "=" ? value === wanted.value : value.startsWith(wanted.value);
}
