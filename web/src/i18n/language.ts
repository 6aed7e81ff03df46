// The languages of the project, without their texts.

export type Language = "en" | "zh";

/** The language of a BCP 47 tag, or of the first of several that there is. */
export function languageOf(...tags: (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const language = /^[a-z]+/i.exec(tag ?? "")?.[0].toLowerCase();
    if (language === "zh" || language === "en") return language;
  }
  return "en";
}
