// The built page under a policy that a strict host sends: no inline script or style, nothing from
// elsewhere. The fixture fails at whatever the browser reports on the console.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openPlayground } from "./playground.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

// What is still on its way when a test ends need not arrive.
test.afterEach(({ page }) => page.unrouteAll({ behavior: "ignoreErrors" }));

async function sendPolicy(page: Page): Promise<void> {
  await page.route("**/*", async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-security-policy": POLICY };
    await route.fulfill({ response, headers });
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`stopped by the policy: ${violatedDirective} ${blockedURI}`);
    });
  });
}

test("the page is used under a strict policy, and the browser has nothing to stop", async ({
  page,
}) => {
  await sendPolicy(page);
  const playground = await openPlayground(page, { autoplay: 0 });
  await expect(page.locator("body")).toHaveCSS("display", "grid");
  await playground.server(1).click();
  await expect(playground.menu).toBeVisible();
  await page.keyboard.press("Escape");
  await playground.keepsPast();
  await playground.choose(playground.server(1), "Crash");
  for (const panel of ["Text", "Rules"]) {
    await playground.button(panel).click();
    await page.keyboard.press("Escape");
  }
  await playground.button("Scenarios").click();
  await playground.menu.getByRole("menuitem", { name: "Split vote" }).click();
  await page.getByRole("link", { name: "中文" }).click();
  await page.locator("[data-page=theme]").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", /dark|light/);
});

test("a style in the markup would be stopped", async ({ page, expectConsole }) => {
  await sendPolicy(page);
  await page.goto("./");
  expectConsole(/Content Security Policy|stopped by the policy/);
  const colour = await page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "h1 { color: rgb(1, 2, 3) !important; }";
    document.head.append(style);
    return getComputedStyle(document.querySelector("h1") as Element).color;
  });
  expect(colour).not.toBe("rgb(1, 2, 3)");
});

test("the page's own policy allows nothing inline", async ({ page }) => {
  await page.goto("./");
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute("content", /style-src 'self';/);
  await expect(policy).not.toHaveAttribute("content", /unsafe-inline/);
  await expect(page.locator("style, [style]")).toHaveCount(0);
});
