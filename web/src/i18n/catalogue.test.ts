import { expect, test } from "vitest";
import { languageOf } from "./catalogue.ts";
import { fullEn as en } from "./en.later.ts";
import { zh } from "./zh.ts";

/** Every text of a catalogue by its path; a sentence with values as a function. */
function texts(part: object, path = ""): [string, unknown][] {
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? texts(value, `${path}${key}.`)
      : [[`${path}${key}`, value] as [string, unknown]],
  );
}

test("both languages say the same things", () => {
  const paths = (catalogue: object) => texts(catalogue).map(([path]) => path);
  expect(paths(zh).sort()).toEqual(paths(en).sort());
  expect(zh.keys.list).toHaveLength(en.keys.list.length);
});

test("no text is missing, and Chinese is not left in English", () => {
  for (const [path, value] of [...texts(en), ...texts(zh)]) {
    if (typeof value === "string") expect(value, path).not.toBe("");
  }
  const names = /^(page\.otherLanguage|language|menu\.|drawing\.|marks\.)/;
  const english = new Map(texts(en));
  for (const [path, value] of texts(zh)) {
    if (typeof value === "string" && !names.test(path)) {
      expect(value, path).not.toBe(english.get(path));
    }
  }
});

test("the first language that there is wins", () => {
  expect(languageOf("zh-Hans-CN")).toBe("zh");
  expect(languageOf(undefined, "", "fr", "zh-TW", "en")).toBe("zh");
  expect(languageOf("EN-gb", "zh")).toBe("en");
  expect(languageOf("fr", null)).toBe("en");
});
