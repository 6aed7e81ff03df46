// The templates of the page as text, without a browser: for pages that are made when the page is built.
// It knows what the templates of the drawings use: text, attributes, lists and templates in templates.

import { nothing, type TemplateResult } from "lit/html.js";

/** What a template would draw, as HTML. Listeners and properties are left out. */
export function templateText(value: unknown): string {
  if (value === undefined || value === null || value === nothing || value === false) return "";
  if (Array.isArray(value)) return value.map(templateText).join("");
  return isTemplate(value) ? filled(value) : escapeText(String(value));
}

export const escapeText = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const isTemplate = (value: unknown): value is TemplateResult =>
  typeof value === "object" && value !== null && "strings" in value && "values" in value;

/** An attribute that a value is bound to, at the end of what stands before the value. */
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
