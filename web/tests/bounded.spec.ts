// Nothing a text says makes the page wait: work is played in slices, shown, and can be stopped.

import type { Page } from "@playwright/test";
import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";

const busy = `raft 1
servers 9
election 1..2
heartbeat 1
latency 0.001
end 86400000
`;

const duplicates = (times: number) =>
  `raft 1\nservers 3\nmanual\nat 0 timeout s1\n${"at 0 duplicate every message\n".repeat(times)}`;

/** The fragment of a link to a text. */
const link = (text: string) => `#s=t1.${encodeURIComponent(text)}`;

/** Notes the longest task from now on; the function returned puts it into the report, in milliseconds. */
async function watchTasks(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const seen = window as unknown as { longestTask: number };
    seen.longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        seen.longestTask = Math.max(seen.longestTask, duration);
      }
    }).observe({ type: "longtask" });
  });
  return async () => {
    const ms = await page.evaluate(
      () => (window as unknown as { longestTask: number }).longestTask,
    );
    test.info().annotations.push({ type: "longest task, ms", description: String(ms) });
  };
}

const reached = (page: Page) =>
  page
    .locator("raft-playground")
    .evaluate((element) => (element as RaftPlayground).session?.run?.reached() ?? 0);

async function openBlank(page: Page) {
  await page.goto("./?seed=7&autoplay=0&lang=en");
  const root = page.locator("raft-playground");
  await expect(root.getByRole("button", { name: /^Server S1/ })).toBeVisible();
  await root.dispatchEvent("pointerover");
  await expect(root.getByRole("slider", { name: "Position in the run" })).toBeVisible();
  // From then on the run follows the address.
  await expect.poll(() => new URL(page.url()).hash).toContain("#s=");
  return root;
}

test("a link to a moment that is far away is played in slices, shown, and can be stopped", async ({
  page,
}) => {
  const root = await openBlank(page);
  const longest = await watchTasks(page);
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `${link(busy)}&t=86400000`,
  );
  const progress = root.getByRole("progressbar");
  await expect(progress).toBeVisible();
  await root.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(progress).toBeHidden();
  const played = await reached(page);
  expect(played).toBeGreaterThan(0);
  expect(played).toBeLessThan(86_400_000);

  // What was played is kept, and the page can be used.
  await root.getByRole("button", { name: "One event back" }).click();
  expect(await reached(page)).toBe(played);
  await longest();
});

test("seeking far ahead is played in slices, and Escape stops it", async ({ page }) => {
  const root = await openBlank(page);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, link(busy));
  await expect
    .poll(() => root.evaluate((it) => (it as RaftPlayground).session?.setup.servers))
    .toBe(9);
  const longest = await watchTasks(page);
  await root.getByRole("slider", { name: "Position in the run" }).press("End");
  await expect(root.getByRole("progressbar")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(root.getByRole("progressbar")).toBeHidden();
  expect(await reached(page)).toBeGreaterThan(0);
  await longest();
});

for (const times of [8, 12, 22]) {
  test(`${times} times "duplicate every message" do not block the page`, async ({ page }) => {
    const root = await openBlank(page);
    const longest = await watchTasks(page);
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      link(duplicates(times)),
    );
    await expect
      .poll(() => root.evaluate((it) => (it as RaftPlayground).session?.setup.servers))
      .toBe(3);
    await expect(root.getByRole("button", { name: /^Server S1/ })).toBeVisible();
    // Messages that are alike are drawn as one, and how many there are is said.
    const mark = root.getByRole("button", {
      name: /^RequestVote.* S1 .*S2.*, and \d+ more like it$/,
    });
    await expect(mark).toHaveCount(1);
    await expect(mark.locator(".copies")).toHaveText(/^× \d{3}$/);
    expect(await root.locator(".cluster .message").count()).toBeLessThan(10);
    expect(await root.locator(".spacetime .flight").count()).toBeLessThan(300);
    await root.getByRole("button", { name: "One event back" }).click();
    await root.getByRole("button", { name: "One event forward" }).click();
    await longest();
  });
}

/** A text of so many commands, in an order that is not that of time. */
const commands = (lines: number) =>
  `raft 1\n${Array.from({ length: lines }, (_, at) => `at ${(at * 7919) % 60_000} client "set k${at % 50} ${at}"\n`).join("")}`;

test("60,000 lines put into the text panel are read in slices", async ({ page }) => {
  const root = await openBlank(page);
  await root.getByRole("button", { name: "Text", exact: true }).click();
  const field = root.getByRole("textbox", { name: "The run as a text" });
  await expect(field).toHaveValue(/^raft 1/);
  const longest = await watchTasks(page);
  const put = (text: string) =>
    field.evaluate((it, value) => {
      (it as HTMLTextAreaElement).value = value;
      it.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, text);
  await put(`${commands(60_000)}at 5 nonsense\n`);
  await expect(root.getByText("Line 60002, column")).toBeVisible();
  await expect(field).toHaveCount(0);
  await root.getByRole("button", { name: "Undo changes", exact: true }).click();
  await put(commands(60_000));
  await expect(root.getByRole("button", { name: "Run this", exact: true })).toBeEnabled();
  await longest();
});

for (const lines of [9_000, 38_000]) {
  test(`a text of ${lines} lines is opened in slices, and has a link`, async ({ page }) => {
    const root = await openBlank(page);
    const longest = await watchTasks(page);
    await root.evaluate((it, text) => (it as RaftPlayground).openText(text), commands(lines));
    await expect
      .poll(() => root.evaluate((it) => (it as RaftPlayground).session?.run?.end()))
      .toBeGreaterThan(59_000);
    await expect.poll(() => root.evaluate((it) => (it as RaftPlayground).link)).toMatch(/^s=z2/);
    const link = await root.evaluate((it) => (it as RaftPlayground).link);
    await expect.poll(() => page.evaluate(() => location.hash)).toContain(link);
    await root.evaluate((it, fragment) => (it as RaftPlayground).openLink(fragment ?? ""), link);
    await longest();
  });
}
