// A picture that was saved, opened by itself.

import type { Page } from "@playwright/test";

/** Opens a file of this type, at an address of the page's own, and says what the browser took it for. */
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
