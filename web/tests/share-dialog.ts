// The share dialog as a user operates it, and the pictures that it saves.

import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { Playground } from "./playground.ts";

export const dialogOf = (playground: Playground) =>
  playground.root.getByRole("dialog", { name: "Share this moment" });
export const preview = (playground: Playground) =>
  dialogOf(playground).getByRole("textbox", { name: "What readers get" });
/** Opens the page and the dialog; `hash` is the link to a run. */
export async function openShare(page: Page, hash = ""): Promise<Playground> {
  await page.goto(`./?autoplay=0&lang=en${hash}`);
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.keepsPast();
  await playground.button("Share").click();
  await expect(preview(playground)).not.toHaveValue("");
  return playground;
}

/** Chooses what to share, and waits until it is ready. */
export async function choose(playground: Playground, kind: string): Promise<void> {
  await dialogOf(playground).getByRole("tab", { name: kind, exact: true }).click();
  await expect(dialogOf(playground).getByText("Preparing…")).toHaveCount(0);
}

/** The file that a button of the dialog saves. */
export async function savedBy(
  playground: Playground,
  button: string,
): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([
    playground.page.waitForEvent("download"),
    dialogOf(playground).getByRole("button", { name: button, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

/**
 * Opens a file of this type at an address of the page's origin, and returns what the browser recognised it
 * as.
 */
export async function openPicture(
  page: Page,
  site: string,
  type: string,
  content: Buffer,
): Promise<string> {
  const url = new URL("picture", site).href;
  await page.route(url, (route) => route.fulfill({ contentType: type, body: content }));
  await page.goto(url);
  await page.unroute(url);
  return page.evaluate(() => document.contentType);
}
