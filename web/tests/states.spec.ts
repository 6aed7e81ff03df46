// What things look like under the pointer and with the focus, and where the focus goes.

import { expect, test } from "./fixtures.ts";
import { openPlayground, Playground } from "./playground.ts";

/** Runs in the page: the contrast of an element's text with what is behind it, by its computed styles, as WCAG has it. */
function contrastOf(element: Element): number {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  const paint = (colors: string[]) => {
    context.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data;
    const linear = (part: number) =>
      part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const behind: string[] = [];
  for (let at: Element | null = element; at; ) {
    behind.unshift(getComputedStyle(at).backgroundColor);
    at = at.parentElement ?? ((at.getRootNode() as ShadowRoot).host || null);
  }
  const back = paint(behind);
  const front = paint([...behind, getComputedStyle(element).color]);
  return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`every button can be read at rest, under the pointer and with the focus: ${colorScheme}`, async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.goto("./?autoplay=0&lang=en#scenario=figure-8-unsafe&t=300");
    const playground = new Playground(page, page.locator("raft-playground"));
    await playground.keepsPast();
    await expect(playground.root.locator(".headline .violated")).toBeVisible();
    await playground.button("Rules").click();
    const buttons = page.locator(
      "header :is(a, button), raft-playground :is(button, select):not([aria-disabled=true], :disabled)",
    );
    const bad: string[] = [];
    let seen = 0;
    for (const button of await buttons.elementHandles()) {
      if (!(await button.isVisible())) continue;
      seen += 1;
      const atRest = await button.evaluate(contrastOf);
      await button.hover({ force: true });
      const hovered = await button.evaluate(contrastOf);
      await button.focus();
      const focused = await button.evaluate(contrastOf);
      const values = { "at rest": atRest, "under the pointer": hovered, "with the focus": focused };
      for (const [state, value] of Object.entries(values)) {
        if (value >= 4.5) continue;
        const name = await button.getAttribute("aria-label");
        bad.push(`${name ?? (await button.textContent())?.trim()} ${state}: ${value.toFixed(2)}`);
      }
    }
    expect(seen).toBeGreaterThan(25);
    expect(bad).toEqual([]);
  });
}

test("the focus stays when the message that has it arrives or is dropped", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const playground = await openPlayground(page, { autoplay: 0 });
  await playground.keepsPast();
  const message = playground.root.locator(".message").first();
  await expect(async () => {
    await playground.button("One event forward").click();
    await expect(message).toBeAttached({ timeout: 200 });
  }).toPass();
  const focused = () =>
    page.evaluate(() => {
      const at = document.querySelector("raft-playground")?.shadowRoot?.activeElement;
      return at?.getAttribute("data-target") ?? at?.className ?? "";
    });
  await message.focus();
  const first = await focused();
  expect(first).toMatch(/^message:/);
  // It arrives.
  await expect(async () => {
    await page.keyboard.press("ArrowRight");
    expect(await focused()).not.toBe(first);
  }).toPass();
  expect(await focused()).toMatch(/^server:/);

  // It is dropped.
  await expect(async () => {
    if ((await message.count()) === 0) await playground.button("One event forward").click();
    await message.focus({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
  await playground.menu.getByRole("menuitem", { name: "Drop" }).press("Enter");
  await expect(playground.menu).toBeHidden();
  expect(await focused()).toMatch(/^(server|message):/);
});

test("Escape leaves the command box, and the keys are the playground's again", async ({ page }) => {
  const playground = await openPlayground(page, { autoplay: 0 });
  await page.keyboard.press("c");
  await expect(playground.root.getByRole("textbox", { name: "Command" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press(" ");
  await expect(playground.button("Pause")).toBeVisible();
});

test("the scenarios are in groups and can be searched by keys alone", async ({ page }) => {
  const playground = await openPlayground(page);
  await playground.button("Scenarios").press("Enter");
  const { menu, root } = playground;
  await expect(menu.getByRole("group")).toHaveCount(5);
  await expect(menu.getByRole("group").first()).toHaveAccessibleName("Start here");
  const field = root.getByRole("searchbox", { name: "Search scenarios" });
  await field.fill("Split-brain");
  await expect(menu.getByRole("menuitem", { name: "An old leader returns" })).toBeVisible();
  await field.fill("pigeons");
  await expect(menu.getByRole("menuitem")).toHaveCount(0);
  await expect(root.locator(".popup").getByRole("status")).toContainText("Try fewer");
  await field.fill("TERMS counted");
  await expect(root.locator(".popup").getByRole("status")).toBeEmpty();
  await expect(menu.getByRole("menuitem")).toHaveText([
    /^\s*Figure 8: copies of earlier terms counted/,
  ]);
  await expect(menu.getByRole("group")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(root.locator(".headline")).toContainText(
    "Figure 8: copies of earlier terms counted",
  );
});

test("the speed is part of a link, and a link without it is shown at the usual one", async ({
  page,
}) => {
  await page.goto("./?autoplay=0&lang=en#scenario=figure-7&t=100&speed=1/250");
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.keepsPast();
  const speed = playground.root.getByRole("combobox", { name: "Speed" });
  await expect(speed).toHaveValue("250");
  await speed.selectOption("10");
  await expect(page).toHaveURL(/#scenario=figure-7&t=100&speed=1\/10$/);
  await speed.selectOption("50");
  await expect(page).toHaveURL(/#scenario=figure-7&t=100$/);
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("buttons and messages are at least 44 px wide and high", async ({ page }) => {
    await page.goto("./?autoplay=0&lang=en#scenario=figure-8-unsafe&t=300");
    const playground = new Playground(page, page.locator("raft-playground"));
    await playground.keepsPast();
    const boxes = await playground.root.evaluate((element) => {
      const parts = element.shadowRoot?.querySelectorAll(
        ".bar :is(button, select), .tabs button, .ask :is(button, input), .message > .hit",
      );
      return [...(parts ?? [])]
        .filter((part) => part.checkVisibility())
        .map((part) => {
          const { width, height } = part.getBoundingClientRect();
          const name = part.getAttribute("aria-label") ?? part.textContent?.trim();
          return { name: name || part.parentElement?.getAttribute("aria-label"), width, height };
        });
    });
    expect(boxes.length).toBeGreaterThan(15);
    expect(boxes.filter(({ width, height }) => Math.min(width, height) < 43.99)).toEqual([]);
  });
});
