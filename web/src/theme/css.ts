// Style sheets: for an element's own styles, and for parts that come after the first view.

import { type CSSResult, css, unsafeCSS } from "@lit/reactive-element";

export { type CSSResult, css, unsafeCSS as sheet };

const sheets = new Map<string, CSSResult>();

/** Gives a shadow root, or the one that a node is in, the styles of a part: a style sheet's text. */
export function adopt(node: Node, styles: string | CSSResult): void {
  const { adoptedStyleSheets } = node.getRootNode() as ShadowRoot;
  const sheet = resultOf(styles).styleSheet;
  if (sheet && !adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
}

/** One sheet for all elements that use it. */
function resultOf(styles: string | CSSResult): CSSResult {
  if (typeof styles !== "string") return styles;
  const known = sheets.get(styles) ?? unsafeCSS(styles);
  sheets.set(styles, known);
  return known;
}
