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
