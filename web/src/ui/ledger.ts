// The list of client requests, with what the client knows of their outcomes. Loaded with the first request.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { Answer, Outcome, RequestView } from "../../generated/raft_wasm.js";
import type { Catalogue } from "../i18n/catalogue.ts";
import { full } from "../i18n/en.later.ts";
import { given } from "../i18n/given.ts";
import { adopt } from "../theme/css.ts";
import ledgerStyles from "./ledger.css?inline";

/** The most lines; further requests are only counted. */
const LINES = 8;

export function answerText(answer: Answer, t: Catalogue): string {
  const words = full(t).ledger;
  switch (answer.type) {
    case "done":
      return words.done;
    case "value":
      return answer.value === undefined ? words.noValue : words.value(given(answer.value));
    case "failed":
      return words.failed;
  }
}

export function outcomeText(outcome: Outcome, t: Catalogue): string {
  if (outcome.type === "acknowledged") return answerText(outcome.answer, t);
  return full(t).ledger[outcome.type];
}

/** Draws the last requests, the newest first. Nothing else may render into `place`. */
export function drawLedger(place: HTMLElement, requests: RequestView[], t: Catalogue): void {
  adopt(place, ledgerStyles);
  render(ledger(requests, t), place);
}

function ledger(requests: RequestView[], t: Catalogue): TemplateResult {
  const shown = requests.slice(-LINES).reverse();
  const hidden = requests.length - shown.length;
  return html`
    <ol class="ledger" reversed>
      ${shown.map((request) => line(request, t))}
    </ol>
    ${hidden > 0 ? html`<p class="quiet">${full(t).ledger.more(hidden)}</p>` : nothing}
  `;
}

/**
 * A line of the list. It is a button: the parts that know the run's past answer questions about the request.
 */
function line({ id, text, outcome, sent }: RequestView, t: Catalogue): TemplateResult {
  const again =
    sent > 1
      ? html` <small title=${full(t).ledger.sentAbout}>${full(t).ledger.sent(sent)}</small>`
      : nothing;
  const command = given(text);
  return html`<li class=${outcome.type}>
    <button type="button" data-request=${id} aria-haspopup="menu">
      <code title=${command}>${command}</code>
      <span class="outcome">${outcomeText(outcome, t)}${again}</span>
    </button>
  </li>`;
}
