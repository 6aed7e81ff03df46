// Fetches the scenario that a playground is to show. Loaded when a playground names a file.

import { type EmbedWords, loadEmbedWords } from "../i18n/embed.ts";
import type { Language } from "../i18n/language.ts";

/** How long a file may take to load, in real milliseconds. */
const PATIENCE_MS = 20_000;

/**
 * Fetches the text of a file of at most `limit` bytes. Rejects with a sentence in this language when the file
 * cannot be loaded or is larger.
 */
export async function fetchScenario(
  src: string,
  limit: number,
  language: Language,
): Promise<string> {
  const words = await loadEmbedWords(language);
  try {
    return await fetchText(src, limit, words);
  } catch (error) {
    throw new Error(words.cannotLoad(src, error instanceof Error ? error.message : String(error)));
  }
}

async function fetchText(src: string, limit: number, words: EmbedWords): Promise<string> {
  const url = new URL(src, document.baseURI);
  if (!/^https?:$/.test(url.protocol)) throw new Error(words.notWeb);
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const text = await readText(response, limit);
  if (text === undefined) throw new Error(words.tooLarge(limit));
  return text;
}

/** Reads at most `limit` bytes, whatever the server sends; `undefined` when there are more. */
async function readText(response: Response, limit: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
