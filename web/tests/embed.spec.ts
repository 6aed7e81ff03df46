// The element in other people's pages, under the policy of a strict host. The fixture fails at whatever
// reaches the console.

import type { Locator, Page } from "@playwright/test";
import { FigureOnPage, framesOf, openHost, STRICT, told } from "./figure.ts";
import { expect, test } from "./fixtures.ts";

test.use({ viewport: { width: 900, height: 800 } });

const FIGURES = `
<p>Before</p>
<raft-playground id="first" scenario="first-election"><a href="../#scenario=first-election">An election</a></raft-playground>
<p>Between</p>
<raft-playground id="second" scenario="figure-8-unsafe" t="600"><a href="../#scenario=figure-8-unsafe">Figure 8</a></raft-playground>
<p>Between</p>
<raft-playground id="third" view="cluster"><script type="text/raft">
  raft 1
  title "My own"
  servers 3
  at 50 crash s2
</script><a href="../">My own</a></raft-playground>
<p id="end">After</p>`;

const figure = (page: Page, id: string) => new FigureOnPage(page.locator(`#${id}`));

/** Without moving the pointer, which would go into whatever comes under it. */
const show = (it: Locator) => it.evaluate((element) => element.scrollIntoView({ block: "center" }));

const topOf = async (it: Locator) => (await it.boundingBox())?.y ?? Number.NaN;

test("three figures live under a strict policy, each when it is seen, and nothing moves", async ({
  page,
  site,
}) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  await openHost(page, site, { body: FIGURES });
  const distance = async () =>
    (await topOf(page.locator("#end"))) - (await topOf(page.locator("#first")));
  await expect.poll(distance).toBeGreaterThan(3 * 620);
  const before = await distance();

  const [first, second, third] = ["first", "second", "third"].map((id) => figure(page, id));
  await first?.isAwake();
  await expect(third?.live ?? page.locator("none")).toHaveCount(0);
  await show(page.locator("#third"));
  await third?.isAwake();
  await expect(third?.server(3) ?? page.locator("none")).toBeVisible();
  await expect(third?.server(4) ?? page.locator("none")).toHaveCount(0);
  await show(page.locator("#second"));
  await second?.isAwake();
  expect(await second?.evaluate(({ time }) => time)).toBe(600);

  expect(await distance()).toBe(before);
  expect((await told(page, "ready")).map(({ id }) => id).sort()).toEqual([
    "first",
    "second",
    "third",
  ]);
  expect(await told(page, "error")).toEqual([]);
  expect(requested.filter((url) => !url.startsWith(site) && !/^data:/.test(url))).toEqual([]);
  // One compiled module for all: fetched once.
  expect(requested.filter((url) => /raft_timeline_bg.*wasm/.test(url))).toHaveLength(1);
});

test("where WebAssembly may not run, the stills and their links stay, and one error is told", async ({
  page,
  site,
  expectConsole,
}) => {
  expectConsole(/wasm|WebAssembly/i);
  const policy = STRICT.replace(" 'wasm-unsafe-eval'", "");
  await openHost(page, site, { body: FIGURES, policy });
  for (const id of ["first", "second", "third"]) {
    await show(page.locator(`#${id}`));
    await expect
      .poll(async () => (await told(page, "error")).some((it) => it.id === id))
      .toBe(true);
    await expect(page.locator(`#${id}`).getByRole("link")).toBeVisible();
    await expect(figure(page, id).live).toHaveCount(0);
  }
  expect(await told(page, "error")).toHaveLength(3);
  expect(await told(page, "ready")).toEqual([]);
});

test("the element does what its attributes and methods say, and tells what happens", async ({
  page,
  site,
}) => {
  const body = `<raft-playground id="one" scenario="figure-8-unsafe" autoplay="0" speed="1"></raft-playground>`;
  await openHost(page, site, { body });
  const one = figure(page, "one");
  await one.isAwake();
  await one.evaluate((element) => element.seek(200));
  expect(await one.evaluate(({ time }) => time)).toBe(200);
  expect(await one.evaluate(({ violations }) => violations)).toEqual([]);
  await one.evaluate((element) => element.play());
  await expect.poll(() => told(page, "violation").then(({ length }) => length)).toBe(1);
  const [violation] = await one.evaluate(({ violations }) => violations);
  expect((await told(page, "violation"))[0]?.detail).toEqual(violation);
  expect((await told(page, "expectation")).length).toBeGreaterThan(3);
  expect((await told(page, "timechange")).length).toBeGreaterThan(1);

  await one.server(2).click();
  await expect
    .poll(async () => (await told(page, "select")).at(0)?.detail)
    .toEqual({ target: { kind: "server", id: 2 } });
  await page.keyboard.press("Escape");

  await one.evaluate((element) => {
    element.setAttribute("scenario", "first-election");
    element.setAttribute("t", "1000");
  });
  await expect.poll(() => one.evaluate(({ time }) => time)).toBe(1000);
  await expect.poll(() => one.evaluate(({ text }) => text)).toContain("First election");
  const wrong = await one.evaluate((element) => element.seek(-1).catch(String));
  expect(wrong).toContain("RangeError");
  await one.evaluate((element) => element.setAttribute("t", "soon"));
  await expect
    .poll(async () => (await told(page, "error")).at(-1)?.detail)
    .toMatch(/t="soon" is ignored/);
});

test("a scenario that cannot be read says why", async ({ page, site }) => {
  const body = `<raft-playground id="one">raft 1
at 300ms crash s1
</raft-playground>`;
  await openHost(page, site, { body });
  const one = figure(page, "one");
  await expect(one.live.getByRole("alert").filter({ hasText: "cannot be run" })).toBeVisible();
  expect((await told(page, "error")).at(0)?.detail).toMatch(/^Line 2, column 4: .*300ms/);
});

test("a figure that is read-only is watched and scrubbed, and nothing can be done to it", async ({
  page,
  site,
}) => {
  const body = `<raft-playground id="one" scenario="figure-7" readonly autoplay="0"></raft-playground>`;
  await openHost(page, site, { body });
  const one = figure(page, "one");
  await one.isAwake();
  await one.evaluate((element) => element.seek(250));
  const text = () => one.evaluate((element) => element.text);
  await expect.poll(text).toContain("Figure 7");
  const before = await text();

  await one.server(1).click();
  const popup = one.live.locator(".popup");
  await expect(popup).toBeVisible();
  await expect(popup.getByRole("menuitem", { name: "Crash" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  for (const name of ["Undo", "Send", "Rules", "Scenarios", "Network"]) {
    await expect(one.button(name)).toHaveCount(0);
  }
  await page.keyboard.press("Control+z");
  await page.keyboard.press("ArrowLeft");
  expect(await one.evaluate(({ time }) => time)).toBeLessThan(250);
  expect(await text()).toBe(before);
});

test("figures that are out of sight or paused take no frames", async ({ page, site }) => {
  const body = `<raft-playground id="one" scenario="first-election"></raft-playground>
<div class="far" id="far"></div>`;
  await openHost(page, site, { body, css: ".far { height: 4000px }" });
  const one = figure(page, "one");
  await one.isAwake();
  const first = await framesOf(page);
  await expect.poll(() => framesOf(page)).toBeGreaterThan(first + 5);

  const isAsleep = async () => {
    const count = await framesOf(page);
    await page.waitForTimeout(300);
    return (await framesOf(page)) === count;
  };
  await page.evaluate(() => scrollTo(0, 3500));
  await expect.poll(isAsleep).toBe(true);
  await page.evaluate(() => scrollTo(0, 0));
  const again = await framesOf(page);
  await expect.poll(() => framesOf(page)).toBeGreaterThan(again + 5);
  await one.evaluate((element) => element.pause());
  await expect.poll(isAsleep).toBe(true);
});

test("a figure that waits to be asked is started by its button", async ({ page, site }) => {
  const body = `<raft-playground id="one" reveal="interaction" seed="7" lang="zh"><a href="../">一次选举</a></raft-playground>`;
  await openHost(page, site, { body });
  const one = figure(page, "one");
  const button = page.getByRole("button", { name: "启动演示" });
  await expect(button).toBeVisible();
  await expect(one.live).toHaveCount(0);
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(one.live.locator(".playground")).toBeFocused();
  await expect(button).toBeHidden();
});
