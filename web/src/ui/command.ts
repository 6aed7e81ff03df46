// The box in which a person writes what the client asks for.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Catalogue } from "../i18n/catalogue.ts";

const SUGGESTIONS = [
  "set x 1",
  "set y 2",
  "add x 5",
  "get x",
  "set z 3",
  "add y 1",
  "get y",
  "del z",
];

/** What to try as the `count`th command, from 0: there is always something to send. */
export function suggestion(count: number): string {
  return SUGGESTIONS[count % SUGGESTIONS.length] ?? "";
}

export interface CommandModel {
  text: string;
  /** What is wrong with it. */
  problem: string | undefined;
  disabled: boolean;
}

export interface CommandHandlers {
  edit: (text: string) => void;
  send: () => void;
}

export function renderCommand(
  { text, problem, disabled }: CommandModel,
  on: CommandHandlers,
  { client }: Catalogue,
): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault();
    on.send();
  };
  return html`<h2>${client.title}</h2>
    <form class="ask" novalidate @submit=${submit}>
      <input
        aria-label=${client.command}
        aria-invalid=${problem ? "true" : nothing}
        aria-describedby=${problem ? "command-problem" : nothing}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        enterkeyhint="send"
        .value=${text}
        @input=${(event: Event) => on.edit((event.target as HTMLInputElement).value)}
        @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
      />
      <button type="submit" class="primary" ?disabled=${disabled}>${client.send}</button>
    </form>
    <p class="problem" id="command-problem" role="alert">${problem ?? nothing}</p>`;
}
