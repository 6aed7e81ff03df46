// The texts of a playground in another page, in the reader's language.

import type { EmbedWords } from "./embed.en.ts";
import type { Language } from "./language.ts";

export type { EmbedWords } from "./embed.en.ts";

export async function loadEmbedWords(language: Language): Promise<EmbedWords> {
  const { embedWords } = await (language === "zh"
    ? import("./embed.zh.ts")
    : import("./embed.en.ts"));
  return embedWords;
}
