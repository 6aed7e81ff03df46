// What the client asked for and what it knows of the outcome.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Answer, Outcome, RequestView } from "../../generated/raft_wasm.js";
import type { Catalogue } from "../i18n/catalogue.ts";

/** More lines are counted only. */
const LINES = 8;

export function answerText(answer: Answer, { client }: Catalogue): string {
  switch (answer.type) {
    case "done":
      return client.done;
    case "value":
      return answer.value === undefined ? client.noValue : client.value(answer.value);
    case "failed":
      return client.failed;
  }
}

export function outcomeText(outcome: Outcome, t: Catalogue): string {
  if (outcome.type === "acknowledged") return answerText(outcome.answer, t);
  return outcome.type === "waiting" ? t.client.waiting : t.client.unknown;
}

export function renderLedger(requests: RequestView[], t: Catalogue): TemplateResult {
  const shown = requests.slice(-LINES).reverse();
  const hidden = requests.length - shown.length;
  return html`
    <h2>${t.client.ledger}</h2>
    ${
      shown.length === 0
        ? html`<p class="quiet">${t.client.nothing}</p>`
        : html`<ol class="ledger" reversed>
            ${shown.map((request) => line(request, t))}
          </ol>`
    }
    ${hidden > 0 ? html`<p class="quiet">${t.client.more(hidden)}</p>` : nothing}
  `;
}

function line({ text, outcome, sent }: RequestView, t: Catalogue): TemplateResult {
  return html`<li class=${outcome.type}>
    <code title=${text}>${text}</code>
    <span class="outcome">
      ${outcomeText(outcome, t)}${sent > 1 ? html` <small>${t.client.sent(sent)}</small>` : nothing}
    </span>
  </li>`;
}
