// The page in another page's frame: what it shows, what it posts, and what it answers.

import type { FrameLocator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openHost } from "./host-page.ts";

test.use({ viewport: { width: 900, height: 800 } });

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src 'self'";

const LISTEN = `<script type="module" src="listen.js"></script>`;

/** A page with the playground in a frame; it keeps what the frame posts. */
async function openFrame(page: Page, site: string, query: string): Promise<FrameLocator> {
  await page.route(`${site}host/listen.js`, (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: `window.posted = []; addEventListener("message", ({ data }) => posted.push(data));`,
    }),
  );
  const body = `${LISTEN}<script type="module" src="../embed/embed.js"></script><p>Before</p>
<iframe id="frame" title="Playground" src="../index.html?embed=1&amp;${query}"></iframe><p id="end">After</p>`;
  const css = "iframe { width: 100%; height: 200px; border: 0 } body { min-height: 3000px }";
  await openHost(page, site, { body, css, policy: POLICY });
  return page.frameLocator("#frame");
}

/** A frame asks for its height as soon as it listens, long before it shows anything. */
async function listens(page: Page): Promise<void> {
  const asks = () =>
    page.evaluate(() => (window as unknown as { posted: { context: string }[] }).posted.length);
  await expect.poll(asks, { intervals: [10] }).toBeGreaterThan(0);
}

/** The answer of the frame to a message. */
const ask = (page: Page, message: Record<string, unknown>) =>
  page.evaluate(async (sent) => {
    const { posted } = window as unknown as { posted: { id?: unknown }[] };
    const frame = document.querySelector("iframe")?.contentWindow;
    frame?.postMessage({ context: "raft-playground", ...sent }, "*");
    for (let tries = 0; tries < 100; tries++) {
      const answer = posted.find(({ id }) => id === sent.id);
      if (answer) return answer as { error?: string; state?: Record<string, unknown> };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("no answer");
  }, message);

test("a frame gets its height, shows the playground alone, and leads to the page", async ({
  page,
  site,
}) => {
  const frame = await openFrame(
    page,
    site,
    "scenario=first-election&t=224.5&view=cluster&lang=en&readonly=1&speed=1/250",
  );
  await expect(frame.getByRole("button", { name: /^Server S1: leader/ })).toBeVisible();
  await expect(page.locator("#frame")).toHaveCSS("height", "620px");
  await expect(frame.locator("body > header")).toHaveCount(0);
  await expect(frame.locator(".area-logs")).toBeHidden();
  await expect(frame.locator(".ask-box")).toBeHidden();
  const scrolls = () => frame.locator("html").evaluate((it) => it.scrollHeight > it.clientHeight);
  expect(await scrolls()).toBe(false);

  const link = frame.getByRole("link", { name: "Open in the playground" });
  await expect(link).toHaveAttribute(
    "href",
    `${site}index.html#scenario=first-election&t=224.5&speed=1/250`,
  );
  const opened = page.waitForEvent("popup");
  await link.click();
  const whole = await opened;
  await expect(whole.getByRole("timer")).toHaveText("0.225 s");
  await expect(whole.locator("body > header")).toBeVisible();
});

test("a frame takes neither keys nor the wheel until the reader goes into it", async ({
  page,
  site,
}) => {
  const frame = await openFrame(page, site, "scenario=figure-7&autoplay=0&lang=en");
  await expect(frame.getByRole("button", { name: /^Server S1/ })).toBeVisible();
  await expect(page.locator("#frame")).toHaveCSS("height", "620px");
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
  const box = await page.locator("#frame").boundingBox();
  await page.mouse.move((box?.x ?? 0) + 700, (box?.y ?? 0) + 250);
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(300);
  await page.keyboard.press(" ");
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(300);
  await expect(frame.getByRole("button", { name: "Play" })).toBeVisible();
});

test("messages are answered once the frame is ready, and unknown ones are ignored", async ({
  page,
  site,
}) => {
  await openFrame(page, site, "scenario=first-election&autoplay=0&lang=en");
  await listens(page);
  const early = await ask(page, { id: 1, do: "seek", time: 300 });
  expect(early.state).toMatchObject({ time: 300, playing: false, violations: [] });
  expect((await ask(page, { id: 2, do: "play" })).state).toMatchObject({ playing: true });
  expect((await ask(page, { id: 3, do: "pause" })).state).toMatchObject({ playing: false });
  expect((await ask(page, { id: 4, do: "seek", time: "soon" })).error).toMatch(/makes no sense/);
  const text = "raft 1\nservers 3\nat 50 crash s2\n";
  expect((await ask(page, { id: 5, do: "load", text, time: 60 })).state).toMatchObject({
    time: 60,
  });
  await expect
    .poll(async () => (await ask(page, { id: Math.random(), do: "state" })).state?.text)
    .toBe(text);

  const strange = [null, "play", { do: "play" }, { context: "raft-playground", do: "eval", id: 6 }];
  await page.evaluate((messages) => {
    const frame = document.querySelector("iframe")?.contentWindow;
    for (const message of messages) frame?.postMessage(message, "*");
  }, strange);
  expect((await ask(page, { id: 7, do: "state" })).state).toMatchObject({ time: 60 });
  const posted = await page.evaluate(() => (window as unknown as { posted: unknown[] }).posted);
  expect(posted).not.toContainEqual(expect.objectContaining({ id: 6 }));
  expect(posted).toContainEqual(expect.objectContaining({ event: "ready" }));
});

test("strange words in messages are words, in the frame and in its answers", async ({
  page,
  site,
}) => {
  const frame = await openFrame(page, site, "autoplay=0&lang=en");
  await listens(page);
  const words = `<img src=x onerror=alert(1)></script><b>\u202e שלום \u200b${"long".repeat(500)}`;
  const isHarmless = async (where: string) => {
    await expect(frame.locator("img, b, [onerror]"), where).toHaveCount(0);
    const seen = await frame
      .locator("raft-playground")
      .evaluate((it) => it.shadowRoot?.textContent);
    expect(seen, where).toContain("<img src=x");
    expect(seen, where).not.toMatch(/[\u200b\u202e]/);
  };
  const text = `raft 1\ntitle "${words}"\nservers 3\nat 10 client "set <img/src=x> \u202e1"\nat 20 note "${words}"\n`;
  const loaded = await ask(page, { id: words, do: "load", text, time: 30 });
  expect(loaded.state).toMatchObject({ time: 30 });
  // It says what it read, and that is read as the same again.
  const said = String(loaded.state?.text);
  expect(said).toContain("<img src=x onerror=alert(1)></script><b>");
  const again = await ask(page, { id: 2, do: "load", text: said, time: 30 });
  expect(again.state).toEqual(loaded.state);
  await isHarmless("what was loaded");

  // What cannot be read is said as text, too, and the run stays.
  await ask(page, { id: 3, do: "load", text: `raft 1\nat 10 ${words}\n` });
  await expect(frame.getByRole("alert").filter({ hasText: "<img src=x" }).first()).toBeVisible();
  await isHarmless("a text with a mistake");
  await ask(page, { id: 4, do: "load", scenario: words });
  await isHarmless("a name of no scenario");
  expect((await ask(page, { id: 5, do: "state" })).state).toEqual(loaded.state);
});
