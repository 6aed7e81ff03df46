// The way from a figure to the page with the whole playground.

import type { EmbedWords } from "../i18n/embed.ts";

const SVG = "http://www.w3.org/2000/svg";
const ICON = "M9 3h4v4M13 3L7.5 8.5M11 9v4H3V5h4";

/** Puts the link into a figure's frame; it leads to `address()`, whenever somebody is about to follow it. */
export function drawLink(frame: Element, address: () => string, words: EmbedWords): void {
  let link = frame.querySelector<HTMLAnchorElement>(":scope > .open");
  if (!link) {
    link = newLink(address);
    frame.append(link);
  }
  link.href = address();
  link.title = words.open;
  link.lang = words.language;
  link.firstElementChild?.replaceChildren(words.open);
}

function newLink(address: () => string): HTMLAnchorElement {
  const link = document.createElement("a");
  Object.assign(link, { className: "open", target: "_blank", rel: "noopener" });
  link.part.add("open");
  link.append(document.createElement("span"), icon());
  for (const type of ["pointerenter", "pointerdown", "focus", "click"]) {
    link.addEventListener(type, () => {
      if (link.href !== address()) link.href = address();
    });
  }
  return link;
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
