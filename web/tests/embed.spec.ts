// The element in other people's pages, under the policy of a strict host. The fixture fails at whatever
// reaches the console.

import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { EmbeddedOnPage, framesOf, openHost, STRICT, told } from "./host-page.ts";

test.use({ viewport: { width: 900, height: 800 } });

const PLAYGROUNDS = `
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

const embedded = (page: Page, id: string) => new EmbeddedOnPage(page.locator(`#${id}`));

/** Without moving the pointer, which would go into whatever comes under it. */
const show = (it: Locator) => it.evaluate((element) => element.scrollIntoView({ block: "center" }));

const topOf = async (it: Locator) => (await it.boundingBox())?.y ?? Number.NaN;

test("three playgrounds live under a strict policy, each when it is seen, and nothing moves", async ({
  page,
  site,
}) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  await openHost(page, site, { body: PLAYGROUNDS });
  const distance = async () =>
    (await topOf(page.locator("#end"))) - (await topOf(page.locator("#first")));
  await expect.poll(distance).toBeGreaterThan(3 * 620);
  const before = await distance();

  const [first, second, third] = ["first", "second", "third"].map((id) => embedded(page, id));
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
  await openHost(page, site, { body: PLAYGROUNDS, policy });
  for (const id of ["first", "second", "third"]) {
    await show(page.locator(`#${id}`));
    await expect
      .poll(async () => (await told(page, "error")).some((it) => it.id === id))
      .toBe(true);
    await expect(page.locator(`#${id}`).getByRole("link")).toBeVisible();
    await expect(embedded(page, id).live).toHaveCount(0);
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
  const one = embedded(page, "one");
  await one.isAwake();
  await one.evaluate((element) => element.seek(200));
  expect(await one.evaluate(({ time }) => time)).toBe(200);
  expect(await one.evaluate(({ violations }) => violations)).toEqual([]);
  await one.evaluate((element) => element.play());
  await expect.poll(() => told(page, "violation").then(({ length }) => length)).toBe(1);
  const [violation] = await one.evaluate(({ violations }) => violations);
  expect(violation?.property).toBe("leader-completeness");
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

test("what is asked for while a run is being opened is done to that run", async ({
  page,
  site,
}) => {
  await openHost(page, site, { body: `<raft-playground id="one" autoplay="0"></raft-playground>` });
  const one = embedded(page, "one");
  await one.isAwake();
  const opened = (how: string) =>
    one.evaluate(async (element, name) => {
      if (name === "text") element.text = "raft 1\nservers 3\nat 50 crash s2\n";
      else element.setAttribute("scenario", "first-election");
      await element.seek(60);
      return element.time;
    }, how);
  expect(await opened("text")).toBe(60);
  await expect(one.server(3)).toBeVisible();
  await expect(one.server(4)).toHaveCount(0);
  expect(await opened("scenario")).toBe(60);
  await expect(one.server(5)).toBeVisible();
});

test("attributes, custom properties and parts do what is said of them", async ({ page, site }) => {
  const mine = 'raft 1\ntitle "My file"\nservers 4\n';
  await page.route(`${site}host/mine.raft`, (route) => route.fulfill({ body: mine }));
  const names = ["paper", "panel", "ink", "quiet", "hairline", "faint", "accent", "broken"];
  const colors = names.map((name, at) => `--raft-playground-${name}: rgb(${at}, 20, 30);`);
  const css = `#first { --raft-playground-height: 500px; --raft-playground-font: monospace; ${colors.join(" ")} }
#first::part(room) { border: 3px solid rgb(9, 8, 7) } #asked::part(start) { background: rgb(7, 8, 9) }
.far { height: 4000px }`;
  const body = `<raft-playground id="first" seed="8" servers="3" view="details" theme="dark" lang="zh" speed="1/100" autoplay="0" home="https://home.example/raft/"></raft-playground>
<raft-playground id="asked" reveal="interaction"></raft-playground>
<div class="far"></div>
<raft-playground id="eager" loading="eager" src="mine.raft"></raft-playground>
<raft-playground id="lazy" src="mine.raft"></raft-playground>`;
  await openHost(page, site, { body, css });
  const [first, eager] = [embedded(page, "first"), embedded(page, "eager")];
  // What nobody sees is loaded only where that is asked for.
  await expect.poll(() => eager.evaluate(({ text }) => text)).toBe(mine);
  await expect
    .poll(async () => (await told(page, "ready")).map(({ id }) => id).sort())
    .toEqual(["eager", "first"]);

  await expect(first.live.locator(".side")).toBeVisible();
  for (const panel of ["cluster", "logs", "spacetime"]) {
    await expect(first.live.locator(`.area-${panel}`)).toBeHidden();
  }
  const text = () => first.evaluate((element) => element.text);
  await expect.poll(text).toContain("servers 3\nseed 8\n");
  await expect(first.button("播放")).toBeVisible();
  await expect(first.live.locator(".rest > select")).toHaveValue("100");
  await expect(first.live.locator("a.open")).toHaveAttribute(
    "href",
    /^https:\/\/home\.example\/raft\/#/,
  );

  const look = (selector: string, property: string) =>
    first.live
      .locator(selector)
      .first()
      .evaluate((it, name) => getComputedStyle(it).getPropertyValue(name), property);
  for (const [at, name] of names.entries()) {
    expect(await look(".playground", `--${name}`), name).toBe(`rgb(${at}, 20, 30)`);
  }
  expect(await look(".playground", "color")).toBe("rgb(2, 20, 30)");
  expect(await look(".playground", "font-family")).toBe("monospace");
  await expect(first.live).toHaveCSS("background-color", "rgb(0, 20, 30)");
  expect((await first.live.boundingBox())?.height).toBe(500);
  await expect(first.root.locator(".room")).toHaveCSS("border-top-color", "rgb(9, 8, 7)");
  await expect(page.locator("#asked").getByRole("button")).toHaveCSS(
    "background-color",
    "rgb(7, 8, 9)",
  );
});

test("a scenario that cannot be read says why", async ({ page, site }) => {
  const body = `<raft-playground id="one">raft 1
at 300ms crash s1
</raft-playground>`;
  await openHost(page, site, { body });
  const one = embedded(page, "one");
  await expect(one.live.getByRole("alert").filter({ hasText: "cannot be run" })).toBeVisible();
  expect((await told(page, "error")).at(0)?.detail).toMatch(/^Line 2, column 4: .*300ms/);
});

test("a playground that is read-only is watched and scrubbed, and nothing can be done to it", async ({
  page,
  site,
}) => {
  const body = `<raft-playground id="one" scenario="figure-7" readonly autoplay="0"></raft-playground>`;
  await openHost(page, site, { body });
  const one = embedded(page, "one");
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

test("playgrounds that are out of sight or paused take no frames", async ({ page, site }) => {
  const body = `<raft-playground id="one" scenario="first-election"></raft-playground>
<div class="far" id="far"></div>`;
  await openHost(page, site, { body, css: ".far { height: 4000px }" });
  const one = embedded(page, "one");
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

test("a playground that waits to be asked is started by its button", async ({ page, site }) => {
  const body = `<raft-playground id="one" reveal="interaction" seed="7" lang="zh"><a href="../">一次选举</a></raft-playground>`;
  await openHost(page, site, { body });
  const one = embedded(page, "one");
  const button = page.getByRole("button", { name: "启动演示" });
  await expect(button).toBeVisible();
  await expect(one.live).toHaveCount(0);
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(one.live.locator(".playground")).toBeFocused();
  await expect(button).toBeHidden();
});

test("the example post lives, and where nothing may run it shows pictures", async ({
  page,
  site,
  expectConsole,
}) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  await page.goto("./examples/post/index.html");
  const playgrounds = page.locator("raft-playground");
  await expect(playgrounds).toHaveCount(3);
  for (let at = 0; at < 3; at++) {
    await show(playgrounds.nth(at));
    await new EmbeddedOnPage(playgrounds.nth(at)).isAwake();
  }
  expect(requested.filter((url) => !url.startsWith(site) && !/^data:/.test(url))).toEqual([]);

  expectConsole(/wasm|WebAssembly/i);
  await page.route("**/post/index.html", async (route) => {
    const response = await route.fetch();
    const text = (await response.text()).replace(" 'wasm-unsafe-eval'", "");
    await route.fulfill({ response, body: text });
  });
  await page.reload();
  for (let at = 0; at < 3; at++) {
    const embedded = playgrounds.nth(at);
    await show(embedded);
    const image = embedded.locator("img");
    await expect(image).toBeVisible();
    const width = () => image.evaluate((it) => (it as HTMLImageElement).naturalWidth);
    await expect.poll(width).toBeGreaterThan(100);
    await expect(embedded.getByRole("link")).toHaveAttribute("href", /#/);
  }
});

test("each slide of the example shows its playground whole, with every log", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto("./examples/slides/index.html");
  const slides = page.locator("section");
  await expect(slides).toHaveCount(4);
  for (const [at, logs] of [0, 5, 5].entries()) {
    const playground = slides.nth(at + 1).locator("raft-playground");
    await show(playground);
    const embedded = new EmbeddedOnPage(playground);
    await embedded.isAwake();
    await expect(playground).toBeInViewport({ ratio: 0.999 });
    const rows = embedded.live.locator(".area-logs .row");
    await expect(rows).toHaveCount(logs);
    for (const row of await rows.all()) await expect(row).toBeInViewport({ ratio: 0.9 });
  }
});

const HOSTILE = `
* { all: revert; box-sizing: content-box; font: 40px serif; color: lime !important }
html { background: black; letter-spacing: 1em; text-transform: uppercase; line-height: 3; visibility: visible }
:root { --paper: red; --ink: red; --text: 90px; --head: 500px; --head-end: 900px; --fill: red; --accent: red }
div, section, button, svg { display: none !important }
body { text-align: right; white-space: pre; word-spacing: 2em; width: 860px }`;

test("hostile styles of the page do not break the playground, nor the playground the page", async ({
  page,
  site,
}) => {
  const body = `<p id="before">Text</p><raft-playground id="one" scenario="figure-7" t="200" theme="light"></raft-playground><p id="end">Text</p>`;
  await openHost(page, site, { body, css: HOSTILE, root: 'lang="en" dir="rtl"' });
  const one = embedded(page, "one");
  await one.isAwake();
  const look = (selector: string) =>
    one.live
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { direction, fontSize, color, letterSpacing, textTransform, lineHeight, boxSizing } =
          getComputedStyle(element);
        return { direction, fontSize, color, letterSpacing, textTransform, lineHeight, boxSizing };
      });
  const usual = {
    direction: "ltr",
    fontSize: "14px",
    color: "rgb(28, 33, 39)",
    letterSpacing: "normal",
    textTransform: "none",
    lineHeight: "20.3px",
    boxSizing: "border-box",
  };
  expect(await look(".playground")).toEqual(usual);
  expect(await look(".caption")).toEqual(usual);
  await expect(one.live).toHaveCSS("background-color", "rgb(252, 251, 248)");
  const box = await one.live.boundingBox();
  expect(box?.height).toBe(620);
  expect((await one.live.locator(".headline").boundingBox())?.height).toBe(72);
  const text = page.locator("#before");
  await expect(text).toHaveCSS("font-size", "40px");
  await expect(text).toHaveCSS("color", "rgb(0, 255, 0)");
  expect(
    await page.evaluate(() => [...document.adoptedStyleSheets, ...document.scripts].length),
  ).toBe(2);
  expect(await page.locator("style, [style]").count()).toBe(0);
});

for (const width of [280, 390, 700, 1440]) {
  test(`a playground fits into ${width} pixels`, async ({ page, site }) => {
    const css = `body { margin: 0 } raft-playground { width: ${width}px }`;
    const body = `<raft-playground id="one" scenario="figure-8-unsafe" t="300" view="cluster,logs,spacetime"></raft-playground>`;
    await page.setViewportSize({ width: 1440, height: 800 });
    await openHost(page, site, { body, css });
    const one = embedded(page, "one");
    await one.isAwake();
    const outside = await one.live.evaluate((element) => {
      const own = element.getBoundingClientRect();
      const parts =
        element.shadowRoot?.querySelectorAll(".bar, .transport, .headline, .caption, .open") ?? [];
      return [...parts].filter((part) => {
        const { left, right, bottom } = part.getBoundingClientRect();
        return left < own.left - 1 || right > own.right + 1 || bottom > own.bottom + 1;
      }).length;
    });
    expect(outside).toBe(0);
    const drawing = await one.live.locator(".drawing-cluster").boundingBox();
    expect(drawing?.height).toBeGreaterThan(120);
    expect((await one.live.boundingBox())?.height).toBe(620);
  });
}

for (const width of [280, 390, 620, 760, 1200]) {
  test(`what a playground says in ${width} pixels can be read`, async ({ page, site }) => {
    const css = `body { margin: 0 } raft-playground { width: ${width}px }`;
    const body = `<raft-playground id="one" scenario="figure-8-unsafe" t="600"></raft-playground>`;
    await page.setViewportSize({ width: 1440, height: 800 });
    await openHost(page, site, { body, css });
    const one = embedded(page, "one");
    await expect(one.live.locator(".violated span")).toBeVisible();
    const boxes = async (selector: string) =>
      one.live
        .locator(selector)
        .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect()));
    const [strip] = await boxes(".headline");
    const [open] = await boxes(".open");
    for (const text of await boxes(".run-title, .broken-rules, .violated span")) {
      expect(text.bottom).toBeLessThanOrEqual((strip?.bottom ?? 0) + 1);
      const isUnder = text.right > (open?.left ?? 0) && text.top < (open?.bottom ?? 0) - 8;
      expect(isUnder, "the link covers no text").toBe(false);
    }
    for (const term of await one.live.locator(".server .term").allTextContents()) {
      expect(term).not.toContain("…");
    }
  });
}

for (const lang of ["en", "zh"]) {
  for (const hasTouch of [false, true]) {
    test.describe(`in 280 pixels, ${lang}, ${hasTouch ? "touch" : "mouse"}`, () => {
      test.use({ hasTouch });

      test("the chosen speed is shown in full, and can be changed", async ({ page, site }) => {
        const css = "body { margin: 0 } raft-playground { width: 280px }";
        const body = `<raft-playground id="one" lang="${lang}" speed="1/500" autoplay="0"></raft-playground>`;
        await openHost(page, site, { body, css });
        const one = embedded(page, "one");
        await one.isAwake();
        const speed = one.live.locator(".rest > select");
        const needed = await speed.evaluate((select: HTMLSelectElement) => {
          const { width } = select.getBoundingClientRect();
          const style = getComputedStyle(select);
          const brush = document.createElement("canvas").getContext("2d");
          if (!brush) throw new Error("no canvas");
          brush.font = style.font;
          const text = brush.measureText(select.selectedOptions[0]?.label ?? "").width;
          const padding =
            Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
          return text + padding - width;
        });
        expect(needed, "pixels of the speed that are cut off").toBeLessThanOrEqual(0);
        await speed.selectOption("10");
        await expect(speed).toHaveValue("10");
        await one.live.locator(".fold").click();
        await expect(one.live.locator("#more")).toBeVisible();
      });
    });
  }
}

test("strange texts are shown as texts", async ({ page, site }) => {
  const strange = `<img src=x onerror=alert(1)> \u202egnp.exe\u200b ${"long ".repeat(400)}`;
  await openHost(page, site, { body: `<raft-playground id="one"></raft-playground>` });
  const one = embedded(page, "one");
  await one.isAwake();
  await one.root.evaluate(
    (element, title) => {
      const quoted = JSON.stringify(title).slice(0, 400);
      (element as unknown as { text: string }).text =
        `raft 1\ntitle ${quoted.endsWith('"') ? quoted : `${quoted}"`}\nservers 3\n`;
    },
    strange.slice(0, 60),
  );
  await expect(one.live.locator(".run-title")).toContainText("<img src=x onerror=alert(1)>");
  await expect(one.live.locator("img")).toHaveCount(0);
  await one.root.evaluate((element) =>
    element.setAttribute("scenario", "</script><img src=x onerror=alert(1)>"),
  );
  await expect(one.live.getByRole("alert").filter({ hasText: "<img src=x" }).first()).toBeVisible();
  await expect(one.live.locator("img")).toHaveCount(0);
});
