// The catalogues of the languages, and how to load one.

import { type Catalogue, en } from "./en.ts";
import type { Language } from "./language.ts";

export type { Catalogue } from "./en.ts";
export { type Language, languageOf } from "./language.ts";

/** The catalogue that is available from the start. */
export const firstCatalogue: Catalogue = en;

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  if (language === "en") return en;
  return (await import("./zh.ts")).zh;
}
