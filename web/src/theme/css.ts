// Styles as text, and the style sheets made of them.

export interface Styles {
  readonly cssText: string;
}

export const css = (text: TemplateStringsArray): Styles => ({ cssText: text.join("") });

const sheets = new WeakMap<Styles, CSSStyleSheet>();

/** One sheet for all elements that use it. */
export function sheetOf(styles: Styles): CSSStyleSheet {
  let sheet = sheets.get(styles);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles.cssText);
    sheets.set(styles, sheet);
  }
  return sheet;
}

/** Gives the shadow root that an element is in the styles of a part that comes later. */
export function adopt(element: Element, styles: Styles): void {
  const { adoptedStyleSheets: sheets } = element.getRootNode() as ShadowRoot;
  const sheet = sheetOf(styles);
  if (!sheets.includes(sheet)) sheets.push(sheet);
}
