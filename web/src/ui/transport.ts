// The bar that moves time and begins runs.

import { html, type TemplateResult } from "lit/html.js";
import type { Catalogue } from "../i18n/catalogue.ts";

export interface TransportModel {
  playing: boolean;
  /** Virtual milliseconds per real one. */
  speed: number;
  servers: number;
  /** More buttons, that come later. */
  more: unknown;
}

export interface TransportHandlers {
  toggle: () => void;
  step: () => void;
  back: () => void;
  setSpeed: (speed: number) => void;
  setServers: (servers: number) => void;
  /** These open something beside the button. */
  openNetwork: (anchor: Element) => void;
  openNewRun: (anchor: Element) => void;
  openKeys: (anchor: Element) => void;
}

/** How many times slower than real time. */
const SLOWER = [1, 5, 10, 25, 50, 100, 250, 500];
const MOST_SERVERS = 9;

const icons = {
  play: "M5 3.5v9l7.5-4.5z",
  pause: "M4.5 3.5h2.5v9H4.5zM9 3.5h2.5v9H9z",
  step: "M3.5 3.5v9l6.5-4.5zM10.5 3.5h2v9h-2z",
  back: "M12.5 3.5v9l-6.5-4.5zM5.5 3.5h-2v9h2z",
};

export function renderTransport(
  model: TransportModel,
  on: TransportHandlers,
  t: Catalogue,
): TemplateResult {
  const { transport } = t;
  const { playing } = model;
  return html`<div class="transport" role="group" aria-label=${transport.name}>
    <div class="buttons">
      ${iconButton(playing ? "pause" : "play", playing ? transport.pause : transport.play, on.toggle)}
      ${iconButton("back", transport.back, on.back)}
      ${iconButton("step", transport.step, on.step)}
      <span class="time" role="timer" aria-label=${transport.time}></span>
    </div>
    ${renderSpeed(model, on, t)}
    ${renderServers(model, on, t)}
    <div class="more">
      ${model.more}
      <button type="button" aria-haspopup="dialog" @click=${opener(on.openNetwork)}>
        ${transport.network}
      </button>
      <button type="button" aria-haspopup="menu" @click=${opener(on.openNewRun)}>
        ${transport.newRun}
      </button>
      <button
        type="button"
        class="icon keys"
        aria-label=${transport.keys}
        title=${transport.keys}
        aria-haspopup="dialog"
        @click=${opener(on.openKeys)}
      >
        ?
      </button>
    </div>
  </div>`;
}

function opener(open: (anchor: Element) => void) {
  return (event: Event) => open(event.currentTarget as Element);
}

function iconButton(name: keyof typeof icons, label: string, click: () => void): TemplateResult {
  return html`<button type="button" class="icon ${name}" aria-label=${label} title=${label} @click=${click}>
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${icons[name]} /></svg>
  </button>`;
}

function renderSpeed({ speed }: TransportModel, on: TransportHandlers, { transport }: Catalogue) {
  const slower = Math.round(100 / speed) / 100;
  const choices = SLOWER.includes(slower) ? SLOWER : [...SLOWER, slower].sort((a, b) => a - b);
  const change = (event: Event) =>
    on.setSpeed(1 / Number((event.target as HTMLSelectElement).value));
  return html`<select aria-label=${transport.speed} title=${transport.speed} @change=${change}>
    ${choices.map(
      (times) => html`<option value=${times} .selected=${times === slower}>
        ${times === 1 ? transport.realTime : transport.slower(times)}
      </option>`,
    )}
  </select>`;
}

function renderServers(
  { servers }: TransportModel,
  on: TransportHandlers,
  { transport }: Catalogue,
) {
  const change = (event: Event) => on.setServers(Number((event.target as HTMLSelectElement).value));
  return html`<label class="size">
    <span>${transport.servers}</span>
    <select @change=${change}>
      ${Array.from(
        { length: MOST_SERVERS },
        (_, at) => html`<option value=${at + 1} .selected=${at + 1 === servers}>${at + 1}</option>`,
      )}
    </select>
  </label>`;
}
