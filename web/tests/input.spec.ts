import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground } from "./playground.ts";

test("a command that cannot be read says why and changes nothing", async ({ page }) => {
  const playground = await openPlayground(page);
  const box = playground.root.getByRole("textbox", { name: "Command" });
  const cases: [string, RegExp][] = [
    ["put x 1", /begins with set, get, add or del/],
    ["set x", /set KEY VALUE/],
    ["add x one", /whole number/],
    [`set x ${"1".repeat(250)}`, /200 bytes/],
    ["   ", /Write a command first/],
  ];
  for (const [command, reason] of cases) {
    await box.fill(command);
    await box.press("Enter");
    await expect(playground.alert.filter({ hasText: reason })).toBeVisible();
    await expect(box).toHaveAttribute("aria-invalid", "true");
  }
  await expect(playground.root.getByText("No requests yet.")).toBeVisible();
  await box.fill("set x 1");
  await expect(box).not.toHaveAttribute("aria-invalid");
  await box.press("Enter");
  await expect(playground.answer("set x 1")).toContainText("done");
});

test("why a command is refused is said in the language chosen later, and of this run alone", async ({
  page,
}) => {
  const playground = await openPlayground(page);
  const box = playground.root.locator(".ask input");
  await box.fill("put x 1");
  await box.press("Enter");
  await expect(playground.alert.filter({ hasText: "begins with set" })).toBeVisible();
  await page.getByRole("link", { name: "中文" }).click();
  await expect(
    playground.alert.filter({ hasText: "命令以 set、get、add 或 del 开头" }),
  ).toBeVisible();
  await page.evaluate(() => {
    window.location.hash = "#scenario=first-election";
  });
  await expect(box).not.toHaveAttribute("aria-invalid");
  await expect(box).toHaveValue("put x 1");
});

test("impossible network settings say why and change nothing", async ({ page }) => {
  const playground = await openPlayground(page);
  await playground.button("Network").click();
  const panel = playground.root.getByRole("dialog", { name: "Network" });
  const longest = panel.getByRole("textbox", { name: "Latency, longest, in ms" });
  await longest.fill("5");
  await longest.press("Tab");
  await expect(panel.getByRole("alert")).toHaveText(
    "The shortest latency is greater than the longest.",
  );
  // Both fields together make sense: now they are taken over.
  const shortest = panel.getByRole("textbox", { name: "Latency, shortest, in ms" });
  await shortest.fill("2.5");
  await shortest.press("Tab");
  await expect(panel.getByRole("alert")).toBeHidden();

  const loss = panel.getByRole("textbox", { name: "Loss, %" });
  await loss.fill("-1");
  await loss.press("Tab");
  await expect(panel.getByRole("alert")).toHaveText("These values cannot be negative.");
  await loss.fill("a lot");
  await loss.press("Tab");
  await expect(panel.getByRole("alert")).toHaveText("Enter numbers only.");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await playground.button("Network").click();
  await expect(loss).toHaveValue("0");
  await expect(shortest).toHaveValue("2.5");
});

test("a partition parts, and mending mends", async ({ page }) => {
  const playground = await openPlayground(page, { servers: 3 });
  await playground.leaderId();
  await playground.button("Network").click();
  const panel = playground.root.getByRole("dialog", { name: "Network" });
  await expect(panel.getByRole("button", { name: "Isolate", exact: true })).toBeDisabled();
  await panel.getByRole("button", { name: "S1" }).click();
  await panel.getByRole("button", { name: "Isolate", exact: true }).click();
  await expect(playground.button(/^Link S1–S2.*cut/)).toBeVisible();
  await expect(playground.button(/^Link S2–S3.*cut/)).toHaveCount(0);
  await panel.getByRole("button", { name: "Restore all links" }).click();
  await expect(playground.button(/^Link .*cut/)).toHaveCount(0);
});

test("acting on a message that has just arrived is refused, politely", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const playground = await openPlayground(page);
  const request = playground.button(/^RequestVote.* to S2/);
  await playground.stepUntil(request);
  await request.click();
  const drop = playground.menu.getByRole("menuitem", { name: "Drop" });
  await expect(drop).toBeVisible();
  // Nobody can be this quick: time stands still while a menu is open.
  await playground.root.evaluate((element) => {
    const { session } = element as RaftPlayground;
    for (let event = 0; event < 20; event++) session?.stepForward(true);
  });
  await drop.click();
  await expect(playground.alert.filter({ hasText: /Nothing changed/ })).toHaveText(
    "Nothing changed. This message is no longer in flight.",
  );
});

test("a setup that makes no sense is explained, and can be left", async ({ page }) => {
  await page.goto("./?servers=42");
  const playground = page.locator("raft-playground");
  await expect(playground.getByRole("alert")).toContainText("1 to 9 servers");
  await playground.getByRole("button", { name: "Start with the default settings" }).click();
  await expect(playground.getByRole("button", { name: /^Server S5/ })).toBeVisible();
});
