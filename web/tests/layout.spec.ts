// Where everything is: all of it from the first picture on, without scrolling, at every size.

import type { Locator, Page } from "@playwright/test";
import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";
import { LANGUAGES, type Language, speak } from "./panel-states.ts";
import { openPlayground, Playground } from "./playground.ts";

const SIZES = {
  large: { width: 1440, height: 900 },
  laptop: { width: 1280, height: 720 },
  landscape: { width: 1024, height: 768 },
  portrait: { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
  "small phone": { width: 320, height: 640 },
} as const;

type SizeName = keyof typeof SIZES;

const CLUSTER = ".area-cluster";
const LOGS = ".area-logs";
const DIAGRAM = ".area-spacetime";

/** What is seen without scrolling, beside the headline, the caption, the client's box and the bar. */
const SEEN: Record<SizeName, string[]> = {
  large: [CLUSTER, LOGS, DIAGRAM, ".side"],
  laptop: [CLUSTER, LOGS, DIAGRAM, ".side"],
  landscape: [CLUSTER, LOGS],
  portrait: [CLUSTER, LOGS],
  phone: [CLUSTER],
  "small phone": [CLUSTER],
};
const ALWAYS = [".headline", ".caption", ".ask", ".timeline-place", ".buttons"];

/** Waits for all that comes after the first view. Nobody reaches for anything. */
async function complete(page: Page): Promise<Playground> {
  const playground = new Playground(page, page.locator("raft-playground"));
  const { root } = playground;
  // It comes when the browser has time: on a busy machine that can take a while.
  await expect(root.locator(".timeline-place input")).toBeAttached({ timeout: 15_000 });
  await expect(root.locator(".spacetime-plot")).toBeAttached();
  await expect(root.locator(".judge .properties")).toBeAttached();
  await expect(root.locator(".told .step")).not.toBeEmpty();
  await expect(root.locator(".key-cluster .key-item").first()).toBeAttached();
  return playground;
}

/** The boxes of everything that could be clicked, and of every area. */
function boxes(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => {
    const root = document.querySelector("raft-playground")?.shadowRoot;
    const parts = root?.querySelectorAll(
      "button, select, input, .time, .panel, .headline, .tabs, .caption, .ask-box, .bar, .timeline-place, h2",
    );
    const found: Record<string, string> = {};
    for (const part of [...(parts ?? []), ...document.querySelectorAll("header *")]) {
      const { x, y, width, height } = part.getBoundingClientRect();
      // An area is known by its first classes: parts add their own.
      const name = `${part.localName} ${part.getAttribute("aria-label") ?? part.textContent?.trim()}`;
      const known =
        part.localName === "div"
          ? [...part.classList].slice(0, part.matches(".panel") ? 2 : 1).join(" ")
          : name;
      found[known] = [x, y, width, height].map((length) => length.toFixed(1)).join(" ");
    }
    return found;
  });
}

/** Sums up every shift that the browser notes, whether or not somebody has just touched something. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    Object.assign(window, { shifted: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        (window as unknown as { shifted: number }).shifted += (
          entry as unknown as { value: number }
        ).value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifted: number }).shifted);
}

/** What stands in the bar, by name, as boxes of pixels: signs and controls, not what holds them. */
function barParts(
  page: Page,
): Promise<[name: string, x: number, y: number, w: number, h: number][]> {
  return page.evaluate(() => {
    const bar = document.querySelector("raft-playground")?.shadowRoot?.querySelector(".bar");
    const parts = bar?.querySelectorAll("button, select, .time, .lane > .track, .sign") ?? [];
    return [...parts]
      .filter((part) => part.checkVisibility())
      .map((part) => {
        const { x, y, width, height } = part.getBoundingClientRect();
        const drawn = part.matches(".sign, .track") ? part.getAttribute("class") : null;
        const name = drawn ?? part.getAttribute("aria-label") ?? part.textContent?.trim();
        return [name ?? "", x, y, width, height];
      });
  });
}

/** Nothing of the bar is outside the screen, and nothing covers anything else of it. */
async function expectWholeBar(page: Page): Promise<void> {
  const size = page.viewportSize();
  const parts = await barParts(page);
  const isSign = (name: string) => name === "sign";
  expect(parts.filter(([name]) => isSign(name)).length).toBeGreaterThan(5);
  for (const [name, x, y, w, h] of parts) {
    expect(x, name).toBeGreaterThanOrEqual(0);
    expect(x + w, name).toBeLessThanOrEqual(size?.width ?? 0);
    expect(y + h, name).toBeLessThanOrEqual(size?.height ?? 0);
    const covering = parts.filter(
      ([other, left, top, width, height]) =>
        other !== name &&
        // Signs stand on the track.
        !(isSign(name) && other === "track") &&
        !(isSign(other) && name === "track") &&
        left < x + w &&
        x < left + width &&
        top < y + h &&
        y < top + height,
    );
    expect(covering, name).toEqual([]);
  }
}

/** The button of the scenarios, which is there from the first picture. */
const SCENARIOS = { en: "Scenarios", zh: "场景" } as const;

for (const lang of LANGUAGES)
  for (const [name, viewport] of Object.entries(SIZES)) {
    test(`nothing moves from the first picture to the tenth second, nor when somebody reaches: ${name}, ${lang}`, async ({
      page,
    }) => {
      await page.setViewportSize(viewport);
      const shifted = await watchShifts(page);
      await page.goto(`./?seed=7&lang=${lang}`);
      await expect(page.locator("raft-playground .cluster .server")).toHaveCount(5);
      const first = await boxes(page);
      expect(Object.keys(first)).toContain(`button ${SCENARIOS[lang]}`);
      await complete(page);
      const then = await boxes(page);
      expect(then, "nothing has moved while it was loaded").toMatchObject(first);
      await page.evaluate(async () => {
        const session = document.querySelector("raft-playground")?.session;
        session?.advanceTo(session.now + 10_000 * session.speed);
        for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
      });
      expect(await boxes(page), "nothing has moved in ten seconds").toMatchObject(first);
      await page.mouse.move(viewport.width / 2, viewport.height / 3);
      await page.mouse.move(viewport.width / 2, viewport.height - 60);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      expect(await boxes(page)).toMatchObject(then);
      expect(await shifted()).toBe(0);
    });
  }

/** Of the longest titles and violations, those that are not seen whole. */
function cutHeadlines(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const playground = document.querySelector("raft-playground");
    const cut: string[] = [];
    for (const link of ["broken-disk&t=2000", "check-quorum&t=0", "figure-8-unsafe&t=300"]) {
      await playground?.openLink(`#scenario=${link}`);
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
      const texts =
        playground?.shadowRoot?.querySelectorAll(".run-title, .broken-rules, .violated span") ?? [];
      for (const text of texts) {
        const { scrollHeight, clientHeight, scrollWidth, clientWidth } = text;
        const isCut = scrollHeight > clientHeight || scrollWidth > clientWidth;
        if (isCut) cut.push(`${link}: ${text.textContent}`);
      }
    }
    return cut;
  });
}

/** How many pixels of so many servers' logs have to be scrolled to. */
function hiddenLogs(page: Page, servers: number): Promise<number> {
  return page.evaluate(async (servers) => {
    const playground = document.querySelector("raft-playground");
    await playground?.openText(`raft 1\nservers ${servers}\nat 1 timeout s1\n`);
    const logs = playground?.shadowRoot?.querySelector(".drawing-logs") as HTMLElement;
    const frame = () => new Promise(requestAnimationFrame);
    while (logs.querySelectorAll(".row").length !== servers) await frame();
    await frame();
    return logs.scrollHeight - logs.clientHeight;
  }, servers);
}

/** In one language: the views of Figure 8, whose violation has come, and longer titles and more servers. */
async function expectWhole(root: Locator, name: SizeName, lang: Language): Promise<void> {
  const page = root.page();
  await root.evaluate((element) =>
    (element as RaftPlayground).openLink("#scenario=figure-8-unsafe&t=300"),
  );
  await expect(root.locator(".timeline .met").first()).toBeAttached();
  const scrolls = await page.evaluate(() => {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
    return [scrollHeight - clientHeight, scrollWidth - clientWidth];
  });
  expect(scrolls).toEqual([0, 0]);
  for (const part of [...SEEN[name], ...ALWAYS]) {
    await expect(root.locator(part).first(), part).toBeInViewport({ ratio: 1 });
  }
  // All five logs, and all lanes.
  for (const drawing of [".area-logs .drawing-logs", ".area-spacetime .drawing"]) {
    const hidden = await root
      .locator(drawing)
      .evaluate((place) => place.scrollHeight - place.clientHeight);
    expect(hidden, drawing).toBeLessThanOrEqual(0);
  }
  const sentence = root.locator(".headline .violated span");
  await expect(sentence).toBeInViewport({ ratio: 1 });
  await expect(sentence).toContainText(lang === "en" ? "set x 3" : "任期 5");
  const cut = await sentence.evaluate((text) => {
    const head = text.closest(".headline")?.getBoundingClientRect().bottom ?? 0;
    const below = text.getBoundingClientRect().bottom - head;
    return [text.scrollHeight - text.clientHeight, below].map((pixels) => pixels > 0);
  });
  expect(cut, "cut off, or on what is below").toEqual([false, false]);
  await expectWholeBar(page);
  expect(await cutHeadlines(page)).toEqual([]);
  // More servers have lower rows.
  for (const servers of name === "small phone" ? [7] : [7, 9]) {
    expect(await hiddenLogs(page, servers), `${servers} logs`).toBeLessThanOrEqual(0);
  }
}

for (const [name, viewport] of Object.entries(SIZES)) {
  test(`the views are seen at once, and what is violated: ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto("./?autoplay=0&lang=en");
    const { root } = await complete(page);
    for (const lang of LANGUAGES) {
      await speak(page, lang);
      await test.step(lang, () => expectWhole(root, name as SizeName, lang));
    }
  });
}

for (const size of ["large", "laptop"] as const) {
  test(`a violation is the first thing in the side column, whole: ${size}`, async ({ page }) => {
    await page.setViewportSize(SIZES[size]);
    await page.goto("./?autoplay=0&lang=en");
    const { root } = await complete(page);
    const verdict = root.locator(".side .verdict");
    for (const lang of LANGUAGES) {
      await speak(page, lang);
      for (const name of ["broken-commit-at-once", "broken-votes-any", "figure-8-unsafe"]) {
        await root.evaluate(
          (element, link) => (element as RaftPlayground).openLink(link),
          `#scenario=${name}&t=3000`,
        );
        await expect(verdict.locator(".fact")).toHaveCount(2);
        await expect(verdict).toBeInViewport({ ratio: 1 });
        const isFirst = await verdict.evaluate((it) => it === it.parentElement?.firstElementChild);
        expect(isFirst).toBe(true);
        for (const part of await verdict.locator(".fact, button").all()) {
          await expect(part).toBeInViewport({ ratio: 1 });
        }
      }
    }
  });
}

test("without room for them, controls are folded into a sheet", async ({ page }) => {
  await page.setViewportSize(SIZES.phone);
  await page.goto("./?seed=7&lang=en&autoplay=0");
  const playground = await complete(page);
  const more = playground.button("More");
  for (const [name, role] of [
    ["Scenarios", "menu"],
    ["Text", "dialog"],
    ["Rules", "dialog"],
    ["Network", "dialog"],
    ["Keys", "dialog"],
  ] as const) {
    await expect(playground.button(name)).toBeHidden();
    await more.click();
    await playground.root.getByRole("button", { name, exact: true }).click();
    const opened = playground.root.getByRole(role, { name });
    await expect(opened).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(opened, name).toBeHidden();
    await expect(more, name).toBeFocused();
  }
});

test("inside a page, in a column of any width, nothing sticks out", async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 900 });
  await openPlayground(page, { autoplay: 0 });
  const { root } = await complete(page);
  await root.evaluate((element) => {
    element.parentElement?.style.setProperty("display", "block");
    element.style.setProperty("display", "grid");
  });
  for (const width of [280, 360, 700, 900, 1080]) {
    await test.step(`${width} px`, async () => {
      await root.evaluate((element, width) => {
        element.style.setProperty("width", `${width}px`);
      }, width);
      await expect
        .poll(() => root.evaluate((element) => element.getBoundingClientRect().width))
        .toBe(width);
      const sticksOut = () =>
        root.evaluate((element) => {
          const box = element.getBoundingClientRect();
          const parts = element.shadowRoot?.querySelectorAll(
            ".headline, .area-cluster, .caption, .ask-box, .bar",
          );
          return [...(parts ?? [])].filter((part) => {
            const { left, right, height } = part.getBoundingClientRect();
            return left < box.left - 0.5 || right > box.right + 0.5 || height === 0;
          }).length;
        });
      expect(await sticksOut()).toBe(0);
      // Each view keeps room to be seen in, though the page around says no height.
      const height = await root
        .locator(".drawing-cluster")
        .evaluate((place) => place.getBoundingClientRect().height);
      expect(height).toBeGreaterThan(150);
    });
  }
});

test("tabs lead to the other views, by click, by keys and by swipe", async ({ page }) => {
  await page.setViewportSize(SIZES.phone);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./?seed=7&lang=en");
  const { root } = await complete(page);
  const tab = (name: string) => root.getByRole("tab", { name });
  await expect(tab("Cluster")).toHaveAttribute("aria-selected", "true");
  await tab("Logs").click();
  await expect(root.locator(LOGS)).toBeInViewport({ ratio: 1 });
  await expect(tab("Logs")).toHaveAttribute("aria-selected", "true");
  await expect(tab("Cluster")).toHaveAttribute("aria-selected", "false");
  await page.keyboard.press("ArrowRight");
  await expect(tab("Space-time")).toBeFocused();
  await expect(root.locator(DIAGRAM)).toBeInViewport({ ratio: 1 });
  // What a swipe does.
  await root.locator(".views").evaluate((strip) => strip.scrollTo({ left: strip.scrollWidth }));
  await expect(tab("Details")).toHaveAttribute("aria-selected", "true");
  await expect(root.locator(".side")).toBeInViewport({ ratio: 1 });
  await expect(root.getByRole("button", { name: "Send" })).toBeInViewport({ ratio: 1 });
});

test("a tab leads past the views between, also where the strip glides", async ({ page }) => {
  await page.setViewportSize(SIZES.phone);
  await page.goto("./?seed=7&lang=en&autoplay=0");
  const { root } = await complete(page);
  const tab = (name: string) => root.getByRole("tab", { name });
  for (const name of ["Details", "Cluster", "Space-time"]) {
    await tab(name).click();
    await expect(tab(name)).toHaveAttribute("aria-selected", "true");
  }
  await expect(root.locator(DIAGRAM)).toBeInViewport({ ratio: 1 });
});

test("the caption follows every step, back too, and can be read back", async ({ page }) => {
  await page.goto("./?autoplay=0&lang=en#scenario=figure-8-unsafe&t=200");
  const playground = await complete(page);
  const caption = playground.root.getByRole("status");
  await expect(caption).toContainText("S1 advances its commitIndex to 2.");
  await playground.button("One event forward").click();
  await expect(caption).toHaveText("S1 crashes.");
  await playground.button("One event back").click();
  await expect(caption).toContainText("S1 advances its commitIndex to 2.");
  // Time has not moved, and what happened last is something else all the same.
  await playground.button("One event back").click();
  await expect(playground.root.getByRole("timer")).toHaveText("0.200 s");
  await expect(caption).toContainText("S3 appends entry 2.");

  // A tap on the caption leads to all captions so far, of which each leads to its step.
  await caption.click();
  const list = playground.root.getByRole("dialog", { name: "What happened so far" });
  await expect(list.getByRole("listitem").last()).toContainText("0.200 s");
  await list
    .getByRole("listitem")
    .filter({ hasText: "S5 has 3 votes" })
    .getByRole("button")
    .click();
  await expect(caption).toContainText("S5 has 3 votes and needs 3: it becomes leader.");
  await expect(playground.root.getByRole("timer")).toHaveText("0.100 s");
});

test("the headline says what run it is, what rules are broken, and leads to both", async ({
  page,
}) => {
  await page.goto("./?autoplay=0&lang=en#scenario=figure-8-unsafe&t=200");
  const playground = await complete(page);
  const headline = playground.root.getByRole("group", { name: "The run shown" });
  await expect(headline).toContainText("Figure 8");
  await expect(headline.locator(".violated")).toHaveCount(0);
  await headline.getByRole("button", { name: /^1 rule changed: When the leader commits/ }).click();
  await expect(playground.root.getByRole("dialog", { name: "Rules" })).toBeVisible();
  await page.keyboard.press("Escape");
  await playground.root.getByRole("slider").fill("300");
  await headline.getByRole("button", { name: /^Leader Completeness: / }).click();
  await expect(playground.root.getByRole("dialog", { name: "Why?" })).toBeVisible();
});
