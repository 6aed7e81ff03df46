// The fields for the options of what is shared.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { ShareWords } from "../i18n/share.ts";
import type { Choices } from "./choices.ts";
import type { ViewName } from "./snippets.ts";

const VIEWS: readonly ViewName[] = ["cluster", "logs", "spacetime"];

/** Renders fields for the choices asked for; `choose` is called with changes. */
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
    ${asks("from", () => segmentFields(choices, words, choose))}
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

/** The longest run, in milliseconds: 24 hours. */
const LONGEST_RUN = 86_400_000;

/** Fields for a segment of time. An invalid value is reset. */
function segmentFields(
  { from, to }: Choices,
  words: ShareWords,
  choose: (changes: Partial<Choices>) => void,
): TemplateResult {
  const field = (name: "from" | "to", value: number) => {
    const changed = (event: Event) => {
      const input = event.target as HTMLInputElement;
      const segment = { from, to, [name]: input.valueAsNumber };
      const isGood = segment.from >= 0 && segment.from < segment.to && segment.to <= LONGEST_RUN;
      if (isGood) choose(segment);
      else input.value = String(value);
    };
    return html`<label>${words[name]} <input type="number" min="0" max=${LONGEST_RUN} step="any"
      .value=${String(value)} @change=${changed} /> ms</label>`;
  };
  return html`${field("from", from)} ${field("to", to)}`;
}

/** Fields for the views; at least one is always chosen. */
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
