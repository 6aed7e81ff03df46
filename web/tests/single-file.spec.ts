// The page in one file, alone in a folder, opened from the disk without a network.

import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page, TestInfo } from "@playwright/test";
import { root } from "../../scripts/process.mjs";
import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const NAME = "raft-playground.html";

/** Opens a copy of the file; what it asks for besides itself is in `requested`. */
async function openFile(page: Page, info: TestInfo, options: string) {
  const folder = info.outputPath("alone");
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, "dist", NAME), join(folder, NAME));
  const file = pathToFileURL(join(folder, NAME)).href;
  const requested: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && url.split(/[?#]/, 1)[0] !== file) requested.push(url);
  });
  await page.context().setOffline(true);
  await page.goto(`${file}${options}`);
  return { playground: new Playground(page, page.locator("raft-playground")), requested };
}

test("one file shows an election, keeps the past, and plays the run with another rule", async ({
  page,
}, info) => {
  const opened = await openFile(page, info, "?seed=7&speed=1&lang=en");
  const { playground, requested } = opened;
  await playground.leaderId();
  await playground.keepsPast();
  await playground.button(/^Pause/).click();
  const now = await playground.now();
  await playground.button("One event back").click();
  await expect.poll(() => playground.now()).toBeLessThan(now);

  await playground.root.evaluate((element) =>
    (element as RaftPlayground).openLink("scenario=figure-8-unsafe&t=400"),
  );
  const properties = playground.root.getByRole("region", { name: "Properties" });
  await expect(properties.getByRole("img", { name: "violated" })).toHaveCount(1);
  await playground.button(/^Rules$/).click();
  const rules = playground.root.getByRole("dialog", { name: "Rules" });
  await rules.getByRole("button", { name: "Reset to the paper's rules" }).click();
  await expect(properties).toContainText("All hold so far.");
  await rules.getByRole("radio", { name: "stored on a majority, from any term" }).check();
  await expect(properties.getByRole("img", { name: "violated" })).toHaveCount(1);
  expect(requested).toEqual([]);
});

test("one file searches in workers, opens lessons, and speaks Chinese", async ({ page }, info) => {
  const { playground, requested } = await openFile(page, info, "?seed=7&autoplay=0&lang=en");
  await playground.keepsPast();
  await playground.root.evaluate((element) =>
    (element as RaftPlayground).openText("raft 1\nrule quorum heard-from-lately\n"),
  );
  const worker = page.waitForEvent("worker");
  await playground.button(/^Rules/).click();
  await playground.root.getByRole("button", { name: "Find a counterexample" }).click();
  const search = playground.root.getByRole("dialog", { name: "Find a run" });
  await search.getByRole("button", { name: "Search", exact: true }).click();
  await expect(search.getByRole("status")).toContainText("Found a run of 2 moves.");
  await worker;
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh");
  await page.goto(`${page.url().split(/[?#]/, 1)[0]}?lang=en#lesson=figure-8`);
  await expect(page.getByRole("heading", { name: /Figure 8/ }).first()).toBeVisible();
  expect(requested).toEqual([]);
});

test("one file starts again after a trap", async ({ page }, info) => {
  const { playground } = await openFile(page, info, "?seed=7&speed=1&lang=en");
  await playground.leaderId();
  for (let times = 0; times < 2; times++) {
    await playground.keepsPast();
    await playground.root.evaluate((element) => {
      const { session } = element as RaftPlayground;
      const trap = () => {
        throw new WebAssembly.RuntimeError("unreachable executed");
      };
      Object.assign(session?.simulation ?? {}, { advanceTo: trap, playTo: trap });
    });
    await expect(playground.alert).toContainText("This run has stopped");
    await playground.button("Restart this run").click();
    await expect(playground.alert).toHaveCount(0);
    await playground.leaderId();
  }
});
