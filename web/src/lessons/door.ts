// The link from the page to the lessons. Loaded after the first drawing.

import { html, render } from "lit/html.js";
import { languageOf } from "../i18n/catalogue.ts";
import { loadLessonWords } from "../i18n/lessons.ts";
import { adopt } from "../theme/css.ts";
import { readLessonLink } from "./address.ts";
import doorStyles from "./door.css?inline";
import { leftOff } from "./lesson-index.ts";
import { openStore, readProgress } from "./progress.ts";

const door = document.createElement("a");
door.className = "lessons-door";
door.href = "#lessons";
adopt(document.body, doorStyles);

/** Writes the link in the page's language, with the step at which the reader left off. */
async function write(): Promise<void> {
  const language = languageOf(document.documentElement.lang);
  const words = await loadLessonWords(language);
  render(
    html`<span class="long">${words.title}</span><span class="short">${words.short}</span>`,
    door,
  );
  const last = leftOff(readProgress(openStore()));
  door.title = last
    ? words.resume(last.entry[language].title, last.step, last.entry.steps.length)
    : "";
  document.querySelector("nav")?.before(door);
}

/** Loads the lessons if the address leads to them; they then open it. */
function open(): void {
  const link = readLessonLink(location.hash) ?? readLessonLink(location.search);
  if (link) void import("./page.ts");
}

open();
addEventListener("hashchange", open);
new MutationObserver(() => void write()).observe(document.documentElement, {
  attributeFilter: ["lang"],
});
void write();
