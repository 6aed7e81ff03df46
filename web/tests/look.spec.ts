import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground } from "./playground.ts";

for (const width of [390, 768, 1440]) {
  test(`nothing sticks out at ${width} px: nine servers and long commands`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const playground = await openPlayground(page, { servers: 9 });
    await playground.leaderId();
    const long = `set ${"key".repeat(30)} ${"value".repeat(20)}`;
    await playground.send(long);
    await expect(playground.answer(long)).toContainText("done");
    const sticksOut = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    expect(await sticksOut()).toBe(0);
    await playground.server(3).click();
    await expect(playground.menu).toBeVisible();
    expect(await sticksOut()).toBe(0);
    const box = await playground.menu.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  });
}

test("the page speaks Chinese when asked to, and goes back", async ({ page }) => {
  const playground = await openPlayground(page);
  await page.getByRole("link", { name: "中文" }).click();
  await expect(playground.button("发送")).toBeVisible();
  await expect(playground.button(/领导者/)).toHaveCount(1);
  await expect(page).toHaveTitle("Raft 演示");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh");
  await expect(page).toHaveURL(/lang=zh/);
  await page.reload();
  await expect(playground.button("发送")).toBeVisible();
  await page.getByRole("link", { name: "English" }).click();
  await expect(playground.button("Send")).toBeVisible();
});

test("the theme follows the system until the reader chooses", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  const playground = await openPlayground(page);
  const paper = () =>
    playground.root.evaluate((element) => getComputedStyle(element).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: "Dark theme" }).click();
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(playground.server(1)).toBeVisible();
  expect(await paper()).toBe(dark);
  await page.getByRole("button", { name: "Light theme" }).click();
  expect(await paper()).toBe(light);
});

test("a paused run shows everybody's timer from the first moment on", async ({ page }) => {
  await page.goto("./?seed=7&autoplay=0");
  await expect(page.locator("raft-playground .timer.election .left")).toHaveCount(5);
});

test("what the pointer rests on says what it is", async ({ page }) => {
  await page.goto("./?seed=7&lang=en#scenario=figure-8-unsafe&t=400");
  const playground = page.locator("raft-playground");
  await playground.dispatchEvent("pointerover");
  const client = playground.locator("[data-target='client:1']");
  await expect(playground.getByRole("slider", { name: "Position in the run" })).toBeVisible();
  await client.hover();
  const words = (await client.getAttribute("aria-label")) ?? "";
  expect(words).toMatch(/set x 2/);
  await expect(client.locator("> title")).toHaveText(words);

  // What its signs mean, and whether the run knows what a server does not.
  await playground.evaluate((element) =>
    (element as RaftPlayground).openLink("#scenario=figure-8-unsafe&t=300"),
  );
  const entry = (server: number) => playground.locator(`[data-target='entry:${server}:2']`);
  await expect(entry(1)).toHaveAccessibleDescription(/^A leader has committed it; .* violation/);
  await expect(entry(2)).toHaveAccessibleDescription(/^A leader has committed it; [^.]*\.$/);
  await expect(entry(5)).toHaveAccessibleDescription(/^No leader has committed it\. .* violation/);
  await entry(5).hover();
  await expect(entry(5).locator("> title")).toHaveText(/set x 3.*\n?No leader has committed it/s);
  await page.keyboard.press("?");
  await expect(playground.locator(".popup .facts").last()).toContainText("≠");
});
