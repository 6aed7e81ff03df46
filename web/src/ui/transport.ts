// The bar that controls time and begins runs.

import { html, type TemplateResult } from "lit/html.js";
import type { RunContext } from "../run/run-context.ts";
import type { RunParts } from "../run/run-parts.ts";
import type { Box } from "./place.ts";
import type { Popups } from "./popups.ts";

/** The speeds offered: how many times slower than real time. */
const SLOWER = [1, 5, 10, 25, 50, 100, 250, 500];
const MOST_SERVERS = 9;

const icons = {
  play: "M5 3.5v9l7.5-4.5z",
  pause: "M4.5 3.5h2.5v9H4.5zM9 3.5h2.5v9H9z",
  step: "M3.5 3.5v9l6.5-4.5zM10.5 3.5h2v9h-2z",
  back: "M12.5 3.5v9l-6.5-4.5zM5.5 3.5h-2v9h2z",
};

export class Transport {
  readonly #run: RunContext;

  constructor(run: RunContext) {
    this.#run = run;
  }

  openKeys(anchor: Element): void {
    this.#open((popups) => popups.openKeys(anchor));
  }

  openNetwork(anchor: Element | Box): void {
    this.#open((popups) => popups.openNetwork(anchor));
  }

  render(): TemplateResult {
    const run = this.#run;
    const t = run.t.transport;
    const play = run.session?.playing ? "pause" : "play";
    return html`<div class="transport" role="group" aria-label=${t.name}>
      <div class="buttons">
        ${iconButton(play, t[play], () => run.toggle(), "primary")}
        ${iconButton("back", t.back, () => this.#ask((parts) => parts.stepBack()))}
        ${iconButton("step", t.step, () => run.step())}
        <span class="time" role="timer" aria-label=${t.time}></span>
      </div>
      <div class="timeline-place"></div>
      <div class="rest">
        ${this.#speed()}
        <button type="button" class="icon fold" aria-label=${t.more} popovertarget="more">⋯</button>
        <div class="more" id="more" popover>
          ${this.#servers()}
          ${opener("menu", t.scenarios, (anchor) => this.#ask((parts) => parts.openScenarios(anchor)))}
          ${opener("dialog", t.text, (anchor) => this.#ask((parts) => parts.toggleText(anchor)))}
          ${opener("dialog", t.rules, (anchor) => this.#ask((parts) => parts.toggleRules(anchor)))}
          ${opener("dialog", t.network, (anchor) => this.openNetwork(anchor))}
          ${opener("menu", t.newRun, (anchor) => this.#open((popups) => popups.openNewRun(anchor)))}
          <button
            type="button"
            class="icon keys"
            aria-label=${t.keys}
            title=${t.keys}
            aria-haspopup="dialog"
            @click=${opening((anchor) => this.openKeys(anchor))}
          >
            ?
          </button>
        </div>
      </div>
    </div>`;
  }

  #ask(how: (parts: RunParts) => unknown): void {
    void this.#run.parts.with(how);
  }

  #open(how: (popups: Popups) => void): void {
    void this.#run.popups.with(how);
  }

  #speed(): TemplateResult {
    const { session, stage, t } = this.#run;
    const slower = Math.round(100 / (session?.speed ?? stage.speed)) / 100;
    const choices = SLOWER.includes(slower) ? SLOWER : [...SLOWER, slower].sort((a, b) => a - b);
    const change = (event: Event) => {
      stage.speed = 1 / chosen(event);
    };
    const { speed, realTime, slower: words } = t.transport;
    return html`<select aria-label=${speed} title=${speed} @change=${change}>
      ${choices.map(
        (times) => html`<option value=${times} .selected=${times === slower}>
          ${times === 1 ? realTime : words(times)}
        </option>`,
      )}
    </select>`;
  }

  #servers(): TemplateResult {
    const { session, stage, t } = this.#run;
    const count = session?.setup.servers ?? stage.servers ?? 5;
    const change = (event: Event) => this.#run.restart("same", chosen(event));
    return html`<label class="size">
      <span>${t.transport.servers}</span>
      <select @change=${change}>
        ${Array.from(
          { length: MOST_SERVERS },
          (_, at) => html`<option value=${at + 1} .selected=${at + 1 === count}>${at + 1}</option>`,
        )}
      </select>
    </label>`;
  }
}

const chosen = (event: Event): number => Number((event.target as HTMLSelectElement).value);

/**
 * Returns a click handler that opens something beside its button, or beside the button of the fold that
 * contains it.
 */
const opening = (open: (anchor: HTMLElement) => void) => (event: Event) => {
  const button = event.currentTarget as HTMLElement;
  const folded = button.closest<HTMLElement>(":popover-open");
  folded?.hidePopover();
  open((folded?.previousElementSibling as HTMLElement | null | undefined) ?? button);
};

/** A button that opens something beside it. */
function opener(what: "menu" | "dialog", words: string, open: (anchor: HTMLElement) => void) {
  return html`<button type="button" aria-haspopup=${what} @click=${opening(open)}>${words}</button>`;
}

function iconButton(
  name: keyof typeof icons,
  label: string,
  click: () => void,
  classes = "",
): TemplateResult {
  return html`<button type="button" class="icon ${classes}" aria-label=${label} title=${label} @click=${click}>
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${icons[name]} /></svg>
  </button>`;
}
