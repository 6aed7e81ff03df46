import { html, type TemplateResult } from "lit/html.js";
import { version } from "../../../package.json";
import type { FullCatalogue } from "../i18n/en.later.ts";
import { popupHead } from "./popup.ts";

/** The list of keys. */
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
    <p class="quiet">${t.keys.about}</p>
    <p class="quiet">${t.keys.version(version)}</p>`;
}
