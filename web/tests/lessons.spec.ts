// Every lesson, walked as a reader would, in both languages: what a step asks is done and noticed, and
// what does not reach the goal is not. Nothing that is done depends on the language, so one walk is enough: at
// every state of a step the language changes, and stays changed for what is done next.

import type { Page } from "@playwright/test";
import {
  LANGUAGES,
  type LessonFiles,
  type LessonLanguage,
  lessonOrder,
  readLesson,
  readLessonFile,
} from "../../scripts/vite/lesson-files.ts";
import { type Step, WAIT } from "../src/lessons/format.ts";
import { expectAccessible } from "./accessibility.ts";
import { expect, test } from "./fixtures.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const panel = (page: Page) => page.locator(".lesson");
const button = (page: Page, name: string) => panel(page).locator(`.steps .${name}`);

async function openLesson(page: Page, lesson: string): Promise<void> {
  await page.goto(`./?lang=en#lesson=${lesson}`);
  await ready(page);
}

/** The run of the step is there, and where the step has played it to. */
async function ready(page: Page): Promise<void> {
  await panel(page)
    .locator(".says[aria-busy=false]:not(:has(.playing:not(:empty)))")
    .waitFor({ state: "attached" });
}

/** At 1440 × 900: x, y, width and height in pixels. */
const BUTTONS = "16 848 66 40; 88 848 66 40; 160 848 66 40; 232 848 66 40";

/** Does acts of the scenario language to the run that is shown, as if by hand. */
async function act(page: Page, acts: string[]): Promise<void> {
  for (const line of acts) {
    const wait = Number(WAIT.exec(line)?.[1] ?? Number.NaN);
    const problem = await page.evaluate(
      async ([line, wait]) => {
        const { context } = document.querySelector(
          "raft-playground",
        ) as HTMLElementTagNameMap["raft-playground"];
        const session = context.session;
        const problem = Number.isNaN(wait) ? session?.ask((run) => run.perform(line)) : undefined;
        context.parts.value?.branched();
        await session?.seek(session.now + (Number.isNaN(wait) ? 0 : wait));
        context.show(undefined);
        // The lesson looks at every frame.
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        return problem;
      },
      [line, wait] as const,
    );
    expect(problem, line).toBeUndefined();
  }
}

/** What the panel says, in one language. */
interface Said {
  language: LessonLanguage;
  heading: string;
  text: string;
  /** In pixels: what has to be scrolled to. */
  hidden: number;
  /** Where the buttons are. */
  buttons: string;
}

/**
 * Nothing that the step says has to be scrolled to, in either language, and the buttons are where they are in
 * every other step. The language that comes second stays, so that what follows is done in it.
 */
async function fits(page: Page, { texts }: LessonFiles, { id }: Step): Promise<void> {
  const said = await page.evaluate(async () => {
    const panel = document.querySelector(".lesson") as HTMLElement;
    const look = (): Said => {
      const says = panel.querySelector(".says") as HTMLElement;
      return {
        language: panel.lang as LessonLanguage,
        heading: says.querySelector("h3")?.innerText ?? "",
        text: says.innerText,
        hidden: says.scrollHeight - says.clientHeight,
        buttons: [...panel.querySelectorAll(".steps button")]
          .map((it) => it.getBoundingClientRect())
          .map(({ x, y, width, height }) => [x, y, width, height].join(" "))
          .join("; "),
      };
    };
    const first = look();
    document.querySelector<HTMLElement>("[data-page=language]")?.click();
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    while (panel.lang === first.language) await frame();
    await frame();
    return [first, look()];
  });
  expect(said.map(({ language }) => language).sort()).toEqual(LANGUAGES);
  for (const { language, heading, text, hidden, buttons } of said) {
    expect(heading).toBe(texts[language].steps.get(id)?.heading);
    expect(hidden, text).toBeLessThanOrEqual(0);
    expect(buttons, "Back, Again, Skip and Next").toBe(BUTTONS);
  }
}

/** What the step points at that stays when it is done: none of it is missing. */
async function expectPointed(page: Page, { id, point = [] }: Step): Promise<void> {
  const pointed = await page.evaluate(() => {
    const root = document.querySelector("raft-playground")?.shadowRoot as ShadowRoot;
    const rules = root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
    return rules
      .map((rule) => (rule as CSSStyleRule).selectorText ?? "")
      .filter((selector) =>
        /^(\[data-target="(server|entry):|\.rows > :nth|\.store \.values)/.test(selector),
      )
      .map((selector) => root.querySelectorAll(selector).length);
  });
  const staying = point.filter(
    ({ server, entry, mark, value }) => server ?? entry ?? mark ?? value,
  );
  expect(pointed.length, id).toBe(staying.length);
  expect(Math.min(1, ...pointed), id).toBeGreaterThan(0);
}

/** Once more from the step's beginning, which is another run. */
async function again(page: Page): Promise<void> {
  const session = await page.evaluateHandle(
    () => document.querySelector("raft-playground")?.session,
  );
  await page.keyboard.press("r");
  await page.waitForFunction(
    (before) => document.querySelector("raft-playground")?.session !== before,
    session,
  );
  await ready(page);
}

async function take(page: Page, lesson: LessonFiles, step: Step): Promise<void> {
  const { predict, task, search, solution = [], wrong = [] } = step;
  await expect(page).toHaveURL(new RegExp(`&step=${step.id}$`));
  await ready(page);
  await fits(page, lesson, step);
  if (predict) {
    await expect(button(page, "next")).toBeDisabled();
    await panel(page)
      .locator(".choices button")
      .nth(predict.choices.indexOf(predict.answer))
      .click();
    await expect(panel(page).locator(".outcome")).toHaveClass(/is-right/);
    await fits(page, lesson, step);
  }
  if (task) {
    for (const acts of wrong) {
      await expect(panel(page).locator(".goals li")).toHaveCount(task.goal.length);
      await act(page, acts);
      await expect(button(page, "next"), acts.join("; ")).toBeDisabled();
      await again(page);
    }
    await panel(page).locator(".help").click();
    await fits(page, lesson, step);
    await act(page, solution);
    await expect(panel(page).locator(".outcome")).toHaveClass(/is-right/);
    await fits(page, lesson, step);
  }
  if (search) {
    await find(page);
    await fits(page, lesson, step);
  }
  await expect(button(page, "next")).toBeEnabled();
  await expectPointed(page, step);
  await page.keyboard.press("n");
}

/** Has the search find a run, and plays it. */
async function find(page: Page): Promise<void> {
  const ask = panel(page).locator("button.search");
  await expect(button(page, "next")).toBeDisabled();
  await ask.click();
  await expect(panel(page).locator(".search-says")).toContainText(/^(Found a run of|找到)/, {
    timeout: 60_000,
  });
  await expect(button(page, "next")).toBeDisabled();
  // Until it is known to be the shortest, the button stops the search.
  await expect(ask).toHaveText(/^(Open this run|打开这次运行)$/, { timeout: 60_000 });
  await ask.click();
  await expect(panel(page).locator(".outcome")).toHaveClass(/is-right/);
  const expectations = await page.evaluate(() =>
    document.querySelector("raft-playground")?.session?.ask((run) => run.expectations()),
  );
  expect(expectations).toMatchObject({ failed: 0, open: 0 });
}

for (const name of lessonOrder()) {
  test(`${name} can be gone through, in both languages`, async ({ page }) => {
    const lesson = readLesson(name);
    const { data, texts } = lesson;
    // A search takes some seconds, on a busy machine more.
    if (data.steps.some(({ search }) => search)) test.setTimeout(120_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    await openLesson(page, name);
    await expect(panel(page).locator("h2")).toHaveText(texts.en.title);
    await page.keyboard.press("n");
    for (const step of data.steps) await take(page, lesson, step);
    await expect(page).toHaveURL(/&step=end$/);
    const kept = await page.evaluate(() => localStorage.getItem("lessons"));
    expect(JSON.parse(kept ?? "{}").done).toContain(name);
  });
}

test.describe("a lesson", () => {
  test("can be gone through by keys alone, back too", async ({ page }) => {
    await openLesson(page, "figure-8");
    await page.keyboard.press("n");
    const { data } = readLesson("figure-8");
    await expect(page).toHaveURL(new RegExp(`step=${data.steps[0]?.id}$`));
    await page.keyboard.press("s");
    await expect(page).toHaveURL(new RegExp(`step=${data.steps[1]?.id}$`));
    await page.keyboard.press("b");
    await expect(page).toHaveURL(new RegExp(`step=${data.steps[0]?.id}$`));
    await page.keyboard.press("b");
    await expect(page).toHaveURL(/lesson=figure-8$/);
  });

  test("keeps its place while another run is shown, and returns to it", async ({ page }) => {
    await openLesson(page, "figure-8");
    await page.keyboard.press("n");
    await expect(page).toHaveURL(/step=/);
    await ready(page);
    await page.evaluate(() => document.querySelector("raft-playground")?.begin());
    await panel(page).locator(".return").click();
    await expect(panel(page).locator("h3")).toBeVisible();
    await expect(page).toHaveURL(/step=/);
  });

  test("is accessible, with a term open too", async ({ page }) => {
    await openLesson(page, "figure-8");
    await page.keyboard.press("n");
    await panel(page).locator(".term").first().click();
    await expect(panel(page).getByRole("dialog")).toBeVisible();
    const lit = page.locator("raft-playground .server.leader > .hit");
    await expect(lit, "what the term means, on the live cluster").toHaveCSS("stroke-width", "4px");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(lit).not.toHaveCSS("stroke-width", "4px");
    await expect(panel(page).getByRole("dialog")).toBeHidden();
    await expect(panel(page).locator(".term").first()).toBeFocused();
  });

  test("does not say that another run is shown while a step opens its own", async ({ page }) => {
    await openLesson(page, "spinning-follower");
    await page.evaluate(() => {
      const panel = document.querySelector(".lesson") as HTMLElement;
      new MutationObserver(() => {
        if (panel.querySelector(".return")) panel.dataset.away = "";
      }).observe(panel, { childList: true, subtree: true });
    });
    for (const { id } of readLesson("spinning-follower").data.steps) {
      await page.keyboard.press("s");
      await expect(page).toHaveURL(new RegExp(`step=${id}$`));
      await ready(page);
    }
    await expect(panel(page)).not.toHaveAttribute("data-away");
  });

  test("begins at its top on a phone, and shows the metrics that it points at", async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("./?lang=en#lesson=wait-or-send&step=wait");
    await ready(page);
    const metrics = page.locator("raft-playground .world.first .metrics > div");
    await expect(metrics.filter({ hasText: /^messages/ })).toBeVisible();
    await expect(metrics.filter({ hasText: /^mean client latency/ })).toBeVisible();
    await expect(metrics.filter({ hasText: /^highest term/ })).toBeHidden();
    // And a step is read from its beginning.
    await expect(panel(page).locator(".choices")).toBeVisible();
    expect(
      await panel(page)
        .locator(".says")
        .evaluate(({ scrollTop }) => scrollTop),
    ).toBe(0);
  });

  test("can be left, and the page is as before", async ({ page }) => {
    await openLesson(page, "figure-8");
    await panel(page).locator(".leave").click();
    await expect(panel(page)).toHaveCount(0);
    await expect(page).not.toHaveURL(/lesson/);
  });

  test("that there is not leads to the list", async ({ page }) => {
    await page.goto("./?lang=en#lesson=none");
    await expect(page.getByRole("dialog", { name: "Learn Raft by breaking it" })).toBeVisible();
  });

  test("has larger type and no side column for a projector", async ({ page }) => {
    await page.goto("./?lang=en&lesson=figure-8&present=1");
    await expect(panel(page).locator("h2")).toBeVisible();
    await expect(page.locator("raft-playground .side")).toBeHidden();
    await expect(button(page, "next")).toBeHidden();
    await page.keyboard.press("PageDown");
    await expect(panel(page).locator("h3")).toBeVisible();
  });
});

test.describe("the list of lessons", () => {
  test("opens from the first page, in both languages", async ({ page }) => {
    const titles = { en: "Learn Raft by breaking it", zh: "亲手弄坏它，学会 Raft" };
    for (const [lang, title] of Object.entries(titles)) {
      await page.goto(`./?lang=${lang}`);
      await page.locator(".lessons-door").click();
      const list = page.getByRole("dialog", { name: title });
      await expect(list.getByRole("listitem")).not.toHaveCount(0);
      await page.keyboard.press("Escape");
      await expect(list).toBeHidden();
    }
  });

  test("has both orders: every lesson in turn, and every question with the step that answers it", async ({
    page,
  }) => {
    await page.goto("./?lang=en#lessons");
    const links = (list: string) =>
      page
        .getByRole("region", { name: list })
        .getByRole("link")
        .evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).hash));
    await expect(page.getByRole("region", { name: "In order" })).toBeVisible();
    expect(await links("In order")).toEqual(lessonOrder().map((name) => `#lesson=${name}`));
    const questions: { lesson: string; step: string }[] = JSON.parse(
      readLessonFile("questions.json"),
    );
    expect(await links("By question")).toEqual(
      questions.map(({ lesson, step }) => `#lesson=${lesson}&step=${step}`),
    );
    const last = questions.at(-1);
    await page.getByRole("region", { name: "By question" }).getByRole("link").last().click();
    await expect(page).toHaveURL(new RegExp(`#lesson=${last?.lesson}&step=${last?.step}$`));
    await expect(panel(page).locator("h3")).toBeVisible();
  });

  test("keeps its address while a step plays on behind it", async ({ page }) => {
    await openLesson(page, "a-leader-appears");
    const list = page.getByRole("dialog", { name: "Learn Raft by breaking it" });
    await button(page, "next").evaluate((next: HTMLElement) => {
      next.click();
      location.hash = "#lessons";
    });
    await expect(list).toBeVisible();
    await ready(page);
    await expect(page).toHaveURL(/#lessons$/);
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/#lesson=a-leader-appears&step=/);
  });

  test("leads to a lesson and back to where one left off; progress can be forgotten", async ({
    page,
  }) => {
    await page.goto("./?lang=en#lessons");
    const list = page.getByRole("dialog", { name: "Learn Raft by breaking it" });
    await expect(list).toBeVisible();
    await expectAccessible(page);
    await list.getByRole("link").first().click();
    await expect(list).toBeHidden();
    await button(page, "next").click();
    await expect(page).toHaveURL(/step=/);
    // While the step may still be playing behind the list.
    await page.goto("./?lang=en#lessons");
    await page.reload();
    await expect(list.getByRole("link", { name: "Continue" })).toBeVisible();
    await list.getByRole("button", { name: "Forget my progress" }).click();
    await expect(list.getByRole("link", { name: "Continue" })).toBeHidden();
    expect(await page.evaluate(() => localStorage.getItem("lessons"))).toBeNull();
  });
});
