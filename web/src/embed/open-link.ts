// The link from an embedded playground to the page.

import type { EmbedWords } from "../i18n/embed.ts";

const SVG = "http://www.w3.org/2000/svg";
const ICON = "M9 3h4v4M13 3L7.5 8.5M11 9v4H3V5h4";

/** The events that precede following the link. */
const BEFORE = ["pointerenter", "pointerdown", "focus", "click"];

export class OpenLink {
  readonly #address: () => string;
  readonly #link = document.createElement("a");
  readonly #name = document.createElement("span");

  /** Puts the link into a playground's frame. `address` returns where it leads. */
  constructor(frame: Element, address: () => string) {
    this.#address = address;
    Object.assign(this.#link, { className: "open", target: "_blank", rel: "noopener" });
    this.#link.append(this.#name, icon());
    // While time passes, the link is updated only when a reader is about to follow it.
    for (const type of BEFORE) this.#link.addEventListener(type, () => this.update());
    this.update();
    frame.append(this.#link);
  }

  draw(words: EmbedWords): void {
    this.#link.title = words.open;
    this.#link.lang = words.language;
    this.#name.textContent = words.open;
  }

  /** Updates the address, because another moment is shown. */
  update(): void {
    const address = this.#address();
    if (this.#link.href !== address) this.#link.href = address;
  }
}

function icon(): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICON);
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}
