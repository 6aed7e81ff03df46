// What is shown when there is no run to show: the simulator failed, or could not even begin.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Trap } from "../engine/session.ts";
import type { Catalogue } from "../i18n/catalogue.ts";
import type { renderTrap } from "./trap.ts";

/** What is wrong: the module could not be loaded, or refused the setup. */
export interface Problem {
  kind: "load" | "setup";
  message: string;
}

/** The ways on. */
export interface Ways {
  sameRun: () => void;
  otherRun: () => void;
  retry: () => void;
  usualSetup: () => void;
}

export class TroublePanel {
  readonly #ways: Ways;
  readonly #redraw: () => void;
  /** Loaded with the first trap. */
  #renderTrap: typeof renderTrap | undefined;
  #cannotLoad = false;

  /** `redraw` has it rendered again. */
  constructor(ways: Ways, redraw: () => void) {
    this.#ways = ways;
    this.#redraw = redraw;
  }

  render(problem: Problem | undefined, trap: Trap | undefined, t: Catalogue) {
    if (problem) return renderProblem(problem, this.#ways, t);
    if (!trap) return nothing;
    if (this.#renderTrap) return this.#renderTrap(trap, this.#ways, t);
    if (this.#cannotLoad) {
      return renderProblem({ kind: "load", message: trap.message }, this.#ways, t);
    }
    void this.#load();
    return nothing;
  }

  async #load(): Promise<void> {
    try {
      this.#renderTrap = (await import("./trap.ts")).renderTrap;
    } catch {
      this.#cannotLoad = true;
    }
    this.#redraw();
  }
}

function renderProblem(
  { kind, message }: Problem,
  ways: Ways,
  { load, language }: Catalogue,
): TemplateResult {
  const isSetup = kind === "setup";
  return html`<div class="trouble" role="alert" lang=${language}>
    <h2>${isSetup ? load.badSetup : load.failed}</h2>
    <pre tabindex="0">${message}</pre>
    <button type="button" class="primary" @click=${isSetup ? ways.usualSetup : ways.retry}>
      ${isSetup ? load.defaults : load.retry}
    </button>
  </div>`;
}
