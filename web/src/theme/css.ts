// Style sheets: for an element's own styles, and for parts that come after the first view.

const sheets = new Map<string, CSSStyleSheet>();

/** Adds the styles of a part to the shadow root of a node. */
export function adopt(node: Node, styles: string): void {
  const { adoptedStyleSheets } = node.getRootNode() as ShadowRoot;
  const sheet = sheetOf(styles);
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
}

/** The style sheet shared by all elements that use this text. */
export function sheetOf(styles: string): CSSStyleSheet {
  const known = sheets.get(styles);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  sheets.set(styles, sheet);
  return sheet;
}
