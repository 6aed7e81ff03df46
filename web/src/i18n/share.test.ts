import { expect, test } from "vitest";
import { loadShareWords } from "./share.ts";

/** Every text by its path; a sentence with values as a function. */
function texts(part: object, path = ""): [string, unknown][] {
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? texts(value, `${path}${key}.`)
      : [[`${path}${key}`, value] as [string, unknown]],
  );
}

test("both languages say the same things about sharing", async () => {
  const [en, zh] = await Promise.all([loadShareWords("en"), loadShareWords("zh")]);
  expect([en.language, zh.language]).toEqual(["en", "zh"]);
  const [english, chinese] = [new Map(texts(en)), new Map(texts(zh))];
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [path, text] of chinese) {
    if (typeof text !== "string") continue;
    expect(text, path).not.toBe("");
    expect(text, path).not.toBe(english.get(path));
  }
});
