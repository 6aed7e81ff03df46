// What is shown when the simulator has trapped. Loaded when it does.

import { html, type TemplateResult } from "lit/html.js";
import type { Trap } from "../engine/session.ts";
import type { Catalogue } from "../i18n/catalogue.ts";
import { type FullCatalogue, full } from "../i18n/en.later.ts";

export { default as trapStyles } from "./trap.css?inline";

/** The ways to continue after a trap. */
export interface WaysOn {
  sameRun: () => void;
  otherRun: () => void;
}

/** What a developer needs to reproduce a trap, as JSON. */
export function trapReport({ text, changes, ...trap }: Trap): string {
  const run = text === undefined ? { actions: changes } : { text, since: changes };
  return JSON.stringify({ ...trap, ...run }, null, 1);
}

export function renderTrap(trap: Trap, ways: WaysOn, catalogue: Catalogue): TemplateResult {
  const t = full(catalogue);
  const report = trapReport(trap);
  return html`<div class="trouble" role="alert" lang=${t.language}>
    <h2>${t.trap.title}</h2>
    <p>${t.trap.what}</p>
    <pre tabindex="0">${trap.message}</pre>
    <p>${t.trap.todo}</p>
    <p class="row">
      <button type="button" class="primary" @click=${ways.sameRun}>${t.transport.sameSeed}</button>
      <button type="button" @click=${ways.otherRun}>${t.transport.newSeed}</button>
    </p>
    <details>
      <summary>${t.trap.details}</summary>
      <p class="row">
        <button type="button" @click=${(event: Event) => copy(event, report, t)}>
          ${t.trap.copy}
        </button>
        <span role="status"></span>
      </p>
      <pre tabindex="0">${report}</pre>
    </details>
  </div>`;
}

async function copy(event: Event, text: string, t: FullCatalogue): Promise<void> {
  const status = (event.target as Element).nextElementSibling;
  // Where the clipboard is not accessible, the text can still be selected by hand.
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (status) status.textContent = copied ? t.trap.copied : t.trap.notCopied;
}
