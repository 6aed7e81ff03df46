import { expect, test } from "./fixtures.ts";

test("the page opens from a sub-path and asks for nothing but its own files", async ({
  page,
  site,
}) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  const engine = page.waitForResponse(/\.wasm$/);

  await page.goto("./");

  await expect(page).toHaveTitle(/Raft/);
  expect((await engine).headers()["content-type"]).toBe("application/wasm");
  expect(requested.filter((url) => !url.startsWith(site) && !/^(data|blob):/.test(url))).toEqual(
    [],
  );
});

test("the page carries its content security policy", async ({ page }) => {
  await page.goto("./");
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute("content", /script-src 'self' 'wasm-unsafe-eval'/);
});
