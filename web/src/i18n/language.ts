// The languages of the project, without their texts.

export type Language = "en" | "zh";

/** The language of the first tag (BCP 47) that names one of the project's languages. */
export function languageOf(...tags: (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const language = /^[a-z]+/i.exec(tag ?? "")?.[0].toLowerCase();
    if (language === "zh" || language === "en") return language;
  }
  return "en";
}
