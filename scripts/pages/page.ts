// A page of its own for a lesson or a scenario: HTML that needs no script, and is live where scripts run.

import type { View } from "../../web/generated/raft_wasm.d.ts";
import type { Block, Inline } from "../../web/src/lessons/markdown.ts";
import { escapeText } from "../../web/src/share/template-text.ts";
import { livePlayground, loader, type Moment, PLAYGROUND_STYLES, POLICY } from "./live.ts";
import { type Picture, picture } from "./picture.ts";
import { cardTags, oembedLink, siteUrl } from "./site.ts";

export type { Picture };
export { picture };

/** One page, in one language. */
export interface StaticPage {
  language: "en" | "zh";
  /** Its path, without language and ending: `lessons/figure-8`. */
  path: string;
  title: string;
  /** One sentence. */
  description: string;
  /** The key moment. */
  view: View;
  picture: Picture;
  /** That moment, for the live playground. */
  moment: Moment;
  /** HTML. */
  body: string;
  /** What follows `?lang=…#` in a link to the live page. */
  live: string;
}

const WORDS = {
  en: {
    site: "Raft playground",
    lessons: "Do the lesson step by step",
    scenarios: "Open it in the playground",
    all: "All lessons and scenarios",
    other: "中文",
    caption: "The cluster and its logs at the key moment.",
  },
  zh: {
    site: "Raft 演示",
    lessons: "一步一步学这一课",
    scenarios: "在演示里打开",
    all: "全部课程与场景",
    other: "English",
    caption: "关键时刻的集群与日志。",
  },
};

export function pageHtml(page: StaticPage): string {
  const { language, path, title, description, picture, moment, body, live } = page;
  const words = WORDS[language];
  const open = path.startsWith("lessons/") ? words.lessons : words.scenarios;
  const still = `<figure>
${picture.cluster}
${picture.logs}
<figcaption>${words.caption}</figcaption>
</figure>`;
  return frame(
    page,
    `<main>
<h1>${escapeText(title)}</h1>
<p class="description">${escapeText(description)}</p>
<p><a class="live" href="../../?lang=${language}#${live}">${open}</a></p>
${livePlayground(moment, language, still)}
${body}
</main>
${loader("../../")}`,
    path,
  );
}

/** The page that lists the others. */
export function listHtml(
  language: "en" | "zh",
  title: string,
  description: string,
  groups: { title: string; links: { href: string; title: string; description: string }[] }[],
): string {
  const items = groups.map(
    (group) => `<h2>${escapeText(group.title)}</h2>
<ul>${group.links
      .map(
        ({ href, title: name, description: says }) =>
          `<li><a href="${href}">${escapeText(name)}</a> ${escapeText(says)}</li>`,
      )
      .join("\n")}</ul>`,
  );
  const page = { language, title, description, live: "lessons" };
  return frame(
    page,
    `<main><h1>${escapeText(title)}</h1>
<p class="description">${escapeText(description)}</p>
${items.join("\n")}</main>`,
    "index",
  );
}

type Head = Pick<StaticPage, "language" | "title" | "description" | "live">;

function frame({ language, title, description, live }: Head, main: string, path: string): string {
  const words = WORDS[language];
  const other = language === "en" ? "zh" : "en";
  const up = path.includes("/") ? "../" : "";
  const root = `${up}../`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)} · ${words.site}</title>
<meta name="description" content="${escapeText(description)}">
<meta property="og:type" content="article">
<meta property="og:title" content="${escapeText(title)}">
<meta property="og:description" content="${escapeText(description)}">
${cardTags({ path, title }, siteUrl())}${oembedLink({ language, path, title }, siteUrl())}<link rel="alternate" hreflang="${language}" href="${root}${language}/${path}.html">
<link rel="alternate" hreflang="${other}" href="${root}${other}/${path}.html">
<link rel="stylesheet" href="${root}static-pages.css">
</head>
<body>
<header>
<a href="${root}?lang=${language}#${live}">${words.site}</a>
<a href="${root}${language}/index.html">${words.all}</a>
<a href="${root}${other}/${path}.html" hreflang="${other}" lang="${other}">${words.other}</a>
</header>
${main}
</body>
</html>
`;
}

/** A lesson's line as HTML. Links to the glossary become its text. */
export function lineHtml(line: Inline[]): string {
  return line
    .map((piece) => {
      const text = escapeText(piece.text);
      if (piece.type === "strong" || piece.type === "em" || piece.type === "code") {
        return `<${piece.type}>${text}</${piece.type}>`;
      }
      return piece.type === "link" ? `<a href="${escapeText(piece.href)}">${text}</a>` : text;
    })
    .join("");
}

export function blocksHtml(blocks: Block[]): string {
  return blocks
    .map((block) =>
      block.type === "list"
        ? `<ul>${block.items.map((item) => `<li>${lineHtml(item)}</li>`).join("")}</ul>`
        : `<p>${lineHtml(block.text)}</p>`,
    )
    .join("\n");
}

/** The styles of these pages, beside those of the pictures. */
export const PAGE_STYLES = `
body{max-width:44rem;margin:0 auto;padding:0 16px 48px;font:1rem/1.6 var(--font);color:var(--ink);background:var(--paper)}
header{display:flex;flex-wrap:wrap;gap:8px 24px;padding:12px 0;border-bottom:1px solid var(--hairline)}
header a:last-child{margin-left:auto}
a{color:var(--accent)}
${PLAYGROUND_STYLES.trim()}
h1{font-size:1.6rem;line-height:1.25}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
.description{color:var(--quiet)}
.live{display:inline-block;padding:8px 16px;color:var(--paper);background:var(--accent);border-radius:6px;text-decoration:none}
figure{margin:1.5rem 0;padding:8px;border:1px solid var(--hairline);border-radius:8px}
figcaption,.quiet,dt{color:var(--quiet);font-size:.875rem}
dd{margin:0 0 .5rem}
`;
