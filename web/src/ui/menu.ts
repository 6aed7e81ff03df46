// A menu: facts about a thing, and the actions on it.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { FullCatalogue } from "../i18n/en.later.ts";
import { foldWord, hasWords } from "./fold-words.ts";
import type { MenuItem, MenuModel } from "./menu-model.ts";
import { popupHead } from "./popup.ts";

export function renderMenu<Choice>(
  model: MenuModel<Choice>,
  choose: (choice: Choice) => void,
  close: () => void,
  t: FullCatalogue,
): TemplateResult {
  const groups = model.groups
    .map((items, at) => ({ items, heading: model.headings?.[at] }))
    .filter(({ items }) => items.length > 0);
  return html`
    ${popupHead(model.title, t.menu.close, close)}
    ${model.facts.length > 0 ? renderFacts(model) : nothing}
    ${model.note ? html`<p class="quiet">${model.note}</p>` : nothing}
    ${model.search ? renderSearch(model.search) : nothing}
    ${
      groups.length > 0
        ? html`<div role="menu" aria-label=${model.title} @keydown=${moveFocus}>
            ${groups.map(({ items, heading }, at) => renderGroup(items, heading, at > 0, choose))}
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

/** A field that hides all items that do not contain all its words, in any order. */
function renderSearch({ name, nothing: says }: NonNullable<MenuModel["search"]>): TemplateResult {
  return html`<input type="search" class="search" aria-label=${name} placeholder=${name}
    @input=${(event: Event) => search(event, says)} @keydown=${leaveSearch} />
    <p class="quiet found" role="status"></p>`;
}

function search({ currentTarget }: Event, nothingSays: string): void {
  const field = currentTarget as HTMLInputElement;
  const menu = menuOf(field);
  for (const group of menu?.querySelectorAll<HTMLElement>("[role=group]") ?? []) {
    const items = [...group.querySelectorAll<HTMLElement>("[role=menuitem]")];
    for (const item of items) {
      const text = `${foldWord(item.textContent ?? "")}\n${item.dataset.words ?? ""}`;
      item.hidden = !hasWords(text, field.value);
    }
    group.hidden = items.every(({ hidden }) => hidden);
  }
  const isFound = menu?.querySelector("[role=menuitem]:not([hidden])");
  const note = menu?.parentElement?.querySelector(".found");
  if (note) note.textContent = isFound ? "" : nothingSays;
}

/** Enter chooses the item that the typed words mean, and the down arrow moves the focus to it. */
function leaveSearch(event: KeyboardEvent): void {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  const field = event.currentTarget as HTMLInputElement;
  const left = menuOf(field)?.querySelectorAll<HTMLElement>("[role=menuitem]:not([hidden])");
  const items = [...(left ?? [])];
  // An item whose label contains the words is preferred to one that has them only in its further words.
  const typed = foldWord(field.value);
  const isCalled = (item: HTMLElement) => foldWord(item.textContent ?? "").includes(typed);
  const meant = items.find(isCalled) ?? items[0];
  if (event.key === "Enter") meant?.click();
  else meant?.focus();
}

const menuOf = (field: Element): Element | null | undefined =>
  field.parentElement?.querySelector("[role=menu]");

function renderGroup<Choice>(
  group: MenuItem<Choice>[],
  heading: string | undefined,
  separated: boolean,
  choose: (choice: Choice) => void,
): TemplateResult {
  return html`
    ${separated && !heading ? html`<hr />` : nothing}
    <div role="group" aria-label=${heading ?? nothing}>
    ${heading ? html`<p class="heading" aria-hidden="true">${heading}</p>` : nothing}
    ${group.map(
      ({ label, hint, words, choice }) => html`<button
        type="button"
        role="menuitem"
        tabindex="-1"
        data-words=${words ?? nothing}
        @click=${() => choose(choice)}
      >
        ${label}${hint ? html` <small>${hint}</small>` : nothing}
      </button>`,
    )}
    </div>
  `;
}

/** Handles the keys of the ARIA menu pattern; Enter, Space and Escape work without it. */
function moveFocus(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]:not([hidden])")];
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
    const field = menu.parentElement?.querySelector<HTMLElement>(".search");
    // The field gets the letter, too.
    if (field) field.focus();
    else focusByLetter(items, at, event.key.toLowerCase());
  }
}

/** Moves the focus to the next item that begins with the letter. */
function focusByLetter(items: HTMLElement[], at: number, letter: string): void {
  const rotated = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  rotated.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
}
