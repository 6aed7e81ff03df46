// The pages of their own: readable without scripts, live where scripts run.

import type { APIRequestContext, Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { expect, test } from "./fixtures.ts";

const PAGES = [
  { path: "en/lessons/majority-of-all.html", title: "Majority of all", other: "zh" },
  { path: "zh/scenarios/figure-7.html", title: "图 7：新领导者与六个跟随者", other: "en" },
];

/** The addresses of the pages of a language, its list first, as the list links them. */
async function addresses(request: APIRequestContext, site: string, language: string) {
  const index = new URL(`${language}/index.html`, site).href;
  const list = await (await request.get(index)).text();
  const links = [...list.matchAll(/<li><a href="([^"]+)"/g)].map(([, path = ""]) => path);
  expect(links.length).toBeGreaterThan(40);
  return [index, ...links.map((path) => new URL(path, index).href)];
}

/** RAFT_EVERY_PAGE=1 looks at all pages, each light and dark, which takes some minutes. */
const isEvery = process.env.RAFT_EVERY_PAGE === "1";

/** One page of each kind, or all. */
function sample(pages: string[]): string[] {
  if (isEvery) return pages;
  const first = (folder: string) => pages.filter((page) => page.includes(folder)).slice(0, 1);
  return [...pages.slice(0, 1), ...first("/lessons/"), ...first("/scenarios/")];
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  for (const { path, title, other } of PAGES) {
    test(`${path} has its text, its picture and the way to the other language`, async ({
      page,
    }) => {
      await page.goto(`./${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(page.locator("figure svg")).toHaveCount(2);
      await expect(page.locator("figure svg").first()).toBeVisible();
      const box = await page.locator("figure").boundingBox();
      const last = await page.locator("figcaption").boundingBox();
      expect(last?.height, "the whole picture is shown").toBeGreaterThan(0);
      expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(
        (box?.y ?? 0) + (box?.height ?? 0),
      );
      expect(await page.locator("main").innerText()).not.toContain("raft 1");
      await page.locator(`header a[hreflang=${other}]`).click();
      await expect(page.locator("html")).toHaveAttribute("lang", other);
      await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(title);
    });
  }
});

/** The moment that the playground shows, in milliseconds; nothing before it is live. */
const moment = (page: Page) =>
  page
    .locator("raft-playground")
    .evaluate((embedded) => (embedded as HTMLElement & { time: number }).time);

for (const { path } of PAGES) {
  test(`${path} is live where scripts run, at the moment of its picture`, async ({ page }) => {
    await page.goto(`./${path}`);
    const embedded = page.locator("raft-playground");
    const before = await embedded.boundingBox();
    const server = embedded.getByRole("button", { name: /^(Server|服务器) S1/ });
    await expect(server).toBeVisible();
    expect(await embedded.boundingBox(), "nothing has moved").toEqual(before);
    expect(await moment(page)).toBe(Number(await embedded.getAttribute("t")));
    await expectAccessible(page);
    await embedded.getByRole("button", { name: /One event back|后退一个事件/ }).click();
    await expect.poll(() => moment(page)).not.toBe(Number(await embedded.getAttribute("t")));
  });
}

test("pages of every kind are accessible before anything is live, light and dark", async ({
  page,
  request,
  site,
}) => {
  if (isEvery) test.setTimeout(1_800_000);
  // Defined, so that its content is shown as without scripts, and with nothing in it that lives.
  const body = "customElements.define('raft-playground', class extends HTMLElement {});";
  await page.route(/\.js$/, (route) => route.fulfill({ contentType: "text/javascript", body }));
  const colorSchemes = { en: ["light", "dark"], zh: ["dark", "light"] } as const;
  for (const [language, schemes] of Object.entries(colorSchemes)) {
    for (const address of sample(await addresses(request, site, language))) {
      await page.goto(address);
      for (const colorScheme of isEvery ? schemes : schemes.slice(0, 1)) {
        await page.emulateMedia({ colorScheme });
        await test.step(`${address}, ${colorScheme}`, () => expectAccessible(page));
      }
    }
  }
});

test("every page names a picture that other sites can show: a PNG of 600 × 315 pixels or more", async ({
  request,
  site,
}) => {
  for (const language of ["en", "zh"]) {
    for (const page of await addresses(request, site, language)) {
      const head = await (await request.get(page)).text();
      const [, named = ""] = /<meta property="og:image" content="([^"]+)"/.exec(head) ?? [];
      const picture = await request.get(new URL(named, page).href);
      expect(picture.ok(), `${page}: ${named}`).toBe(true);
      const file = await picture.body();
      expect(file.toString("latin1", 1, 4), named).toBe("PNG");
      expect(file.readUInt32BE(16), named).toBeGreaterThanOrEqual(600);
      expect(file.readUInt32BE(20), named).toBeGreaterThanOrEqual(315);
    }
  }
});
