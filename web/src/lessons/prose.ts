// Renders a lesson's text from data, never from HTML.

import { html, type TemplateResult } from "lit/html.js";
import type { Block, Inline } from "./markdown.ts";

/** Opens a glossary term; `anchor` is the element that was chosen. */
export type OpenTerm = (term: string, anchor: HTMLElement) => void;

export function renderLine(line: Inline[], open: OpenTerm): unknown[] {
  return line.map((piece) => {
    switch (piece.type) {
      case "strong":
        return html`<strong>${piece.text}</strong>`;
      case "em":
        return html`<em>${piece.text}</em>`;
      case "code":
        return html`<code>${piece.text}</code>`;
      case "link":
        return html`<a href=${piece.href}>${piece.text}</a>`;
      case "term":
        return html`<button type="button" class="term" aria-haspopup="dialog"
          @click=${(event: Event) => open(piece.term, event.currentTarget as HTMLElement)}
          >${piece.text}</button>`;
      default:
        return piece.text;
    }
  });
}

export function renderBlocks(blocks: Block[], open: OpenTerm): TemplateResult[] {
  return blocks.map((block) =>
    block.type === "list"
      ? html`<ul>${block.items.map((item) => html`<li>${renderLine(item, open)}</li>`)}</ul>`
      : html`<p>${renderLine(block.text, open)}</p>`,
  );
}
