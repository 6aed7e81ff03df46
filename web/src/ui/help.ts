import { html, type TemplateResult } from "lit/html.js";
import { version } from "../../../package.json";
import type { FullCatalogue } from "../i18n/en.later.ts";
import { SIGNS } from "../view/mark.ts";
import { popupHead } from "./popup.ts";

const SIGN_KINDS = ["culprit", "misruled", "differs"] as const;

/** A key or a sign, and what it does or means. */
type Row = [sign: string, what: string];

const rows = (list: Row[]): TemplateResult[] =>
  list.map(
    ([sign, what]) => html`<div>
      <dt><kbd>${sign}</kbd></dt>
      <dd>${what}</dd>
    </div>`,
  );

/** The list of keys, and the meaning of the signs in the drawings. */
export function renderKeys(close: () => void, t: FullCatalogue): TemplateResult {
  return html`${popupHead(t.keys.title, t.menu.close, close)}
    <dl class="facts">
      ${rows(t.keys.list)}
    </dl>
    <p class="quiet">${t.keys.hint}</p>
    <h2 class="heading">${t.keys.signs}</h2>
    <dl class="facts">
      ${rows([...SIGN_KINDS.map((kind): Row => [SIGNS[kind], t.signs[kind]]), ...t.keys.marks])}
    </dl>
    <p class="quiet">${t.keys.about}</p>
    <p class="quiet">${t.keys.version(version)}</p>`;
}
