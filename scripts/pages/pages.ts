// The pages for all lessons and all built-in scenarios, in both languages.

import { readFileSync } from "node:fs";
import type * as timeline from "../../web/generated/raft_timeline.d.ts";
import type { View } from "../../web/generated/raft_wasm.d.ts";
import { headline as headlineEn } from "../../web/src/i18n/caption.en.ts";
import { headline as headlineZh } from "../../web/src/i18n/caption.zh.ts";
import { drawing as drawingEn } from "../../web/src/i18n/drawing.en.ts";
import { drawing as drawingZh } from "../../web/src/i18n/drawing.zh.ts";
import { judge as judgeEn } from "../../web/src/i18n/judge.en.ts";
import { judge as judgeZh } from "../../web/src/i18n/judge.zh.ts";
import { inSeconds } from "../../web/src/i18n/units.ts";
import { culprits, culpritTargets } from "../../web/src/judge/culprits.ts";
import { plain } from "../../web/src/lessons/markdown.ts";
import { perform, startOf } from "../../web/src/lessons/start.ts";
import type { StepText } from "../../web/src/lessons/text.ts";
import { violatedText } from "../../web/src/model/violation-text.ts";
import { escapeText } from "../../web/src/share/template-text.ts";
import {
  LANGUAGES,
  type LessonFiles,
  type LessonLanguage,
  lessonOrder,
  readLesson,
} from "../vite/lesson-files.ts";
import { card } from "./card.ts";
import {
  blocksHtml,
  lineHtml,
  listHtml,
  PAGE_STYLES,
  pageHtml,
  picture,
  type StaticPage,
} from "./page.ts";
import { pictureStyles } from "./sheets.ts";
import { cardPath, notFound, oembed, oembedPath, siteUrl } from "./site.ts";

type Engine = typeof timeline;

const DRAWINGS = { en: drawingEn, zh: drawingZh };
const JUDGE = {
  en: { judge: judgeEn, headline: headlineEn },
  zh: { judge: judgeZh, headline: headlineZh },
};
const GROUPS = {
  en: { lessons: "Lessons", scenarios: "Scenarios", moments: "What happens", seen: "What is seen" },
  zh: { lessons: "课程", scenarios: "场景", moments: "发生了什么", seen: "看到了什么" },
};
const TITLE = { en: "Learn Raft by breaking it", zh: "亲手弄坏它，学会 Raft" };
const ABOUT = {
  en: "Lessons and scenarios on a real Raft cluster: every message can be followed, every rule broken.",
  zh: "在真实的 Raft 集群上学习：每条消息都能跟着看，每条规则都能亲手破坏。",
};

/** The files to be written, by their paths. */
export async function staticFiles(): Promise<Map<string, string | Uint8Array>> {
  const engine = await loadEngine();
  const site = siteUrl();
  const files = new Map<string, string | Uint8Array>([
    ["static-pages.css", pictureStyles() + PAGE_STYLES],
    ["404.html", notFound(site)],
  ]);
  for (const language of LANGUAGES) {
    const lessons = lessonOrder().map((name) => lessonPage(engine, readLesson(name), language));
    const scenarios = engine
      .builtins(language)
      .map((it) => scenarioPage(engine, it.name, language));
    for (const page of [...lessons, ...scenarios]) {
      files.set(`${language}/${page.path}.html`, pageHtml(page));
      files.set(`${language}/${page.path}.svg`, page.picture.standalone);
      // The same in every language.
      if (!files.has(cardPath(page.path))) files.set(cardPath(page.path), card(page.view));
    }
    for (const page of site === undefined ? [] : scenarios) {
      files.set(oembedPath(page), oembed(page, site ?? ""));
    }
    const links = (pages: StaticPage[]) =>
      pages.map(({ path, title, description }) => ({ href: `${path}.html`, title, description }));
    const groups = [
      { title: GROUPS[language].lessons, links: links(lessons) },
      { title: GROUPS[language].scenarios, links: links(scenarios) },
    ];
    files.set(
      `${language}/index.html`,
      listHtml(language, TITLE[language], ABOUT[language], groups),
    );
  }
  return files;
}

/** Still pictures of scenarios at their ends, by the paths of their texts. */
export async function stills(texts: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const engine = await loadEngine();
  const drawn = [...texts].map(([path, text]) => {
    const run = engine.Run.fromText(text);
    run.seek(run.end());
    const note = run.notes("en").at(-1)?.text ?? "";
    const still = captioned(shownOf(run), run.title("en"), note, "en");
    run.free();
    return [path.replace(/\.raft$/, ".svg"), still.standalone] as const;
  });
  return new Map(drawn);
}

async function loadEngine(): Promise<Engine> {
  const folder = new URL("../../web/generated/", import.meta.url);
  const engine: Engine = await import(/* @vite-ignore */ new URL("raft_timeline.js", folder).href);
  engine.initSync({ module: readFileSync(new URL("raft_timeline_bg.wasm", folder)) });
  return engine;
}

function lessonPage(engine: Engine, lesson: LessonFiles, language: LessonLanguage): StaticPage {
  const { name, data, texts, scenarios } = lesson;
  const { title, summary, steps } = texts[language];
  const { shown, moment } = keyMoment(engine, data, scenarios);
  return {
    language,
    path: `lessons/${name}`,
    title,
    description: plain(summary),
    view: shown.view,
    picture: captioned(shown, title, plain(summary), language),
    moment,
    body: [...steps.values()].map((step) => stepHtml(step, GROUPS[language].seen)).join("\n"),
    live: `lesson=${name}`,
  };
}

/** A run's moment with what only the run as a whole knows. */
interface Shown {
  view: View;
  /** The last index of each server's log that was committed in the run, from S1 on. */
  committed: ArrayLike<number>;
  /** The latest violation up to the moment. */
  violation: timeline.Violation | undefined;
}

function shownOf(run: timeline.Run): Shown {
  const found = run.found();
  // Of very many violations, one call returns only some.
  const violation = found > 0 ? run.violations(found - 1)[0] : undefined;
  return { view: run.view(), committed: run.committedUpTo(), violation };
}

function captioned(
  { view, committed, violation }: Shown,
  title: string,
  description: string,
  language: LessonLanguage,
) {
  const caption = {
    title,
    moment: `${inSeconds(view.now)} s`,
    description,
    violation: violation && violatedText(violation, JUDGE[language]),
  };
  const targets = violation ? culpritTargets(culprits(violation)) : [];
  return picture(view, DRAWINGS[language], caption, { committed, culprits: targets });
}

/** The end of the last step in which something is asked, or of the last one. */
function keyMoment(engine: Engine, data: LessonFiles["data"], scenarios: Record<string, string>) {
  const asking = data.steps.findLastIndex(({ task, predict }) => task ?? predict);
  const index = asking < 0 ? data.steps.length - 1 : asking;
  const step = data.steps[index];
  const { text, at } = startOf(engine, data, scenarios, index);
  const run = engine.Run.fromText(text);
  run.seek(step?.run ?? at);
  if (step?.task) perform(run, step.solution ?? []);
  const shown = shownOf(run);
  const moment = { run: { text: run.text() }, at: run.now() };
  run.free();
  return { shown, moment };
}

function stepHtml({ heading, body, choices, done }: StepText, seen: string): string {
  const offered = [...choices.values()].map((line) => `<li>${lineHtml(line)}</li>`).join("");
  return `<h2>${escapeText(heading)}</h2>
${blocksHtml(body)}
${offered ? `<ul>${offered}</ul>` : ""}
${done ? `<details><summary>${seen}</summary><p>${lineHtml(done)}</p></details>` : ""}`;
}

function scenarioPage(engine: Engine, name: string, language: LessonLanguage): StaticPage {
  const run = engine.Run.fromText(engine.builtinText(name) ?? "");
  run.seek(run.end());
  // Where the judge speaks, that is the moment; otherwise the end.
  const [violated] = run.violatedAt();
  if (violated !== undefined) run.seek(violated);
  const shown = shownOf(run);
  const notes = run.notes(language);
  const title = run.title(language) || name;
  const page: StaticPage = {
    language,
    path: `scenarios/${name}`,
    title,
    description: notes[0]?.text ?? title,
    view: shown.view,
    picture: captioned(shown, title, notes[0]?.text ?? title, language),
    moment: { run: { scenario: name }, at: run.now() },
    body: `<h2>${GROUPS[language].moments}</h2><dl>${notes
      .map(({ at, text }) => `<dt>${(at / 1000).toFixed(3)} s</dt><dd>${escapeText(text)}</dd>`)
      .join("")}</dl>`,
    live: `scenario=${name}`,
  };
  run.free();
  return page;
}
