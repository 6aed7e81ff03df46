import { type Styles, sheetOf } from "./css.ts";

/** Gives the shadow root that an element is in the styles of a part that comes later. */
export function adopt(element: Element, styles: Styles): void {
  const { adoptedStyleSheets: sheets } = element.getRootNode() as ShadowRoot;
  const sheet = sheetOf(styles);
  if (!sheets.includes(sheet)) sheets.push(sheet);
}
