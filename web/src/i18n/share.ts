// The texts of the share dialog, in the reader's language.

import type { ShareWords } from "./share.en.ts";

export type { ShareWords } from "./share.en.ts";

export async function loadShareWords(language: string): Promise<ShareWords> {
  const { shareWords } = await (language === "zh"
    ? import("./share.zh.ts")
    : import("./share.en.ts"));
  return shareWords;
}
