// A panel at the playground's edge, beside which the playground can still be seen and used.

import { html, render, type TemplateResult } from "lit/html.js";
import { adopt } from "../theme/css.ts";
import drawer from "./drawer.css?inline";
import finger from "./finger.css?inline";

/** The content of a drawer. */
export interface DrawerContent {
  title: string;
  /** The label of the button that closes it. */
  close: string;
  body: unknown;
}

export class Drawer {
  readonly #box: HTMLElement;
  readonly #content: () => DrawerContent;
  #back: HTMLElement | SVGElement | undefined;

  /** Creates a drawer in a shadow root; `name` becomes a class of the drawer. */
  constructor(root: ShadowRoot, name: string, content: () => DrawerContent) {
    this.#content = content;
    const box = document.createElement("div");
    this.#box = box;
    box.className = `drawer ${name}`;
    Object.assign(box, { popover: "manual", tabIndex: -1 });
    box.setAttribute("role", "dialog");
    root.append(box);
    adopt(box, drawer);
    adopt(box, finger);
    box.addEventListener("keydown", (event) => {
      // The playground must not handle these keys, as Space also presses a button.
      if (event.key !== "Escape") return;
      this.hide();
      event.preventDefault();
      event.stopPropagation();
    });
  }

  get isOpen(): boolean {
    return this.#box.matches(":popover-open");
  }

  /**
   * Opens the drawer, scrolled to the first element that `lead` selects. `back` gets the focus when the
   * drawer is closed.
   */
  show(back: HTMLElement | SVGElement | undefined, lead?: string): void {
    if (!this.isOpen) this.#back = back;
    this.#box.showPopover();
    this.refresh();
    this.#box.scrollTop = 0;
    if (lead) this.#box.querySelector(lead)?.scrollIntoView({ block: "nearest" });
    this.#box.focus({ preventScroll: true });
  }

  hide(): void {
    if (!this.isOpen) return;
    this.#box.hidePopover();
    this.#back?.focus({ preventScroll: true });
  }

  /** Redraws the content. */
  refresh(): void {
    if (!this.isOpen) return;
    const content = this.#content();
    this.#box.setAttribute("aria-label", content.title);
    render(this.#template(content), this.#box);
  }

  #template({ title, close, body }: DrawerContent): TemplateResult {
    return html`
      <header>
        <h2>${title}</h2>
        <button type="button" class="icon" aria-label=${close} @click=${() => this.hide()}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
        </button>
      </header>
      ${body}`;
  }
}
