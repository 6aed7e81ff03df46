// Which languages there are, and how to get one.

import { type Catalogue, en } from "./en.ts";

export type { Catalogue } from "./en.ts";
export type Language = "en" | "zh";

/** The catalogue there is from the start. */
export const firstCatalogue: Catalogue = en;

/** The language of a BCP 47 tag, or of the first of several that there is. */
export function languageOf(...tags: (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const language = /^[a-z]+/i.exec(tag ?? "")?.[0].toLowerCase();
    if (language === "zh" || language === "en") return language;
  }
  return "en";
}

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  if (language === "en") return en;
  return (await import("./zh.ts")).zh;
}
