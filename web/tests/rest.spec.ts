// What stands still costs nothing: no animation frame is asked for, nothing is drawn, nothing is animated.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openPlayground, Playground } from "./playground.ts";

/** What is read within this time is at rest, in milliseconds: longer than all rests between two drawings. */
const WATCHED_MS = 1500;

test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    const asked = { frames: 0 };
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => {
      asked.frames += 1;
      return request(callback);
    };
    Object.assign(window, { asked });
  }),
);

/** What the page does for a while: the frames that it asks for, what it draws, and what is animated. */
function watch(page: Page) {
  return page.evaluate(async (watched) => {
    const root = document.querySelector("raft-playground")?.shadowRoot as ShadowRoot;
    const { asked } = window as unknown as { asked: { frames: number } };
    const before = asked.frames;
    const drawn: string[] = [];
    const note = (records: MutationRecord[]) =>
      drawn.push(
        ...records.map(({ target, type, attributeName }) => {
          const element = target instanceof Element ? target : target.parentElement;
          return `${type} ${attributeName ?? ""} of .${element?.getAttribute("class") ?? ""}`;
        }),
      );
    const observer = new MutationObserver(note);
    const all = { attributes: true, characterData: true, childList: true, subtree: true };
    observer.observe(document, all);
    observer.observe(root, all);
    await new Promise((resolve) => setTimeout(resolve, watched));
    observer.disconnect();
    const animated = [...document.getAnimations(), ...root.getAnimations()].filter(
      ({ playState }) => playState === "running",
    ).length;
    return { frames: asked.frames - before, drawn, animated };
  }, WATCHED_MS);
}

const NOTHING = { frames: 0, drawn: [], animated: 0 };

/** Becomes quiet, and stays so. */
const expectRest = async (page: Page) => {
  await expect.poll(() => watch(page), { timeout: 20_000 }).toEqual(NOTHING);
  expect(await watch(page)).toEqual(NOTHING);
};

test("a run that plays takes frames, and draws in them", async ({ page }) => {
  const playground = await openPlayground(page, { speed: "1/50" });
  await playground.keepsPast();
  const { frames, drawn } = await watch(page);
  expect(frames).toBeGreaterThan(10);
  expect(drawn.length).toBeGreaterThan(10);
});

test("a paused page takes no frame with everything open", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const playground = await openPlayground(page);
  await playground.keepsPast();
  await expect(playground.leader).toBeVisible();
  await playground.send("set x 1");
  await expect(playground.answer("set x 1")).toContainText("done");
  await playground.button("Rules").click();
  await playground.button("Compare with the paper's rules").click();
  await expect(
    playground.root.getByRole("group", { name: "The same run, other rules" }).first(),
  ).toBeVisible();
  await playground.button("Play").click();
  await expect.poll(() => playground.now()).toBeGreaterThan(400);
  await playground.button("Pause").click();
  for (const [button, panel] of [
    ["Rules", "Rules"],
    ["Text", "The run as a text"],
  ] as const) {
    // By a key: a panel may lie over the button of the next.
    await playground.root.getByRole("button", { name: button, exact: true }).press("Enter");
    await expect(playground.root.getByRole("dialog", { name: panel })).toBeVisible();
  }
  await expectRest(page);
});

test("a run that a violation has stopped takes no frame", async ({ page }) => {
  await page.goto("./?seed=7&lang=en&speed=1#scenario=broken-votes-any&t=0");
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.keepsPast();
  await playground.button("Play").click();
  await expect(playground.root.getByRole("region", { name: "Violation" })).not.toBeEmpty();
  await expect(playground.root.locator(".area-spacetime [data-culprit]").first()).toBeAttached();
  await expectRest(page);
});
