// Labels on the sheet of the diagram, which are shown as long as they are whole in its window.

import { textWidth } from "../view/text.ts";

/** A label, and from where to where on the sheet it is, in pixels. */
export interface Label {
  element: Element;
  from: number;
  to: number;
  /** Nothing while it has not been looked at. */
  isShown: boolean | undefined;
}

/** The size of their letters, in pixels. */
const SIZE = 11;

/** The labels of a group, as they are drawn now. Those that are not centred are bold. */
export function labelsIn(group: SVGGElement, isCentred: boolean): Label[] {
  return [...group.children].map((element) => {
    const width = textWidth(element.textContent ?? "", SIZE, !isCentred);
    const from = Number(element.getAttribute("x")) - (isCentred ? width / 2 : 0);
    return { element, from, to: from + width, isShown: undefined };
  });
}

/** Shows the labels that are whole between these places of the sheet: others would be cut off. */
export function showWhole(labels: readonly Label[], least: number, most: number): void {
  for (const label of labels) {
    const isShown = label.from >= least && label.to <= most;
    if (isShown === label.isShown) continue;
    label.isShown = isShown;
    label.element.setAttribute("visibility", isShown ? "visible" : "hidden");
  }
}
