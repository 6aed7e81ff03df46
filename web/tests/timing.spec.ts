import type { RaftPlayground } from "../src/raft-playground.ts";
import { expectAccessible } from "./accessibility.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground, Playground } from "./playground.ts";

test("by keys alone, times are set, the run is played again, and one step takes it back", async ({
  page,
}) => {
  const playground = await openPlayground(page, { autoplay: 0 });
  await playground.keepsPast();
  const { root } = playground;
  await root.getByRole("slider", { name: "Position in the run" }).fill("1000");
  await playground.choose(playground.server(2), "Crash");
  const before = await playground.digest();

  await playground.button("Network").press("Enter");
  const panel = root.getByRole("dialog", { name: "Network" });
  const shortest = panel.getByRole("textbox", { name: "Election timeout, shortest, in ms" });
  const longest = panel.getByRole("textbox", { name: "Election timeout, longest, in ms" });
  const heartbeat = panel.getByRole("textbox", { name: "Heartbeat interval, in ms" });
  while (!(await shortest.evaluate((it) => it.matches(":focus")))) await page.keyboard.press("Tab");

  // What is wrong is said where it is, and the run stays as it is.
  const problem = panel.locator("#timing-problem");
  await page.keyboard.type("400");
  await page.keyboard.press("Enter");
  await expect(problem).toContainText("(400 ms) is greater than the longest (300 ms)");
  await expect(shortest).toHaveAttribute("aria-invalid", "true");
  await expect(longest).toHaveAccessibleDescription(/at least 400/);
  await expect(heartbeat).not.toHaveAttribute("aria-invalid");
  await expectAccessible(page);
  await page.keyboard.press("Tab");
  await page.keyboard.type("800");
  await expect(problem).toBeEmpty();
  await page.keyboard.press("Tab");
  await page.keyboard.type("0.5");
  await page.keyboard.press("Enter");
  await expect(problem).toHaveText("Enter times from 1 ms to 3,600,000 ms (one hour).");
  await expect(heartbeat).toHaveAttribute("aria-invalid", "true");
  await expect(shortest).not.toHaveAttribute("aria-invalid");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("soon");
  await page.keyboard.press("Enter");
  await expect(problem).toHaveText("Enter numbers only.");
  expect(await playground.digest()).toBe(before);

  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("90,5");
  await page.keyboard.press("Enter");
  await expect(panel.getByRole("status")).toHaveText("The run was replayed with these times.");
  await expect(heartbeat).toBeFocused();
  await expect(heartbeat).toHaveValue("90.5");
  expect(await playground.now()).toBe(1000);
  await expect(playground.server(2)).toHaveAccessibleName(/crashed/);
  expect(await playground.digest()).not.toBe(before);

  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await playground.button("Text").press("Enter");
  const text = root.getByRole("textbox", { name: "The run as a text" });
  await expect(text).toHaveValue(/^election 400\.\.800\nheartbeat 90\.5\nat 1000 crash s2$/m);
  await page.keyboard.press("Escape");
  await playground.button("Undo").press("Enter");
  expect(await playground.digest()).toBe(before);
});

test("a link leads to a run with its times", async ({ page }) => {
  await page.goto("./?seed=7&autoplay=0&lang=zh");
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.root.dispatchEvent("pointerover");
  await playground.root.getByRole("button", { name: "网络" }).click();
  const panel = playground.root.getByRole("dialog", { name: "网络" });
  await panel.getByRole("textbox", { name: "选举超时，最长，毫秒" }).fill("500");
  await panel.getByRole("button", { name: "按这些时间重新运行" }).click();
  await expect(panel.getByRole("status")).toHaveText("已按这些时间重新运行。");
  await expect(page).toHaveURL(/election%20150..500/);
  await page.reload();
  const max = () =>
    playground.root.evaluate((it) => (it as RaftPlayground).session?.setup.electionMax);
  await expect.poll(max).toBe(500);
});
