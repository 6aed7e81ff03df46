// What a scenario says is shown as text: it makes no element, widens nothing, and turns nothing round.

import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { EmbeddedOnPage, openHost } from "./host-page.ts";
import { Playground } from "./playground.ts";
import { choose, openPicture, openShare, savedBy } from "./share-dialog.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const HTML = "<img src=x onerror=alert(1)><b>bold</b>";
const WORDS = [
  "<b>&lt;</b>",
  "\u202egnp.exe",
  "שלום",
  "zero\u200bwidth",
  "bell\u0007",
  "x".repeat(90),
  "日".repeat(25),
  "\u2067open",
];

const commands = WORDS.map((word, at) => {
  const other = WORDS[(at + 3) % WORDS.length] ?? "";
  return `at ${300 + at * 40} client "set ${word} ${[...other].slice(0, 30).join("")}"\n`;
});

const TEXT = `raft 1
title "${HTML} \u202e שלום" zh "${HTML} \u202e שלום"
servers 3
manual
at 0 timeout s1
at 0 deliver every message until quiet
${commands.join("").replaceAll(/at (\d+) (.*)\n/g, "at $1 $2\nat $1 deliver every message until quiet\n")}
at 700 note "${HTML} שלום \u202eevil \u200b${"long".repeat(900)}" zh "${HTML} שלום \u202e${"长".repeat(2000)}"
at 800 client "get שלום"
at 800 client "set ${"y".repeat(150)} \u202e1"
`;

for (const width of [390, 1440]) {
  for (const lang of ["en", "zh"]) {
    test(`strange words are shown as text: ${lang}, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`./?autoplay=0&lang=${lang}#s=t1.${encodeURIComponent(TEXT)}&t=800`);
      const playground = new Playground(page, page.locator("raft-playground"));
      const { root } = playground;
      await expect(root.locator(".caption")).toContainText("<img src=x onerror=alert(1)>");
      await expect(root.locator(".ledger li")).toHaveCount(8);
      await expect(root.locator(".cluster .message")).toHaveCount(2);
      expect(await page.title()).toMatch(/Raft/);
      await isHarmless(root, "the page");

      // Whatever opens shows the same words.
      const things = [
        ".cluster .message",
        ".cluster .client",
        ".logs .entry",
        ".logs .entry >> nth=-1",
      ];
      for (const thing of things) {
        await root.locator(thing).first().dispatchEvent("click");
        await expect(root.locator("[popover]:popover-open")).toBeVisible();
        await isHarmless(root, thing);
        await page.keyboard.press("Escape");
      }
    });
  }
}

test("strange words are shown as text in another page", async ({ page, site }) => {
  const body = `<raft-playground id="one" autoplay="0" view="cluster,logs,spacetime,details" lang="en"></raft-playground>`;
  await openHost(page, site, { body });
  const one = new EmbeddedOnPage(page.locator("#one"));
  await one.isAwake();
  await one.evaluate(async (element, text) => {
    element.text = text;
    await element.seek(800);
  }, TEXT);
  await expect(one.live.locator(".caption")).toContainText("<img src=x onerror=alert(1)>");
  await expect(one.live.locator(".ledger li")).toHaveCount(8);
  await isHarmless(one.live, "the playground");
  for (const thing of [".cluster .message", ".logs .entry >> nth=-1"]) {
    await one.live.locator(thing).first().dispatchEvent("click");
    await expect(one.live.locator("[popover]:popover-open")).toBeVisible();
    await isHarmless(one.live, thing);
    await page.keyboard.press("Escape");
  }
});

test("strange words are text in what is saved, and change nothing there", async ({
  page,
  context,
  site,
}) => {
  test.slow();
  const playground = await openShare(page, `#s=t1.${encodeURIComponent(TEXT)}&t=800`);
  const saved = async (kind: string) => {
    await choose(playground, kind);
    return (await savedBy(playground, "Save")).content;
  };

  // A trace has the words as they are, and each row is one line.
  const rows = (await saved("Trace"))
    .toString()
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row));
  const said = new Set(rows.flatMap((row) => stringsIn(row)));
  for (const word of WORDS) {
    expect([...said].filter((it) => it.includes(word)).length, word).toBeGreaterThan(0);
  }

  const alone = await context.newPage();
  for (const kind of ["SVG picture", "Animated picture"]) {
    await openPicture(alone, site, "image/svg+xml", await saved(kind));
    const made = alone.locator("script, image, foreignObject, a, b, img, [onerror], parsererror");
    await expect(made, kind).toHaveCount(0);
    const words = await alone
      .locator("svg")
      .first()
      .evaluate((it) => it.textContent);
    expect(words, kind).toContain("<img src=x");
    expect(words, kind).not.toMatch(/[\p{Cc}\p{Cs}\u200b\u202a-\u202e\u2067]/u);
  }
  await openPicture(alone, site, "image/png", await saved("PNG picture"));
  expect(await alone.locator("img").evaluate((it) => (it as HTMLImageElement).naturalWidth)).toBe(
    1440,
  );
});

/** All texts in a value, however deep. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Nothing on the page is made by the words, and none of them can disturb another. */
async function isHarmless(root: Locator, where: string): Promise<void> {
  const page = root.page();
  expect(await root.locator("img, b:has-text('bold'), script").count(), where).toBe(0);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, where).toBeLessThanOrEqual(0);
  const { raw, loose } = await root.evaluate((element) => {
    const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
    const ISOLATED = /\u2068[^\u2069]*\u2069/gu;
    const RIGHT_TO_LEFT = /[\u0590-\u08ff]/u;
    const raw: string[] = [];
    const loose: string[] = [];
    const look = (text: string, isIsolated: boolean) => {
      // A line break is seen, and isolates are what the page adds.
      const rest = text.replace(ISOLATED, (part) => part.slice(1, -1)).replaceAll(/[\n\t\r]/g, "");
      if (HIDDEN.test(rest)) raw.push(text);
      if (!isIsolated && RIGHT_TO_LEFT.test(text.replace(ISOLATED, ""))) loose.push(text);
    };
    const walk = (node: Node): void => {
      const { parentElement: parent } = node;
      // A text of a drawing is one of its own for the order of writing, too.
      if (node instanceof Text) look(node.data, parent?.closest("bdi, textarea, text") !== null);
      if (node instanceof Element) {
        for (const name of ["aria-label", "title", "aria-valuetext", "aria-description"]) {
          look(node.getAttribute(name) ?? "", false);
        }
      }
      for (const child of node.childNodes) walk(child);
    };
    walk(document.body);
    if (element.shadowRoot) walk(element.shadowRoot);
    return { raw, loose };
  });
  expect(raw, `${where}: characters that cannot be seen`).toEqual([]);
  expect(loose, `${where}: text from right to left that is not isolated`).toEqual([]);
}
