// What is shown when there is no run to show: the simulator has trapped, or could not start.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Catalogue } from "../i18n/catalogue.ts";
import type { Problem, RunContext } from "../run/run-context.ts";
import { isCalm } from "../theme/calm.ts";
import { adopt } from "../theme/css.ts";
import type { renderTrap, WaysOn } from "./trap.ts";

/** The ways to continue after a trap, or when no run could begin. */
interface Ways extends WaysOn {
  retry: () => void;
  usualSetup: () => void;
}

export class TroublePanel {
  readonly #run: RunContext;
  readonly #ways: Ways;
  /** Loaded with the first trap. */
  #renderTrap: typeof renderTrap | undefined;
  #cannotLoad = false;

  constructor(run: RunContext) {
    this.#run = run;
    this.#ways = {
      sameRun: () => run.restart("same"),
      otherRun: () => run.restart("fresh"),
      retry: () => void run.begin(),
      usualSetup: () => void run.begin({ servers: 5, play: !isCalm() }),
    };
  }

  render() {
    const { problem, session, t } = this.#run;
    if (problem) return renderProblem(problem, this.#ways, t);
    const trap = session?.trap;
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
      const { renderTrap, trapStyles } = await import("./trap.ts");
      adopt(this.#run.root, trapStyles);
      this.#renderTrap = renderTrap;
    } catch {
      this.#cannotLoad = true;
    }
    this.#run.stage.requestUpdate();
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
