// The text that a playground is to show.

import { loadTimeline } from "../engine/engine.ts";
import type { Language } from "../i18n/language.ts";
import type { PlaygroundOptions } from "./options.ts";

/** Where a text can stand beside a file. */
export interface TextPlace {
  /** The scenario that stands in the element, if one does. */
  readonly content?: string | undefined;
  readonly language: Language;
}

/** The text of the file that is named, or what stands in the element. Rejects when the file does not come. */
export async function textToShow(
  { src }: PlaygroundOptions,
  { content, language }: TextPlace,
): Promise<string | undefined> {
  if (src === undefined) return content;
  const [engine, { fetchScenario }] = await Promise.all([
    loadTimeline(),
    import("./fetch-scenario.ts"),
  ]);
  return fetchScenario(src, engine.greatestText(), language);
}
