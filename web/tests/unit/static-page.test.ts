// A page that is made when the site is built shows what a scenario or a lesson says as text.

import { beforeAll, expect, test } from "vitest";
import { livePlayground } from "../../../scripts/pages/live.ts";
import { blocksHtml, lineHtml, listHtml, pageHtml, picture } from "../../../scripts/pages/page.ts";
import { Run } from "../../generated/raft_timeline.js";
import { drawing } from "../../src/i18n/drawing.en.ts";
import { loadModules } from "./modules.ts";

beforeAll(loadModules);

/** Ends a text, an attribute and a script, reads backwards, and has a character that XML forbids. */
const STRANGE = `</title></script>"><img src=x onerror=alert(1)> &lt; \u202egnp.exe\u200b\u0007`;
const SHOWN =
  "&lt;/title&gt;&lt;/script&gt;&quot;&gt;&lt;img src=x onerror=alert(1)&gt; &amp;lt; \u202egnp.exe\u200b\ufffd";
const COMMAND = "set <img> <b>&";

function strangePage(): { html: string; standalone: string } {
  const run = Run.fromText(`raft 1\nat 100 timeout s1\nat 200 client "${COMMAND}"\n`);
  run.seek(400);
  const view = run.view();
  run.free();
  const caption = { title: STRANGE, moment: "0.400 s", description: STRANGE };
  const drawn = picture(view, drawing, caption);
  const html = pageHtml({
    language: "en",
    path: "scenarios/strange",
    title: STRANGE,
    description: STRANGE,
    view,
    picture: drawn,
    moment: { run: { scenario: "strange" }, at: 400 },
    body: blocksHtml([{ type: "paragraph", text: [{ type: "code", text: STRANGE }] }]),
    live: "scenario=strange",
  });
  return { html, standalone: drawn.standalone };
}

test("in its head, its text and its pictures", () => {
  const { html } = strangePage();
  expect(html).not.toMatch(/<img|<b>/);
  expect(html).toContain(`<title>${SHOWN} · Raft playground</title>`);
  for (const name of ['name="description"', 'property="og:title"', 'property="og:image:alt"']) {
    expect(html).toContain(`<meta ${name} content="${SHOWN}">`);
  }
  expect(html).toContain(`<h1>${SHOWN}</h1>`);
  expect(html).toContain(`<code>${SHOWN}</code>`);
  expect(html.match(/<script/g)).toHaveLength(1);
});

test("in the picture beside it", () => {
  const { standalone } = strangePage();
  expect(standalone).not.toMatch(/<img|<b>|<script/);
  expect(standalone).not.toContain("\u0007");
  expect(standalone).toContain("&lt;img");
});

test("in links and in the list of all pages", () => {
  const link = lineHtml([{ type: "link", text: STRANGE, href: `x${STRANGE}` }]);
  expect(link).toBe(`<a href="x${SHOWN}">${SHOWN}</a>`);
  const links = [{ href: "a.html", title: STRANGE, description: STRANGE }];
  const list = listHtml("en", STRANGE, STRANGE, [{ title: STRANGE, links }]);
  expect(list).not.toMatch(/<img|<script/);
  expect(list).toContain(`<a href="a.html">${SHOWN}</a> ${SHOWN}`);
});

test.each(["</script >", "</SCRIPT>", "<!--"])("a scenario with %s in it is refused", (end) => {
  const moment = { run: { text: `raft 1\ntitle "${end}"\n` }, at: 0 };
  expect(() => livePlayground(moment, "en", "")).toThrow("would end its own element");
});
