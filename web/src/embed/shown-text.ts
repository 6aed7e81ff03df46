// The text that a playground is to show.

import { loadTimeline } from "../engine/engine.ts";
import type { Language } from "../i18n/language.ts";
import type { PlaygroundOptions } from "./options.ts";

/** The place that may contain a text, besides a named file. */
export interface TextPlace {
  /** The scenario inside the element, if there is one. */
  readonly content?: string | undefined;
  readonly language: Language;
}

/** The text of the named file, or of the element. Rejects when the file cannot be loaded. */
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
