// What a figure shows: a built-in scenario, a text, or a run that has no name.

import type { Figure } from "./figure.ts";
import type { FigureOptions } from "./options.ts";

/** Opens in the figure what it is to show: `text` is a file's, or what stands in the element. */
export function openSource(
  figure: Figure,
  options: FigureOptions,
  text: string | undefined,
): Promise<void> {
  if (options.src === undefined && options.scenario !== undefined) {
    return figure.openBuiltin(options.scenario, options.t);
  }
  return text === undefined ? figure.begin() : figure.openText(text, options.t);
}
