// The texts about the search for a run, in the reader's language.

import type { SearchWords } from "./search.en.ts";

export async function loadSearchWords(language: string): Promise<SearchWords> {
  const { search } = await (language === "zh"
    ? import("./search.zh.ts")
    : import("./search.en.ts"));
  return search;
}
