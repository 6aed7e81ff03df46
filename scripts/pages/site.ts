// What needs to know where the site is: the pages' addresses for other sites, and the page for a wrong one.

import { escapeText } from "../../web/src/share/template-text.ts";
import { CARD } from "./card.ts";
import { POLICY } from "./live.ts";

/** What an embedded playground asks for where nobody says otherwise, in CSS pixels. */
const SIZE = { width: 720, height: 560 };

/** The part of a page that these are about. */
interface Embedded {
  language: string;
  path: string;
  title: string;
}

/** The address under which `dist/` will be: an absolute one with `/` at its end; nothing when it is not said. */
export function siteUrl(given = process.env.SITE_URL): string | undefined {
  if (!given) return undefined;
  if (!URL.canParse(given)) throw new Error(`SITE_URL is no absolute address: ${given}`);
  return given.endsWith("/") ? given : `${given}/`;
}

/** The address that other sites ask for how to embed a page. */
export const oembedPath = ({ language, path }: Embedded): string =>
  `${language}/${path}.oembed.json`;

/** How to embed a scenario's page (oEmbed 1.0, type "rich"). */
export function oembed({ language, path, title }: Embedded, site: string): string {
  const name = path.split("/").at(-1) ?? "";
  const src = `${site}?embed=1&lang=${language}&scenario=${name}`;
  const { width, height } = SIZE;
  const html = `<iframe src="${escapeText(src)}" title="${escapeText(title)}" width="${width}" height="${height}" loading="lazy"></iframe>`;
  const provider = { provider_name: "Raft playground", provider_url: site };
  return `${JSON.stringify({ version: "1.0", type: "rich", title, ...provider, html, width, height })}\n`;
}

/** Where that stands, for a page's head. */
export function oembedLink(page: Embedded, site: string | undefined): string {
  if (site === undefined || !page.path.startsWith("scenarios/")) return "";
  const href = site + oembedPath(page);
  return `<link rel="alternate" type="application/json+oembed" href="${escapeText(href)}" title="${escapeText(page.title)}">\n`;
}

/** The picture that other sites show of a page; the list of all pages has that of Figure 8. */
export const cardPath = (path: string): string =>
  `cards/${path === "index" ? "lessons/figure-8" : path}.png`;

/** What names it in a page's head: by its address, which most sites want, where that is known. */
export function cardTags(
  { path, title }: Omit<Embedded, "language">,
  site: string | undefined,
): string {
  const root = site ?? (path.includes("/") ? "../../" : "../");
  const properties = {
    image: root + cardPath(path),
    "image:type": "image/png",
    "image:width": CARD.width,
    "image:height": CARD.height,
    "image:alt": title,
  };
  const tags = Object.entries(properties).map(
    ([name, value]) => `<meta property="og:${name}" content="${escapeText(`${value}`)}">\n`,
  );
  return `${tags.join("")}<meta name="twitter:card" content="summary_large_image">\n`;
}

/** What a host shows for an address that leads nowhere, at any depth: so its links are from the root. */
export function notFound(site: string | undefined): string {
  const root = escapeText(site ?? "/");
  const policy = POLICY.replaceAll('"', "&quot;");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>There is no such page · Raft playground</title>
</head>
<body>
<h1>There is no such page</h1>
<p><a href="${root}">Open the Raft playground</a> · <a href="${root}en/index.html">All lessons and scenarios</a></p>
<section lang="zh">
<h1>没有这个页面</h1>
<p><a href="${root}?lang=zh">打开 Raft 演示</a> · <a href="${root}zh/index.html">全部课程与场景</a></p>
</section>
</body>
</html>
`;
}
