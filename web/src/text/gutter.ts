// The signs of the expectations beside the lines of the text, and the explanations of those that failed.

import { html, nothing, type TemplateResult } from "lit/html.js";
import { SHAPES } from "../model/expectations.ts";
import type { LineSign } from "./line-signs.ts";

/** A strip at the left of the editor with a sign for each line that has expectations. */
export function gutter(
  signs: LineSign[],
  text: string,
  goTo: (ms: number) => void,
): TemplateResult | typeof nothing {
  if (signs.length === 0) return nothing;
  const lines = signs.some(({ state }) => state === "failed") ? text.split("\n") : [];
  return html`<div class="gutter"><div class="signs">${signs.map((sign) => button(sign, goTo))}</div></div>
    <div class="beside-lines" aria-hidden="true">${signs
      .filter(({ state }) => state === "failed")
      .map((sign) => beside(sign, lines[sign.line - 1] ?? ""))}</div>`;
}

/** The button of a sign. The Tab key skips it, as the list of expectations leads to the same moments. */
function button({ line, state, at, says }: LineSign, goTo: (ms: number) => void): TemplateResult {
  return html`<button type="button" class=${state} data-line=${line} tabindex="-1" title=${says}
    aria-label=${says} @click=${() => goTo(at)}>
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${SHAPES[state]} /></svg>
  </button>`;
}

/** The explanation after the end of the line. */
function beside({ line, instead }: LineSign, text: string): TemplateResult {
  return html`<span data-line=${line} data-column=${text.length}>${instead}</span>`;
}

/** Keeps the signs beside their lines, wherever the text is scrolled to. */
export function placeGutter(box: HTMLElement, field: HTMLTextAreaElement): void {
  const { scrollTop, scrollLeft } = field;
  for (const sign of box.querySelectorAll<HTMLElement>("[data-line]")) {
    sign.style.top = `calc(${Number(sign.dataset.line) - 1} * 1lh)`;
    if (sign.dataset.column) sign.style.left = `calc(${sign.dataset.column} * 1ch)`;
  }
  const move = (selector: string, left: number) => {
    const moved = box.querySelector<HTMLElement>(selector);
    if (moved) moved.style.transform = `translate(${-left}px, ${-scrollTop}px)`;
  };
  move(".signs", 0);
  move(".beside-lines", scrollLeft);
}
