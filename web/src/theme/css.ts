// Style sheets: for an element's own styles, and for parts that come after the first view.

const sheets = new Map<string, CSSStyleSheet>();

/** Gives a shadow root, or the one that a node is in, the styles of a part: a style sheet's text. */
export function adopt(node: Node, styles: string): void {
  const { adoptedStyleSheets } = node.getRootNode() as ShadowRoot;
  const sheet = sheetOf(styles);
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
}

/** The one sheet for all elements that use this text. */
export function sheetOf(styles: string): CSSStyleSheet {
  const known = sheets.get(styles);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  sheets.set(styles, sheet);
  return sheet;
}
