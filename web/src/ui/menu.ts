// A menu: what is known about a thing, and what can be chosen for it.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { FullCatalogue } from "../i18n/en.later.ts";
import type { MenuItem, MenuModel } from "./menu-model.ts";
import { popupHead } from "./popup.ts";

export function renderMenu<Choice>(
  model: MenuModel<Choice>,
  choose: (choice: Choice) => void,
  close: () => void,
  t: FullCatalogue,
): TemplateResult {
  const groups = model.groups.filter((group) => group.length > 0);
  return html`
    ${popupHead(model.title, t.menu.close, close)}
    ${model.facts.length > 0 ? renderFacts(model) : nothing}
    ${model.note ? html`<p class="quiet">${model.note}</p>` : nothing}
    ${
      groups.length > 0
        ? html`<div role="menu" aria-label=${model.title} @keydown=${moveFocus}>
            ${groups.map((group, at) => renderGroup(group, at > 0, choose))}
          </div>`
        : nothing
    }
  `;
}

function renderFacts<Choice>({ facts }: MenuModel<Choice>): TemplateResult {
  return html`<dl class="facts">
    ${facts.map(
      ([name, value]) => html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`,
    )}
  </dl>`;
}

function renderGroup<Choice>(
  group: MenuItem<Choice>[],
  separated: boolean,
  choose: (choice: Choice) => void,
): TemplateResult {
  return html`
    ${separated ? html`<hr />` : nothing}
    ${group.map(
      ({ label, hint, choice }) => html`<button
        type="button"
        role="menuitem"
        tabindex="-1"
        @click=${() => choose(choice)}
      >
        ${label}${hint ? html` <small>${hint}</small>` : nothing}
      </button>`,
    )}
  `;
}

/** The keys of the ARIA menu pattern; Enter, Space and Escape work by themselves. */
function moveFocus(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.indexOf(event.target as HTMLElement);
  const last = items.length - 1;
  const next = {
    ArrowDown: at === last ? 0 : at + 1,
    ArrowUp: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
  }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items[next]?.focus();
  } else if (event.key.length === 1 && event.key !== " ") {
    const letter = event.key.toLowerCase();
    const rotated = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    rotated.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
  }
}
