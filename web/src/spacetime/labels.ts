// Labels on the sheet of the diagram, which are shown while they fit completely into its window.

import { textWidth } from "../view/text.ts";

/** A label, and its left and right ends on the sheet, in pixels. */
export interface Label {
  element: Element;
  from: number;
  to: number;
  /** `undefined` before the first check. */
  isShown: boolean | undefined;
}

/** The font size of the labels, in pixels. */
const SIZE = 11;

/** The labels of a group as they are drawn now. Labels that are not centred are bold. */
export function labelsIn(group: SVGGElement, isCentred: boolean): Label[] {
  return [...group.children].map((element) => {
    const width = textWidth(element.textContent ?? "", SIZE, !isCentred);
    const from = Number(element.getAttribute("x")) - (isCentred ? width / 2 : 0);
    return { element, from, to: from + width, isShown: undefined };
  });
}

/** Shows the labels that fit completely between these places of the sheet, and hides the others. */
export function showWhole(labels: readonly Label[], least: number, most: number): void {
  for (const label of labels) {
    const isShown = label.from >= least && label.to <= most;
    if (isShown === label.isShown) continue;
    label.isShown = isShown;
    label.element.setAttribute("visibility", isShown ? "visible" : "hidden");
  }
}
