// The frame of the playground: the places where its parts are drawn.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Catalogue } from "../i18n/catalogue.ts";

export interface ShellModel {
  /** Whether the run that is shown cannot continue. */
  stuck: boolean;
  /** An important sentence that is shown for a few seconds. */
  toast: string | undefined;
  /** The parts that are rendered with the shell; the others are drawn into it. */
  command: TemplateResult;
  transport: TemplateResult;
  trouble: unknown;
}

export function renderShell(
  { stuck, toast, command, transport, trouble }: ShellModel,
  clickCluster: (event: MouseEvent) => void,
  t: Catalogue,
): TemplateResult {
  return html`<div
      class="playground"
      ?inert=${stuck}
      role="group"
      aria-label=${t.page.title}
      tabindex="-1"
      lang=${t.language}
    >
      <div class="headline"></div>
      <div class="tabs"></div>
      <div class="views">
        <div class="panel area-cluster" @click=${clickCluster}>
          <div class="drawing-cluster"></div>
          <div class="key-cluster"></div>
        </div>
        <div class="panels">
          <div class="panel area-logs">
            <div class="drawing-logs"></div>
            <div class="key-logs"></div>
          </div>
          <div class="panel area-spacetime"></div>
          <div class="panel side">
            <section class="client" aria-label=${t.client.ledger}>
              <h2>${t.client.ledger}</h2>
              <div class="ledger-place"></div>
            </section>
            <section class="store" aria-label=${t.state.title}></section>
          </div>
        </div>
      </div>
      <section class="ask-box" aria-label=${t.client.title}>${command}</section>
      <div class="caption"><p class="lead quiet">${t.page.lead}</p></div>
      <div class="bar">
        <p class="toast" role="alert">${toast ?? nothing}</p>
        ${transport}
      </div>
    </div>
    ${trouble}
    <div class="popup" popover role="dialog" tabindex="-1" lang=${t.language}></div>`;
}
