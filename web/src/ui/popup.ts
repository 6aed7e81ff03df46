// The one popup of a playground, for menus, settings and help, one at a time. The platform's popover provides
// the top layer, Escape, and closing by a click elsewhere.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import { type Box, intersection, place } from "./place.ts";

export interface PopupContent {
  /** Its accessible name. */
  label: string;
  template: () => TemplateResult;
}

/** The width of the playground below which a popup is a sheet at the bottom of the screen. */
const NARROW = 600;
/** The distance of a popup from the edges of the screen, which limit it where the playground is too low. */
const ROOM = 8;

export class Popup {
  readonly #host: HTMLElement;
  readonly #box: HTMLElement;
  #content: PopupContent | undefined;
  #anchor: Element | Box | undefined;
  #onClosed: (() => void) | undefined;
  /** Its height when it was placed. */
  #height = 0;

  /** `box` has the popover attribute and is inside the playground's `host`. */
  constructor(host: HTMLElement, box: HTMLElement) {
    this.#host = host;
    this.#box = box;
    box.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState === "closed") this.#closed();
    });
    // A popup that has grown is moved to stay on the screen.
    const grown = new ResizeObserver(() => {
      if (this.isOpen && box.offsetHeight > this.#height) this.#position();
    });
    grown.observe(box, { box: "border-box" });
    // The platform closes it too, but would not know where the focus belongs.
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
    });
  }

  get isOpen(): boolean {
    return this.#content !== undefined;
  }

  /** Opens the popup. `anchor` is what it belongs to, and gets the focus afterwards. */
  show(content: PopupContent, anchor: Element | Box, onClosed?: () => void): void {
    if (this.isOpen) this.hide();
    this.#content = content;
    this.#anchor = anchor;
    this.#onClosed = onClosed;
    this.#box.setAttribute("aria-label", content.label);
    this.refresh();
    this.#box.classList.toggle("sheet", this.#host.clientWidth < NARROW);
    this.#box.showPopover();
    this.#position();
    const first = this.#box.querySelector<HTMLElement>("[autofocus], [role=menuitem]");
    (first ?? this.#box).focus({ preventScroll: true });
  }

  /** Redraws the content, as what it is about has changed. */
  refresh(): void {
    if (this.#content) render(this.#content.template(), this.#box);
  }

  /** Closes the popup and restores the focus. */
  hide(): void {
    if (!this.isOpen) return;
    const anchor = this.#anchor;
    this.#box.hidePopover();
    this.#closed();
    const back = anchor instanceof Element && anchor.isConnected ? anchor : undefined;
    (back as HTMLElement | SVGElement | undefined)?.focus({ preventScroll: true });
  }

  /** Also called when the platform has closed the popup; that event comes after the closing. */
  #closed(): void {
    if (!this.#content || this.#box.matches(":popover-open")) return;
    this.#content = undefined;
    render(nothing, this.#box);
    this.#onClosed?.();
  }

  #position(): void {
    if (this.#box.classList.contains("sheet")) {
      this.#box.style.cssText = "";
      return;
    }
    const view = document.documentElement;
    const screen = { left: ROOM, top: ROOM, width: view.clientWidth, height: window.innerHeight };
    screen.width -= 2 * ROOM;
    screen.height -= 2 * ROOM;
    const anchor =
      this.#anchor instanceof Element ? this.#anchor.getBoundingClientRect() : this.#anchor;
    const playground = intersection(screen, this.#host.getBoundingClientRect());
    const size = { width: this.#box.offsetWidth, height: this.#box.offsetHeight };
    this.#height = size.height;
    const bounds = size.height > playground.height ? screen : playground;
    const { left, top } = place(size, anchor ?? playground, bounds);
    // Relative to the page, so that it scrolls with the playground.
    this.#box.style.left = `${left + window.scrollX}px`;
    this.#box.style.top = `${top + window.scrollY}px`;
  }
}

/** The head of a popup. */
export function popupHead(title: string, closeLabel: string, close: () => void): TemplateResult {
  return html`<header>
    <h2>${title}</h2>
    <button type="button" class="icon" aria-label=${closeLabel} @click=${close}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
    </button>
  </header>`;
}
