// The options of what is shared, as fields.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { ShareWords } from "../i18n/share.ts";
import type { Choices } from "./products.ts";
import type { ViewName } from "./snippets.ts";

const VIEWS: readonly ViewName[] = ["cluster", "logs", "spacetime"];

/** Fields for what is asked; `choose` is told what changes. */
export function renderOptions(
  asked: readonly (keyof Choices)[],
  choices: Choices,
  words: ShareWords,
  choose: (changes: Partial<Choices>) => void,
): TemplateResult | typeof nothing {
  if (asked.length === 0) return nothing;
  const asks = (name: keyof Choices, field: () => TemplateResult) =>
    asked.includes(name) ? field() : nothing;
  return html`<div class="options" role="group" aria-label=${words.options}>
    ${asks("views", () => viewFields(choices, words, choose))}
    ${asks("theme", () =>
      select(words.theme, ["auto", "light", "dark"], choices.theme, words, (theme) =>
        choose({ theme }),
      ),
    )}
    ${asks("pictureTheme", () =>
      select(
        asked.includes("theme") ? words.pictureTheme : words.theme,
        ["light", "dark"],
        choices.pictureTheme,
        words,
        (pictureTheme) => choose({ pictureTheme }),
      ),
    )}
    ${asks("autoplay", () => check(words.autoplay, choices.autoplay, (autoplay) => choose({ autoplay })))}
    ${asks("readonly", () => check(words.readonly, choices.readonly, (readonly) => choose({ readonly })))}
  </div>`;
}

/** One view at least is always chosen. */
function viewFields(
  { views }: Choices,
  words: ShareWords,
  choose: (changes: Partial<Choices>) => void,
): TemplateResult {
  const toggle = (name: ViewName, isOn: boolean, field: HTMLInputElement) => {
    const chosen = VIEWS.filter((view) => (view === name ? isOn : views.includes(view)));
    if (chosen.length > 0) choose({ views: chosen });
    else field.checked = true;
  };
  return html`<fieldset>
    <legend>${words.views}</legend>
    ${VIEWS.map((name) =>
      check(words.view[name], views.includes(name), (isOn, field) => toggle(name, isOn, field)),
    )}
  </fieldset>`;
}

function check(
  label: string,
  isOn: boolean,
  change: (isOn: boolean, field: HTMLInputElement) => void,
): TemplateResult {
  const changed = (event: Event) => {
    const field = event.target as HTMLInputElement;
    change(field.checked, field);
  };
  return html`<label><input type="checkbox" .checked=${isOn} @change=${changed} /> ${label}</label>`;
}

function select<T extends keyof ShareWords["themes"]>(
  label: string,
  values: readonly T[],
  chosen: T,
  words: ShareWords,
  change: (value: T) => void,
): TemplateResult {
  const changed = (event: Event) => change((event.target as HTMLSelectElement).value as T);
  return html`<label>${label}
    <select @change=${changed}>
      ${values.map(
        (value) =>
          html`<option value=${value} .selected=${value === chosen}>${words.themes[value]}</option>`,
      )}
    </select></label>`;
}
