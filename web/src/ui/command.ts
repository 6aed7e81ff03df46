// The box in which a person writes what the client asks for.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Refusal } from "../../generated/raft_timeline.js";
import type { Action } from "../../generated/raft_wasm.js";
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

export class CommandBox {
  readonly #act: (actions: Action[]) => Refusal | undefined;
  readonly #redraw: () => void;
  #sent = 0;
  /** What is wrong with the command. */
  #problem: string | undefined;
  /** The command. */
  text = suggestion(0);

  /** `act` does something to the run; `redraw` has the box rendered again. */
  constructor(act: (actions: Action[]) => Refusal | undefined, redraw: () => void) {
    this.#act = act;
    this.#redraw = redraw;
  }

  #edit(text: string): void {
    this.text = text;
    this.#problem = undefined;
    this.#redraw();
  }

  async #send(t: Catalogue): Promise<void> {
    const { text } = this;
    const refusal = this.#act([{ command: { text: text.trim() } }]);
    if (!refusal) {
      this.#sent += 1;
      return this.#edit(suggestion(this.#sent));
    }
    const problem = await import("./refusal.ts").then(
      ({ refusalText }) => refusalText(refusal, t),
      String,
    );
    // Meanwhile it may have been corrected.
    if (this.text === text) this.#problem = problem;
    this.#redraw();
  }

  render(disabled: boolean, t: Catalogue): TemplateResult {
    const { client } = t;
    const problem = this.#problem;
    const submit = (event: Event) => {
      event.preventDefault();
      void this.#send(t);
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
        .value=${this.text}
        @input=${(event: Event) => this.#edit((event.target as HTMLInputElement).value)}
        @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
      />
      <button type="submit" class="primary" ?disabled=${disabled}>${client.send}</button>
    </form>
    <p class="problem" id="command-problem" role="alert">${problem ?? nothing}</p>`;
  }
}
