// Renders the templates of the drawings as text without a browser: for self-contained pictures, and for pages
// that are made at build time. It supports what these templates use: text, attributes, lists, nested
// templates, and directives that only save work.

import { type PartInfo, PartType } from "lit/directive.js";
import { getDirectiveClass } from "lit/directive-helpers.js";
import { nothing, type TemplateResult } from "lit/html.js";

/** Returns what a template would render, as XML. Listeners and properties are left out. */
export function templateText(value: unknown): string {
  if (value === undefined || value === null || value === nothing || value === false) return "";
  if (Array.isArray(value)) return value.map(templateText).join("");
  if (isTemplate(value)) return filled(value);
  const directive = getDirectiveClass(value);
  if (!directive) return escapeText(String(value));
  const { values } = value as unknown as { values: unknown[] };
  return templateText(new directive({ type: PartType.CHILD } as PartInfo).render(...values));
}

/** Escapes a text for use between tags or in a quoted attribute. */
export const escapeText = (text: string): string =>
  text.replace(NOT_XML, "\ufffd").replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The characters that no XML document may contain, not even as entities (XML 1.0, production 2). */
const NOT_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const isTemplate = (value: unknown): value is TemplateResult =>
  typeof value === "object" && value !== null && "strings" in value && "values" in value;

/** An attribute that a value is bound to, at the end of the text before the value. */
const BOUND = /\s(?<kind>[@.?]?)(?<name>[\w:-]+)=$/;

function filled({ strings, values }: TemplateResult): string {
  let text = "";
  strings.forEach((piece, at) => {
    text += piece;
    if (at >= values.length) return;
    const value = values[at];
    const isInTag = text.lastIndexOf("<") > text.lastIndexOf(">");
    const bound = isInTag ? BOUND.exec(text) : null;
    if (!bound) text += isInTag ? escapeText(String(value ?? "")) : templateText(value);
    else text = text.slice(0, bound.index) + attribute(bound.groups ?? {}, value);
  });
  return text;
}

function attribute({ kind, name }: Record<string, string>, value: unknown): string {
  if (kind === "@" || kind === "." || value === nothing) return "";
  if (kind === "?") return value ? ` ${name}` : "";
  return ` ${name}="${escapeText(String(value ?? ""))}"`;
}
