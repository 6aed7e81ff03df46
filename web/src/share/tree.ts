// Drawings as trees of elements: parsed from the text of their templates, and printed as a picture.

import { escapeText } from "./template-text.ts";

export interface Element {
  name: string;
  attributes: Map<string, string>;
  children: Node[];
}

/** An element, or text without entities. */
export type Node = Element | string;

export function element(
  name: string,
  attributes: Record<string, string | number | undefined> = {},
  children: Node[] = [],
): Element {
  const known = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return {
    name,
    attributes: new Map(known.map(([key, value]) => [key, String(value)])),
    children,
  };
}

const TOKEN = /<(\/?)([\w:-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w:-]+)(?:="([^"]*)")?/g;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? "");

/** Parses the output of `templateText`, which is well-formed. */
export function parse(text: string): Node[] {
  const root = element("root");
  const open = [root];
  for (const [, end, name, attributes, isEmpty, words] of text.matchAll(TOKEN)) {
    const parent = open.at(-1) ?? root;
    if (words !== undefined) {
      if (words.trim() !== "") parent.children.push(unescaped(words.replace(/\s*\n\s*/g, " ")));
    } else if (end) open.pop();
    else {
      const made = element(name ?? "");
      for (const [, key = "", value = ""] of (attributes ?? "").matchAll(ATTRIBUTE)) {
        made.attributes.set(key, unescaped(value));
      }
      parent.children.push(made);
      if (!isEmpty) open.push(made);
    }
  }
  return root.children;
}

/** Writes the attributes of a tag. */
export function attributesText(attributes: ReadonlyMap<string, string>): string {
  return [...attributes].map(([key, value]) => ` ${key}="${escapeText(rounded(value))}"`).join("");
}

/** Writes nodes as XML. */
export function print(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (typeof node === "string") return escapeText(node);
      const { name, attributes, children } = node;
      const inside = print(children);
      const start = `<${name}${attributesText(attributes)}`;
      return inside ? `${start}>${inside}</${name}>` : `${start}/>`;
    })
    .join("");
}

/** Rounds numbers to a hundredth; less than a hundredth of a pixel is invisible. */
const rounded = (value: string): string =>
  value.replace(/-?\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));

/** Merges neighbouring groups with the same attributes. */
export function joined(nodes: readonly Node[]): Node[] {
  const result: Node[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (isGroup(last) && isGroup(node) && isSame(last.attributes, node.attributes)) {
      last.children.push(...node.children);
    } else result.push(typeof node === "string" ? node : { ...node, children: [...node.children] });
  }
  return result.map((node) =>
    typeof node === "string" ? node : { ...node, children: joined(node.children) },
  );
}

const isGroup = (node: Node | undefined): node is Element =>
  typeof node === "object" && node.name === "g";

const isSame = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);

/** The attributes that serve interaction only, which a picture does not have; styles depend on the two marks. */
const LIVE = /^(role|tabindex|data-(?!culprit$|in-run$).*|aria-.*)$/;

/** The nodes without what serves interaction or screen readers. */
export function still(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (typeof node === "string") return [node];
    if (node.name === "title" || isTouched(node)) return [];
    const kept = [...node.attributes].filter(([key]) => !LIVE.test(key));
    return [{ ...node, attributes: new Map(kept), children: still(node.children) }];
  });
}

const isTouched = ({ attributes }: Element): boolean =>
  /^(hit|reach)$/.test(attributes.get("class") ?? "");
