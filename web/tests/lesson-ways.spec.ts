// A whole lesson by keys alone, and by touch alone; what a lesson rests on while nothing moves.

import type { Locator, Page } from "@playwright/test";
import { readLesson } from "../../scripts/vite/lesson-files.ts";
import { expectAccessible } from "./accessibility.ts";
import { expect, test } from "./fixtures.ts";

const NAME = "a-command-travels";
const { data } = readLesson(NAME);
/** What is done in the tasks of this lesson: one message delivered in each. */
const MESSAGES: Record<string, RegExp> = {
  commit: /from S2 to S1/,
  answer: /from S1 to (the )?client/i,
};

/** Has every search look at all runs of up to three moves, and find nothing. */
function answerSearchesWithNothing(): void {
  const progress = { runs: 1, moves: 3, states: 3, depth: 3, isShortest: false, isDone: false };
  const bounds = { servers: 3, terms: 3, commands: 2, crashes: 1 };
  const data = { type: "report", report: { progress, bounds } };
  window.Worker = class extends EventTarget {
    postMessage(): void {
      setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data })));
    }
    terminate(): void {}
  } as unknown as typeof Worker;
}

const panel = (page: Page) => page.locator(".lesson");
const message = (page: Page, id: string) =>
  page
    .locator("raft-playground .message")
    .and(page.getByRole("button", { name: MESSAGES[id] as RegExp }));

type Box = NonNullable<Awaited<ReturnType<Locator["boundingBox"]>>>;
const isOver = (one: Box, other: Box): boolean =>
  one.x + one.width > other.x + 1 &&
  other.x + other.width > one.x + 1 &&
  one.y + one.height > other.y + 1 &&
  other.y + other.height > one.y + 1;

/** Moves the focus there with Tab, and with arrows within a group that has one stop. */
async function reach(page: Page, thing: Locator): Promise<void> {
  await expect(thing).toHaveCount(1);
  for (let presses = 0; presses < 80; presses++) {
    const [isThere, isBeside] = await thing.evaluate((element) => [
      element.matches(":focus"),
      element.closest("[role=group], [role=menu]")?.matches(":focus-within") &&
        element.getAttribute("tabindex") === "-1",
    ]);
    if (isThere) return;
    await page.keyboard.press(isBeside ? "ArrowDown" : "Tab");
  }
  throw new Error(`80 keys do not lead to ${thing}`);
}

test.describe("without motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("a lesson is done by keys alone", async ({ page }) => {
    await page.goto(`./?lang=en#lesson=${NAME}`);
    await expect(panel(page).locator(".next")).toBeEnabled();
    for (const { id, predict, task } of data.steps) {
      await page.keyboard.press("n");
      await expect(page).toHaveURL(new RegExp(`&step=${id}$`));
      if (predict) {
        const at = predict.choices.indexOf(predict.answer);
        await reach(page, panel(page).locator(".choices button").nth(at));
        await page.keyboard.press("Enter");
      }
      if (task) {
        await page.keyboard.press("h");
        await expect(panel(page).locator(".hint")).toBeVisible();
        await reach(page, message(page, id));
        await page.keyboard.press("Enter");
        await reach(page, page.getByRole("menuitem", { name: "Deliver now" }));
        await page.keyboard.press("Enter");
      }
      if (task ?? predict) await expect(panel(page).locator(".outcome")).toHaveClass(/is-right/);
    }
    await page.keyboard.press("n");
    await expect(page).toHaveURL(/&step=end$/);
  });

  test("a lesson takes no frame while nothing moves, and notices what is done then", async ({
    page,
  }) => {
    await page.goto(`./?lang=en#lesson=${NAME}&step=commit`);
    await expect(panel(page).locator(".goals li")).toHaveCount(1);
    const taken = await page.evaluate(async () => {
      const frame = window.requestAnimationFrame.bind(window);
      const pass = () => new Promise(frame);
      // What is on its way may end first.
      for (let frames = 0; frames < 30; frames++) await pass();
      let taken = 0;
      window.requestAnimationFrame = (callback) => {
        taken += 1;
        return frame(callback);
      };
      for (let frames = 0; frames < 10; frames++) await pass();
      window.requestAnimationFrame = frame;
      return taken;
    });
    expect(taken).toBe(0);
    await message(page, "commit").click();
    await page.getByRole("menuitem", { name: "Deliver now" }).click();
    await expect(panel(page).locator(".outcome")).toHaveClass(/is-right/);
  });

  test("every kind of step is accessible", async ({ page }) => {
    await page.goto(`./?lang=en#lesson=${NAME}`);
    await expect(panel(page).locator(".next")).toBeEnabled();
    await expectAccessible(page);
    await page.goto(`./?lang=en#lesson=${NAME}&step=stored`);
    await panel(page).locator(".choices button").first().click();
    await expect(panel(page).locator(".outcome")).toHaveClass(/is-wrong/);
    await expectAccessible(page);
    await page.goto(`./?lang=en#lesson=${NAME}&step=commit`);
    await panel(page).locator(".help").click();
    await expectAccessible(page);
    await panel(page).locator(".hint button").click();
    await expect(panel(page).locator(".outcome")).toHaveClass(/is-right/);
    await expectAccessible(page);
    await page.goto(`./?lang=en#lesson=${NAME}&step=end`);
    await expect(panel(page).locator(".overview")).toBeVisible();
    await expectAccessible(page);
  });

  test("a lesson and the list are accessible in the dark and in Chinese, too", async ({ page }) => {
    const open = (hash: string) => page.goto(`./?lang=zh&theme=dark#${hash}`);
    await open("lessons");
    await expect(page.locator(".lesson-list")).toBeVisible();
    await expectAccessible(page);
    await open(`lesson=${NAME}&step=stored`);
    await panel(page).locator(".term").first().click();
    await panel(page).locator(".choices button").first().click();
    await expect(panel(page).locator(".outcome")).toHaveClass(/is-wrong/);
    await expectAccessible(page);
    await open(`lesson=${NAME}&step=commit`);
    await panel(page).locator(".help").click();
    await expectAccessible(page);
  });

  test("a search in a lesson says that it has found nothing yet, stops, and goes on", async ({
    page,
  }) => {
    await page.addInitScript(answerSearchesWithNothing);
    await page.goto("./?lang=en#lesson=break-it-yourself&step=shorter");
    const search = panel(page).locator("button.search");
    const says = panel(page).locator(".search-says");
    await search.focus();
    await page.keyboard.press("Enter");
    await expect(says).toHaveText("Searching…");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(says).toHaveText(/^No run found\. There is none of up to 3 moves with/);
    await expect(search).toHaveText("Continue");
    await expect(panel(page).locator(".next")).toBeDisabled();
    await page.keyboard.press("Enter");
    await expect(says).toHaveText("Searching…");
    await expect(search).toBeFocused();
    await page.keyboard.press("r");
    await expect(search).toHaveText("Search");
    await expect(says).toHaveCount(0);
  });

  test("a lesson is shown from afar by two keys, and nothing has to be scrolled", async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.goto(`./?lang=en&lesson=figure-8&present=1`);
    await expect(panel(page).locator("h2")).toBeVisible();
    const says = panel(page).locator(".says");
    expect(await says.evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize))).toBe(18);
    const { steps } = readLesson("figure-8").data;
    for (const { id } of steps.slice(0, 2)) {
      await page.keyboard.press("PageDown");
      await expect(page).toHaveURL(new RegExp(`&step=${id}$`));
      expect(await says.evaluate((it) => it.scrollHeight - it.clientHeight)).toBeLessThanOrEqual(0);
    }
    await page.keyboard.press("PageUp");
    await expect(page).toHaveURL(new RegExp(`&step=${steps[0]?.id}$`));
  });

  test.describe("on a phone", () => {
    test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

    test("the list of lessons is seen whole, and a tap leads to the questions below", async ({
      page,
    }) => {
      await page.goto("./?lang=en#lessons");
      const list = page.locator(".lesson-list");
      const box = await list.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
      await list.getByRole("button", { name: "By question" }).tap();
      await expect(list.getByRole("heading", { name: "By question" })).toBeInViewport();
      await expect(list.getByRole("heading", { name: "By question" })).toBeFocused();
    });

    test("a dot says which tab shows what a step points at", async ({ page }) => {
      await page.goto(`./?lang=en#lesson=${NAME}&step=entry`);
      const dotOn = (name: string) =>
        page
          .getByRole("tab", { name, exact: true })
          .evaluate((tab) => getComputedStyle(tab, "::after").content);
      await expect.poll(() => dotOn("Logs")).toContain("•");
      expect(await dotOn("Details")).toBe("none");
      await page.getByRole("tab", { name: "Logs", exact: true }).tap();
      await expect.poll(() => dotOn("Logs")).toBe("none");
    });

    test("a lesson is done by touch alone", async ({ page }) => {
      await page.goto(`./?lang=en#lesson=${NAME}`);
      const next = panel(page).locator(".next");
      await expect(next).toBeEnabled();
      for (const { id, predict, task } of data.steps) {
        await next.tap();
        await expect(page).toHaveURL(new RegExp(`&step=${id}$`));
        if (predict) {
          const at = predict.choices.indexOf(predict.answer);
          await panel(page).locator(".choices button").nth(at).tap();
        }
        if (task) {
          await message(page, id).tap();
          await page.getByRole("menuitem", { name: "Deliver now" }).tap();
        }
        if (task ?? predict) {
          const outcome = panel(page).locator(".outcome");
          await expect(outcome).toHaveClass(/is-right/);
          await expect(outcome).toBeInViewport({ ratio: 0.6 });
        }
      }
      await next.tap();
      await expect(page).toHaveURL(/&step=end$/);
    });
  });
});

test("a step ends where the lesson says, also when a violation has stopped its run before", async ({
  page,
}) => {
  const { data } = readLesson("majority-of-all");
  const end = data.steps.find(({ id }) => id === "both")?.run;
  await page.goto("./?lang=en#lesson=majority-of-all&step=both");
  await expect(panel(page).locator(".playing")).toHaveText("Watch.");
  await expect(panel(page).locator(".playing")).toHaveText("", { timeout: 20_000 });
  const [now, found] = await page.evaluate(() => {
    const session = document.querySelector("raft-playground")?.session;
    return [session?.now, session?.ask((run) => run.found())];
  });
  expect(now).toBe(end);
  expect(found).toBe(1);
});

test("a lesson and the playground have room of their own on every screen", async ({ page }) => {
  await page.goto(`./?lang=en#lesson=${NAME}`);
  await expect(panel(page).locator(".next")).toBeEnabled();
  const inPlayground = [".tabs", ".area-cluster", ".ask-box", ".bar"];
  const names = ["header nav", ".lesson", ...inPlayground.map((name) => `raft-playground ${name}`)];
  for (const [width, height] of [
    [390, 844],
    [700, 800],
    [768, 1024],
    [950, 800],
    [1024, 768],
    [1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    const boxes: [string, Box][] = [];
    for (const name of names) {
      const box = await page.locator(name).boundingBox();
      if (box) boxes.push([name, box]);
    }
    const covered = boxes.flatMap(([one, box], at) =>
      boxes.slice(at + 1).flatMap(([other, its]) => (isOver(box, its) ? [`${one} ${other}`] : [])),
    );
    expect(covered, `${width} × ${height}`).toEqual([]);
    await expect(page.locator("raft-playground .bar")).toBeInViewport({ ratio: 1 });
  }
});
