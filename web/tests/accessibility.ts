import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Expects that axe finds nothing wrong with the page as it is now.
 *
 * A page is given axe once, and only what is wrong is looked at: axe need not name every element that is in
 * order.
 */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames(), "axe is not asked about frames").toHaveLength(1);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  expect(await page.evaluate(violations)).toEqual([]);
}

/** Runs in the page. */
async function violations(): Promise<AxeResults["violations"]> {
  const { axe } = window as unknown as {
    axe: { run: (where: Document, options: RunOptions) => Promise<AxeResults> };
  };
  return (await axe.run(document, { resultTypes: ["violations"] })).violations;
}
