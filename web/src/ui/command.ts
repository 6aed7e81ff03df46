// The box for the client's command.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Catalogue } from "../i18n/catalogue.ts";
import type { RunContext } from "../run/run-context.ts";

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

/** The suggestion for the command number `count`, from 0, so that there is always something to send. */
export function suggestion(count: number): string {
  return SUGGESTIONS[count % SUGGESTIONS.length] ?? "";
}

/** On Escape, returns the focus to the playground, which then gets the keys. */
function leave(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  event.preventDefault();
  (event.target as Element).closest<HTMLElement>(".playground")?.focus({ preventScroll: true });
}

export class CommandBox {
  readonly #run: RunContext;
  #sent = 0;
  /** What is wrong with the command, and the session that has refused it. */
  #problem: { session: unknown; says: (t: Catalogue) => string } | undefined;

  constructor(run: RunContext) {
    this.#run = run;
    run.command = suggestion(0);
  }

  #edit(text: string): void {
    this.#run.command = text;
    this.#problem = undefined;
    this.#run.stage.requestUpdate();
  }

  async #send(): Promise<void> {
    const run = this.#run;
    const text = run.command;
    const refusal = run.act([{ command: { text: text.trim() } }]);
    if (!refusal) {
      this.#sent += 1;
      return this.#edit(suggestion(this.#sent));
    }
    const { session } = run;
    const says = await import("./refusal.ts").then(
      ({ refusalText }) =>
        (t: Catalogue) =>
          refusalText(refusal, t),
      (reason) => () => String(reason),
    );
    // The command may have been corrected meanwhile.
    if (run.command === text) this.#problem = { session, says };
    run.stage.requestUpdate();
  }

  render(): TemplateResult {
    const { session, command, t } = this.#run;
    const { client } = t;
    const problem = this.#problem?.session === session ? this.#problem?.says(t) : undefined;
    const submit = (event: Event) => {
      event.preventDefault();
      void this.#send();
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
        .value=${command}
        @input=${(event: Event) => this.#edit((event.target as HTMLInputElement).value)}
        @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
        @keydown=${leave}
      />
      <button type="submit" class="primary" ?disabled=${!session}>${client.send}</button>
    </form>
    <p class="problem" id="command-problem" role="alert">${problem ?? nothing}</p>`;
  }
}
