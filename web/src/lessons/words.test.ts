// Checks that the lessons use the page's names of things, and ask only for what can be done on the page.

import { expect, test } from "vitest";
import {
  LANGUAGES,
  lessonFolders,
  readLesson,
  readLessonFile,
} from "../../../scripts/vite/lesson-files.ts";
import { fullEn } from "../i18n/en.later.ts";
import { judge as judgeEn } from "../i18n/judge.en.ts";
import { judge as judgeZh } from "../i18n/judge.zh.ts";
import { zh } from "../i18n/zh.ts";
import { plain } from "./markdown.ts";

const lessons = lessonFolders().map(readLesson);
const CATALOGUES = { en: fullEn, zh };
const JUDGES = { en: judgeEn, zh: judgeZh };

/** Every text of a catalogue, without those that depend on values. */
function textsIn(part: object): string[] {
  return Object.values(part).flatMap((value) => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? textsIn(value) : [];
  });
}

test.each(LANGUAGES)("what a hint puts in quotes is on a button of the page (%s)", (language) => {
  const known = textsIn(CATALOGUES[language]);
  const quoted = lessons.flatMap(({ name, texts }) =>
    [...texts[language].steps.values()].flatMap(({ hint }) =>
      [...plain(hint ?? []).matchAll(/“([^”]+)”/g)].map(([, label]) => ({ name, label })),
    ),
  );
  expect(quoted).not.toEqual([]);
  for (const { name, label } of quoted) expect(known, name).toContain(label);
});

test.each(LANGUAGES)("a violation has the name that the judge gives it (%s)", (language) => {
  const names = new Map<string, string>(Object.entries(JUDGES[language].names));
  for (const { name, data, texts } of lessons) {
    for (const { id, task } of data.steps) {
      task?.goal.forEach((condition, at) => {
        const [, kebab = ""] = /^violation ([a-z-]+)$/.exec(condition) ?? [];
        const property = names.get(kebab.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase()));
        const words = plain(texts[language].steps.get(id)?.goals[at] ?? []);
        if (kebab) expect(words, `${name}: ${id}`).toContain(property);
      });
    }
  }
});

test("Chinese gives the English term at its first mention in a lesson", () => {
  for (const { name } of lessons) {
    const text = readLessonFile(`${name}/zh.md`);
    const seen = new Set<string>();
    for (const link of text.matchAll(/\[([^\]]+)\]\(term:([a-z-]+)\)(.?)/g)) {
      const [, word = "", term = "", after] = link;
      if (/\p{Script=Han}/u.test(word) && !seen.has(term)) {
        expect(after, `${name}: ${word}`).toBe("（");
      }
      seen.add(term);
    }
  }
});

/** What the page's menus, its command line, its network box and its play button do. */
const BY_HAND = [
  /^(deliver|drop|hold|duplicate) [a-z-]+ [cs]\d->[cs]\d( \d| last)?$/,
  /^deliver every (append|append-reply|request)( s\d->s\d)?$/,
  /^(crash|restart|timeout|heartbeat) s\d$/,
  /^client "[^"]+"( to s\d)?$/,
  /^partition s\d( s\d)*( \| s\d( s\d)*)?$/,
  /^heal$/,
  /^wait \d+$/,
];

test("every task is solved by what a reader can do with the pointer, by touch or with keys", () => {
  for (const { name, data } of lessons) {
    for (const { id, solution = [] } of data.steps) {
      for (const act of solution) {
        const isByHand = BY_HAND.some((pattern) => pattern.test(act));
        expect(isByHand, `${name}: ${id}: ${act}`).toBe(true);
      }
    }
  }
});
