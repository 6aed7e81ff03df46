// The settings of the network, the actions on all links at once, and the servers' timing.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Action, NetworkSettings, SetupView, View } from "../../generated/raft_wasm.js";
import type { FullCatalogue } from "../i18n/en.later.ts";
import { popupHead } from "./popup.ts";
import { TimingFields, type TimingHandlers } from "./timing-fields.ts";

export interface NetworkHandlers extends TimingHandlers {
  /** Applies an action. Returns in words why it was refused, if it was. */
  act: (action: Action) => string | undefined;
  close: () => void;
}

/** The contents of the fields, as text: it may not be a number. */
type Field = keyof NetworkSettings;

/** How many of the world's units are one unit of a field: a percent is ten of a thousand. */
const UNITS: Record<Field, number> = { latencyMin: 1, latencyMax: 1, loss: 10, duplication: 10 };

export class NetworkPanel {
  readonly #on: NetworkHandlers;
  #draft: Partial<Record<Field, string>> = {};
  #problem: string | undefined;
  #apart = new Set<number>();
  readonly #timing: TimingFields;

  constructor(on: NetworkHandlers) {
    this.#on = on;
    this.#timing = new TimingFields(on);
  }

  render(view: View, setup: SetupView, t: FullCatalogue): TemplateResult {
    const { network } = t;
    const field = (name: Field, label: string) => this.#field(name, label, view.network, t);
    return html`${popupHead(network.title, t.menu.close, this.#on.close)}
      <div class="settings" role="group" aria-label=${network.title}>
        <span>${network.latency}</span>
        <span>
          ${field("latencyMin", network.label(network.latency, network.min))} ${network.to}
          ${field("latencyMax", network.label(network.latency, network.max))} ms
        </span>
        <span>${network.loss}</span>
        <span>${field("loss", network.label(network.loss, "%"))} %</span>
        <span>${network.duplication}</span>
        <span>${field("duplication", network.label(network.duplication, "%"))} %</span>
        <p class="problem" id="network-problem" role="alert">${this.#problem ?? nothing}</p>
        <p class="quiet">${network.forAll}</p>
      </div>
      ${this.#links(view, t)}
      <hr />
      ${this.#timing.render(setup, t)}`;
  }

  #field(name: Field, label: string, settings: NetworkSettings, t: FullCatalogue): TemplateResult {
    const value = this.#draft[name] ?? String(settings[name] / UNITS[name]);
    const change = (event: Event) => {
      this.#draft[name] = (event.target as HTMLInputElement).value;
      this.#apply(settings, t);
    };
    return html`<input
      inputmode="decimal"
      size="4"
      aria-label=${label}
      aria-invalid=${name in this.#draft && this.#problem ? "true" : nothing}
      aria-describedby="network-problem"
      .value=${value}
      @change=${change}
    />`;
  }

  /** Applies the contents of the fields once all are valid. */
  #apply(settings: NetworkSettings, t: FullCatalogue): void {
    const wanted = { ...settings };
    this.#problem = undefined;
    for (const [name, text] of Object.entries(this.#draft) as [Field, string][]) {
      const number = text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
      if (!Number.isFinite(number)) this.#problem = t.network.notANumber;
      const value = number * UNITS[name];
      wanted[name] = UNITS[name] === 1 ? value : Math.round(value);
    }
    const negative = Object.values(wanted).some((value) => value < 0);
    const large = wanted.loss > 1000 || wanted.duplication > 1000;
    if (negative) this.#problem ??= t.network.notNegative;
    if (large) this.#problem ??= t.networkErrors.moreThanAll;
    this.#problem ??= this.#on.act({ setNetwork: { settings: wanted } });
    if (this.#problem === undefined) this.#draft = {};
    this.#on.redraw();
  }

  #links(view: View, t: FullCatalogue): TemplateResult {
    const { network, drawing } = t;
    const ids = view.servers.map(({ id }) => id);
    const apart = ids.filter((id) => this.#apart.has(id));
    const rest = ids.filter((id) => !this.#apart.has(id));
    const toggle = (id: number) => {
      if (!this.#apart.delete(id)) this.#apart.add(id);
      this.#on.redraw();
    };
    const anyCut = view.links.some(({ cut }) => cut);
    return html`<div class="links" role="group" aria-label=${network.links}>
      <p id="part-label">${network.partition}</p>
      <div class="chips" role="group" aria-labelledby="part-label">
        ${ids.map(
          (id) => html`<button
            type="button"
            aria-pressed=${this.#apart.has(id)}
            @click=${() => toggle(id)}
          >
            ${drawing.server(id)}
          </button>`,
        )}
      </div>
      <p class="row">
        <button
          type="button"
          ?disabled=${apart.length === 0 || rest.length === 0}
          @click=${() => this.#on.act({ partition: { groups: [apart, rest] } })}
        >
          ${network.part}
        </button>
        <button type="button" ?disabled=${!anyCut} @click=${() => this.#on.act("heal")}>
          ${network.healAll}
        </button>
      </p>
    </div>`;
  }
}
