import type { Browser, Page } from "@playwright/test";
import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground, Playground } from "./playground.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const figureOf = (page: Page) => new Playground(page, page.locator("raft-playground"));
const hashOf = (page: Page) => new URL(page.url()).hash;
const noticeOf = (page: Page) =>
  figureOf(page).root.getByRole("alert").filter({ hasText: "This link cannot be read" });

/** Opens an address in a browser that has never seen the page, and says what world is shown. */
async function digestIn(browser: Browser, url: string): Promise<string | undefined> {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(url);
  const playground = figureOf(page);
  await playground.keepsPast();
  const digest = await playground.digest();
  await context.close();
  return digest;
}

test("a link opens exactly this moment, in any browser", async ({ page, browser }) => {
  const playground = await openPlayground(page, { servers: 3 });
  await playground.keepsPast();
  for (let step = 0; step < 15; step++) await playground.button("One event forward").click();
  await playground.choose(playground.server(2), "Crash");
  await playground.send("set x 1");
  for (let step = 0; step < 20; step++) await playground.button("One event forward").click();
  const digest = await playground.digest();
  await expect.poll(() => hashOf(page)).toMatch(/^#s=.+&t=[\d.]+$/);
  expect(hashOf(page).length).toBeLessThan(400);

  // What it was opened with says nothing any more: the link has it all.
  const url = page.url().replace(/\?[^#]*/, "");
  expect(await digestIn(browser, url)).toBe(digest);
  expect(await digestIn(browser, url)).toBe(digest);
});

test("the address follows without filling the history", async ({ page }) => {
  const playground = await openPlayground(page);
  await playground.keepsPast();
  const before = await page.evaluate(() => history.length);
  for (let step = 0; step < 5; step++) await playground.button("One event forward").click();
  await expect.poll(() => hashOf(page)).toContain("&t=");
  const first = hashOf(page);
  await playground.button("One event forward").click();
  await expect.poll(() => hashOf(page)).not.toBe(first);
  expect(await page.evaluate(() => history.length)).toBe(before);
  // While time passes, no moment is the one that is shown.
  await playground.button("Play").click();
  await expect.poll(() => hashOf(page)).not.toContain("t=");
});

test("back and forward go from run to run", async ({ page }) => {
  const playground = await openPlayground(page);
  await playground.keepsPast();
  await playground.button("One event forward").click();
  const first = await playground.digest();
  const open = async (name: string) => {
    await playground.button("Scenarios").click();
    await playground.menu.getByRole("menuitem", { name }).click();
  };
  await open("Split vote");
  await expect(playground.server(5)).toHaveCount(0);
  await expect.poll(() => hashOf(page)).toBe("#scenario=split-vote");
  await playground.button("One event forward").click();
  const second = await playground.digest();
  await open("First election");
  await expect(playground.server(5)).toBeVisible();

  await page.goBack();
  await expect(playground.server(5)).toHaveCount(0);
  expect(await playground.digest()).toBe(second);
  await page.goBack();
  await expect(playground.server(5)).toBeVisible();
  expect(await playground.digest()).toBe(first);
  await page.goForward();
  await expect(playground.server(5)).toHaveCount(0);
  expect(await playground.digest()).toBe(second);
});

test("a scenario's link opens it, at its moment, and other keys are left alone", async ({
  page,
}) => {
  await page.goto("./#lang=zh&scenario=split-vote&t=300&x=1");
  const playground = figureOf(page);
  await playground.root.getByRole("slider").waitFor();
  await expect(playground.root.getByRole("timer")).toHaveText("0.300 秒");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => hashOf(page)).toMatch(/^#scenario=split-vote&t=3[\d.]+&lang=zh&x=1$/);
});

const bad: [string, string, RegExp][] = [
  ["cut short", "#s=t1.raft%201%0Aservers%203", /cut short/],
  ["no link of this page", "#s=!?", /No version of this page/],
  ["damaged", "#s=z1.AAAAAAAAAAAA", /characters were changed/],
  ["to a text that is wrong", "#s=t1.raft%201%0Aservers%20many%0A", /Line 2, column 9/],
  ["of a newer form", "#s=z9.abcdef", /newer version/],
  ["of a newer language", "#s=t1.raft%202%0A", /Line 1, column 6/],
  ["to no scenario", "#scenario=no-such-thing", /no scenario called “no-such-thing”/],
  ["to no moment", "#scenario=split-vote&t=soon", /“soon” is not a time/],
];
test("a page that is opened with a bad link says so, and has a cluster all the same", async ({
  page,
}) => {
  await page.goto("./?seed=7#s=t1.raft%201%0Aservers%203");
  const playground = figureOf(page);
  await expect(noticeOf(page)).toContainText(/cut short/);
  await expect(playground.server(5)).toBeVisible();
  await playground.keepsPast();
  await playground.stepUntil(playground.leader);
  await noticeOf(page).getByRole("button", { name: "Close" }).click();
  await expect(noticeOf(page)).toHaveCount(0);
});

test("each kind of bad link says what is wrong, and the run that is shown stays", async ({
  page,
}) => {
  const playground = await openPlayground(page);
  await playground.keepsPast();
  await playground.stepUntil(playground.leader);
  const digest = await playground.digest();
  for (const [what, hash, reason] of bad) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
    await expect(noticeOf(page), what).toContainText(reason);
    expect(await playground.digest(), what).toBe(digest);
    await noticeOf(page).getByRole("button", { name: "Close" }).click();
    await expect(noticeOf(page), what).toHaveCount(0);
  }
});

test("a compressed link that was cut or changed on its way says so", async ({ page }) => {
  const text = `raft 1\n${Array.from({ length: 40 }, (_, at) => `at ${at * 50} client "set key${at} ${at * at}"\n`).join("")}`;
  const playground = await openPlayground(page);
  await playground.root.evaluate(
    (element, text) => (element as RaftPlayground).openText(text),
    text,
  );
  await expect.poll(() => hashOf(page)).toMatch(/^#s=.{100}/);
  const whole = hashOf(page);
  for (const [hash, reason] of [
    [whole.slice(0, Math.floor(whole.length * 0.7)), /cut short/],
    [`${whole.slice(0, 60)}AAAA${whole.slice(64)}`, /characters were changed/],
  ] as const) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
    await expect(noticeOf(page)).toContainText(reason);
    await noticeOf(page).getByRole("button", { name: "Close" }).click();
    // The run that was shown is still there.
    await expect(playground.root.getByRole("slider")).toBeVisible();
    expect(await playground.root.evaluate((element) => (element as RaftPlayground).link)).toBe(
      whole.slice(1).replace(/&t=.*/, ""),
    );
  }
});

test("a text in a link that cannot be run can be corrected", async ({ page }) => {
  await page.goto("./?seed=7#s=t1.raft%201%0Aservers%20many%0A");
  await noticeOf(page).getByRole("button", { name: "Correct the text" }).click();
  const playground = figureOf(page);
  const field = playground.root.getByRole("textbox", { name: "The run as a text" });
  await expect(field).toHaveValue("raft 1\nservers many\n");
  await field.fill("raft 1\nservers 2\n");
  await playground.button("Run this").click();
  await expect(playground.server(2)).toBeVisible();
  await expect(playground.server(3)).toHaveCount(0);
});

test("the link to this moment can be copied", async ({ page, context, browser }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const playground = await openPlayground(page);
  await playground.keepsPast();
  for (let step = 0; step < 12; step++) await playground.button("One event forward").click();
  await playground.button("Copy link to this moment").click();
  await expect(playground.alert.filter({ hasText: "copied" })).toBeVisible();
  const url = await page.evaluate(() => navigator.clipboard.readText());
  expect(await digestIn(browser, url)).toBe(await playground.digest());
});

test("a playground leaves the address of the page it is in alone", async ({ page }) => {
  await openPlayground(page);
  await page.evaluate(() => {
    const second = document.createElement("raft-playground");
    second.id = "second";
    second.setAttribute("seed", "8");
    second.setAttribute("servers", "3");
    document.querySelector("main")?.append(second);
  });
  const second = new Playground(page, page.locator("#second"));
  await second.root.scrollIntoViewIfNeeded();
  await second.keepsPast();
  for (let step = 0; step < 3; step++) await second.button("One event forward").click();
  await page.waitForTimeout(1300);
  // The page's own playground may have written its run by now, with seed 7.
  expect(page.url()).not.toMatch(/seed(%20|\+)8/);
});
