import { expect, test } from "./fixtures.ts";
import { openPlayground } from "./playground.ts";

test("keys alone open a menu, move in it, choose, and come back", async ({ page }) => {
  const playground = await openPlayground(page);
  await page.keyboard.press("2");
  await expect(playground.server(2)).toBeFocused();
  await page.keyboard.press("Enter");
  const items = playground.menu.getByRole("menuitem");
  await expect(items.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(items.nth(1)).toBeFocused();
  // What can be asked may come after the rest.
  await expect(items.last()).toHaveAccessibleName(/^Why/);
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
  await expect(playground.menu).toBeHidden();
  await expect(playground.server(2)).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(items.filter({ hasText: "Crash" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(playground.menu).toBeHidden();
  await expect(playground.server(2)).toHaveAccessibleName(/crashed/);
  await expect(playground.server(2)).toBeFocused();
});

test("space plays and pauses, an arrow steps, c writes a command, ? lists the keys", async ({
  page,
}) => {
  const playground = await openPlayground(page);
  await expect(playground.button("Pause")).toBeVisible();
  await page.keyboard.press(" ");
  await expect(playground.button("Play")).toBeVisible();
  const time = playground.root.getByRole("timer");
  const before = await time.textContent();
  // Two events may be closer together than the clock shows.
  await expect(async () => {
    await page.keyboard.press("ArrowRight");
    expect(await time.textContent()).not.toBe(before);
  }).toPass();
  await page.keyboard.press("c");
  const box = playground.root.getByRole("textbox", { name: "Command" });
  await expect(box).toBeFocused();
  await page.keyboard.type("get y");
  await expect(box).toHaveValue("get y");
  await expect(playground.button("Play")).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("?");
  const keys = playground.root.getByRole("dialog", { name: "Keys" });
  await expect(keys).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
});

test("a page around the playground keeps its own keys", async ({ page }) => {
  const playground = await openPlayground(page, { autoplay: 0 });
  await page.evaluate(() => {
    const field = document.createElement("input");
    field.id = "elsewhere";
    document.body.prepend(field);
    field.focus();
  });
  await page.keyboard.type("a b 1 ?");
  await expect(page.locator("#elsewhere")).toHaveValue("a b 1 ?");
  await expect(playground.button("Play")).toBeVisible();
});

test("time waits while a menu is open", async ({ page }) => {
  const playground = await openPlayground(page);
  await playground.leaderId();
  const time = playground.root.getByRole("timer");
  await playground.server(1).click();
  await expect(playground.menu).toBeVisible();
  const before = await time.textContent();
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await expect(time).toHaveText(before ?? "");
  await page.keyboard.press("Escape");
  await expect(time).not.toHaveText(before ?? "");
});
