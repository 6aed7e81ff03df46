import { html, type TemplateResult } from "lit/html.js";
import { version } from "../../../package.json";
import type { FullCatalogue } from "../i18n/en.later.ts";
import { SIGNS } from "../view/mark.ts";
import { popupHead } from "./popup.ts";

const SIGN_KINDS = ["culprit", "misruled", "differs"] as const;

/** The list of keys, and the meaning of the signs in the drawings. */
export function renderKeys(close: () => void, t: FullCatalogue): TemplateResult {
  return html`${popupHead(t.keys.title, t.menu.close, close)}
    <dl class="facts">
      ${t.keys.list.map(
        ([key, what]) => html`<div>
          <dt><kbd>${key}</kbd></dt>
          <dd>${what}</dd>
        </div>`,
      )}
    </dl>
    <p class="quiet">${t.keys.hint}</p>
    <h2 class="heading">${t.keys.signs}</h2>
    <dl class="facts">
      ${SIGN_KINDS.map(
        (kind) => html`<div>
          <dt><kbd>${SIGNS[kind]}</kbd></dt>
          <dd>${t.signs[kind]}</dd>
        </div>`,
      )}
      ${t.keys.marks.map(
        ([sign, what]) => html`<div>
          <dt><kbd>${sign}</kbd></dt>
          <dd>${what}</dd>
        </div>`,
      )}
    </dl>
    <p class="quiet">${t.keys.about}</p>
    <p class="quiet">${t.keys.version(version)}</p>`;
}
