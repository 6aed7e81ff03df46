import { openFigure } from "./figure.ts";
import { expect, test } from "./fixtures.ts";

test("keys alone open a menu, move in it, choose, and come back", async ({ page }) => {
  const figure = await openFigure(page);
  await page.keyboard.press("2");
  await expect(figure.server(2)).toBeFocused();
  await page.keyboard.press("Enter");
  const items = figure.menu.getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(items.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(items.last()).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("p");
  await expect(items.filter({ hasText: "Pause" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(figure.menu).toBeHidden();
  await expect(figure.server(2)).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(items.filter({ hasText: "Crash" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(figure.menu).toBeHidden();
  await expect(figure.server(2)).toHaveAccessibleName(/crashed/);
  await expect(figure.server(2)).toBeFocused();
});

test("space plays and pauses, an arrow steps, c writes a command, ? lists the keys", async ({
  page,
}) => {
  const figure = await openFigure(page);
  await expect(figure.button("Pause")).toBeVisible();
  await page.keyboard.press(" ");
  await expect(figure.button("Play")).toBeVisible();
  const time = figure.root.getByRole("timer");
  const before = await time.textContent();
  // Two events may be closer together than the clock shows.
  await expect(async () => {
    await page.keyboard.press("ArrowRight");
    expect(await time.textContent()).not.toBe(before);
  }).toPass();
  await page.keyboard.press("c");
  const box = figure.root.getByRole("textbox", { name: "Command" });
  await expect(box).toBeFocused();
  await page.keyboard.type("get y");
  await expect(box).toHaveValue("get y");
  await expect(figure.button("Play")).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("?");
  const keys = figure.root.getByRole("dialog", { name: "Keys" });
  await expect(keys).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
});

test("a page around the figure keeps its own keys", async ({ page }) => {
  const figure = await openFigure(page, { autoplay: 0 });
  await page.evaluate(() => {
    const field = document.createElement("input");
    field.id = "elsewhere";
    document.body.prepend(field);
    field.focus();
  });
  await page.keyboard.type("a b 1 ?");
  await expect(page.locator("#elsewhere")).toHaveValue("a b 1 ?");
  await expect(figure.button("Play")).toBeVisible();
});

test("time waits while a menu is open", async ({ page }) => {
  const figure = await openFigure(page);
  await figure.leaderId();
  const time = figure.root.getByRole("timer");
  await figure.server(1).click();
  await expect(figure.menu).toBeVisible();
  const before = await time.textContent();
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await expect(time).toHaveText(before ?? "");
  await page.keyboard.press("Escape");
  await expect(time).not.toHaveText(before ?? "");
});
