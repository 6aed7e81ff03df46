// Links that nobody should send. Each ends in a sentence or in a cluster, and the page can be used
// afterwards. One of every kind in each test run; HOSTILE_LINKS=all opens a hundred.

import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";
import { type HostileLink, hostileLinks } from "./hostile-links.ts";
import { openPlayground, type Playground } from "./playground.ts";
import { watchTasks } from "./tasks.ts";

const isAll = process.env.HOSTILE_LINKS === "all";
const links = hostileLinks();
const chosen = links.filter(
  ({ kind }, at) => isAll || links.findIndex((other) => other.kind === kind) === at,
);

/** What is on the page: nothing that a link says makes any of it. */
const INTRUDERS = "img, script, iframe, [onerror], [onload]";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a hundred hostile links are different ones", () => {
  expect(new Set(links.map(({ fragment }) => fragment)).size).toBe(100);
});

test("hostile links end in a sentence or in a cluster, and the page stays usable", async ({
  page,
}) => {
  test.setTimeout(chosen.length * 20_000);
  page.on("dialog", (dialog) => {
    throw new Error(`a link said ${dialog.message()}`);
  });
  const playground = await openPlayground(page, { autoplay: 0, lang: "en" });
  await playground.keepsPast();
  // From then on the run follows the address.
  await expect.poll(() => new URL(page.url()).hash).toContain("#s=");
  const longest = await watchTasks(page, isAll);
  for (const [at, link] of chosen.entries()) {
    await test.step(`${at}: ${link.kind}`, async () => {
      const outcome = await open(playground, link);
      await staysUsable(playground);
      const { task, script, processor } = await longest();
      const measured = `task ${Math.round(task)}, script ${Math.round(script)}, processor ${Math.round(processor ?? Number.NaN)}`;
      test.info().annotations.push({
        type: "longest, ms",
        description: `${measured}: ${link.kind}, ${link.fragment.slice(0, 60)} (${link.fragment.length}): ${outcome}`,
      });
    });
  }
});

/** Opens a link in the page that is there; says what came of it. */
async function open(playground: Playground, { fragment }: HostileLink): Promise<string> {
  const { page, root } = playground;
  const before = await root.evaluateHandle((element) => (element as RaftPlayground).session);
  await page.evaluate((hash) => {
    // A task of its own, not one of the test.
    setTimeout(() => {
      location.hash = hash;
    });
  }, fragment);
  const notice = root.locator(".notice");
  const outcome = () =>
    root.evaluate((element, session) => {
      const said = element.shadowRoot?.querySelector(".notice")?.textContent;
      if (said) return said;
      return (element as RaftPlayground).session === session ? undefined : "a cluster";
    }, before);
  await expect.poll(outcome, { timeout: 15_000 }).toBeTruthy();
  const said = (await outcome()) ?? "";
  if (said !== "a cluster") {
    expect(said.length).toBeLessThan(1500);
    await notice.getByRole("button", { name: "Close" }).click();
  }
  return said.replaceAll(/\s+/g, " ").slice(0, 160);
}

async function staysUsable({ page, root }: Playground): Promise<void> {
  const progress = root.getByRole("progressbar");
  if (await progress.isVisible()) {
    await page.keyboard.press("Escape");
    await expect(progress).toBeHidden();
  }
  await expect(root.getByRole("button", { name: /^Server S1:/ })).toBeVisible();
  await root.getByRole("button", { name: "Play", exact: true }).click();
  await root.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(root.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  expect(await root.locator(INTRUDERS).count()).toBe(0);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
