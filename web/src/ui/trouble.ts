// What is shown when there is no run to show: the simulator failed, or could not even begin.

import { html, type TemplateResult } from "lit/html.js";
import type { Trap } from "../engine/session.ts";
import type { Catalogue } from "../i18n/catalogue.ts";

/** What is wrong: the module could not be loaded, or refused the setup. */
export interface Problem {
  kind: "load" | "setup";
  message: string;
}

/** The ways on. */
export interface Ways {
  sameRun: () => void;
  otherRun: () => void;
  retry: () => void;
  usualSetup: () => void;
}

export function renderTrap(trap: Trap, ways: Ways, t: Catalogue): TemplateResult {
  return html`<div class="trouble" role="alert" lang=${t.language}>
    <h2>${t.trap.title}</h2>
    <p>${t.trap.what}</p>
    <pre tabindex="0">${trap.message}</pre>
    <p>${t.trap.todo}</p>
    <p class="row">
      <button type="button" class="primary" @click=${ways.sameRun}>${t.trap.sameSeed}</button>
      <button type="button" @click=${ways.otherRun}>${t.trap.newSeed}</button>
    </p>
    <details>
      <summary>${t.trap.details}</summary>
      <p class="row">
        <button type="button" @click=${(event: Event) => copy(event, trap.report, t)}>
          ${t.trap.copy}
        </button>
        <span role="status"></span>
      </p>
      <pre tabindex="0">${trap.report}</pre>
    </details>
  </div>`;
}

export function renderProblem(
  { kind, message }: Problem,
  ways: Ways,
  { load, language }: Catalogue,
): TemplateResult {
  const isSetup = kind === "setup";
  return html`<div class="trouble" role="alert" lang=${language}>
    <h2>${isSetup ? load.badSetup : load.failed}</h2>
    <pre tabindex="0">${message}</pre>
    <button type="button" class="primary" @click=${isSetup ? ways.usualSetup : ways.retry}>
      ${isSetup ? load.defaults : load.retry}
    </button>
  </div>`;
}

async function copy(event: Event, text: string, t: Catalogue): Promise<void> {
  const status = (event.target as Element).nextElementSibling;
  // Where the clipboard is out of bounds, the text can still be selected by hand.
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (status) status.textContent = copied ? t.trap.copied : t.trap.notCopied;
}
