import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Expects that axe finds nothing wrong with the page as it is now.
 *
 * The page has no frames, and only what is wrong is looked at: axe need not open a second page to put
 * together the results of frames, nor name every element that is in order. That is a sixth of the time.
 */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames(), "axe is not asked about frames").toHaveLength(1);
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  expect((await builder.analyze()).violations).toEqual([]);
}
