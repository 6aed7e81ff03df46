import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground, Playground } from "./playground.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** The first election of this seed is won by s1 at 223.774 ms. */
const TEXT = `raft 1
seed 16
end 1000
at 100 expect no leader
by 300 expect leader s1 term 1
at 400 client "set x <b>1</b>"
at 600 expect state s1 x "2"
at 700 expect role s1 follower
at 900 expect commit s1 = 1
`;

const list = (playground: Playground): Locator =>
  playground.root.getByRole("region", { name: "Expectations" });
const item = (playground: Playground, text: string): Locator =>
  list(playground).getByRole("listitem").filter({ hasText: text });
const slider = (playground: Playground): Locator =>
  playground.root.getByRole("slider", { name: "Position in the run" });
const field = (playground: Playground): Locator =>
  playground.root.getByRole("textbox", { name: "The run as a text" });

/** Runs the text, and leaves the panel open. */
async function openText(page: Page, text = TEXT): Promise<Playground> {
  const playground = await openPlayground(page, { autoplay: 0 });
  await playground.keepsPast();
  await playground.button("Text").click();
  await field(playground).fill(text);
  await field(playground).press("Control+Enter");
  await expect(list(playground)).toBeVisible();
  return playground;
}

async function goTo(playground: Playground, ms: number): Promise<void> {
  await slider(playground).fill(String(ms));
  await expect.poll(() => playground.now()).toBeCloseTo(ms, 1);
}

test("the headline says which expectation failed first, on a phone, too, and leads to the reasons", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`./?autoplay=0&lang=en`);
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.keepsPast();
  await page.evaluate((text) => document.querySelector("raft-playground")?.openText(text), TEXT);
  const failing = playground.root.locator(".headline .failing");
  await goTo(playground, 599);
  await expect(failing).toHaveCount(0);
  await goTo(playground, 650);
  await expect(failing).toHaveText(
    'An expectation fails: at 0.600 s state s1 "x" "2". Instead: S1 has the value “<b>1</b>”.',
  );
  await goTo(playground, 750);
  await expect(failing).toContainText("2 expectations fail, first: at 0.600 s");
  await failing.click();
  await expect.poll(() => playground.now()).toBeCloseTo(600, 1);
  await expect(playground.root.getByRole("dialog", { name: "Why?" })).toBeVisible();
});

test("a list says where each expectation stands, and what was the case instead", async ({
  page,
}) => {
  const playground = await openText(page);
  await field(playground).press("Escape");
  await expect(list(playground)).toContainText("0 held, 5 open");
  await goTo(playground, 650);
  await expect(list(playground)).toContainText("1 failed, 2 held, 2 open");
  await expect(list(playground).getByRole("img", { name: "Holds" })).toHaveCount(2);
  await expect(list(playground).getByRole("img", { name: "Fails" })).toHaveCount(1);
  await expect(list(playground).getByRole("img", { name: "Open" })).toHaveCount(2);
  // What a client wrote is text.
  await expect(list(playground)).toContainText("Instead: S1 has the value “<b>1</b>”.");
  await expect(list(playground).locator("b")).toHaveCount(0);
  await expectAccessible(page);
  // What has not happened yet is open again.
  await goTo(playground, 590);
  await expect(list(playground)).toContainText("2 held, 3 open");
  await expect(list(playground).getByRole("img", { name: "Fails" })).toHaveCount(0);
});

test("a run without expectations has no list", async ({ page }) => {
  const playground = await openPlayground(page);
  await playground.keepsPast();
  await expect(playground.root.getByRole("region", { name: "Properties" })).toBeVisible();
  await expect(list(playground)).toBeHidden();
});

test("an expectation that failed is seen on the timeline and leads to its moment", async ({
  page,
}) => {
  const playground = await openText(page);
  await field(playground).press("Escape");
  await goTo(playground, 950);
  const marks = playground.root.locator(".timeline .moment");
  await expect(marks.and(playground.root.locator(".failed"))).toHaveCount(2);
  await expect(marks.and(playground.root.locator(".met"))).toHaveCount(3);
  await expect(
    marks.and(playground.root.locator(".failed")).first().locator("title"),
  ).toContainText("Instead: S1 has the value “<b>1</b>”.");
  await item(playground, "role s1 follower").getByRole("button", { name: "Go to 0.700 s" }).click();
  await expect.poll(() => playground.now()).toBe(700);
  await marks.and(playground.root.locator(".failed")).first().click();
  await expect.poll(() => playground.now()).toBe(600);
  await expect(marks.and(playground.root.locator(".due"))).toHaveCount(2);
});

test("why it is so is asked at the moment of the failure", async ({ page }) => {
  const playground = await openText(page);
  await field(playground).press("Escape");
  await goTo(playground, 950);
  await item(playground, "role s1 follower").getByRole("button", { name: /^Why/ }).click();
  const why = playground.root.getByRole("dialog", { name: "Why?" });
  await expect(why).toContainText("S1");
  await expect(why).toContainText("leader");
  expect(await playground.now()).toBe(700);
});

test("what is done by hand has verdicts of its own, and undo brings the others back", async ({
  page,
}) => {
  const playground = await openText(page);
  await field(playground).press("Escape");
  await goTo(playground, 950);
  await expect(list(playground)).toContainText("2 failed, 3 held");
  await goTo(playground, 150);
  await playground.choose(playground.server(1), "Crash");
  await goTo(playground, 950);
  await expect(item(playground, "leader s1 term 1")).toContainText("Instead: ");
  await playground.button("Undo").click();
  await goTo(playground, 950);
  await expect(list(playground)).toContainText("2 failed, 3 held");
});

test("each stands beside its line in the text, with what was the case instead", async ({
  page,
}) => {
  const playground = await openText(page);
  await goTo(playground, 650);
  const signs = playground.root.locator(".text-panel .signs button");
  await expect(signs).toHaveCount(5);
  const failed = signs.and(playground.root.locator(".failed"));
  await expect(failed).toHaveAttribute("title", /^Fails: at 0\.600 s state s1 "x" "2"\nInstead: /);
  await expect(failed).toHaveAttribute("data-line", "7");
  await expect(playground.root.locator(".beside-lines")).toContainText("<b>1</b>");
  await expect(playground.root.locator(".beside-lines b")).toHaveCount(0);
  await failed.click();
  await expect.poll(() => playground.now()).toBe(600);
  // Beside a text that is another one now there is nothing to say.
  await field(playground).fill("raft 1\n");
  await expect(signs).toHaveCount(0);
});

test("in Chinese, too", async ({ page }) => {
  const playground = await openText(page);
  await field(playground).press("Escape");
  await goTo(playground, 650);
  await playground.root.evaluate((element) => element.setAttribute("lang", "zh"));
  const region = playground.root.getByRole("region", { name: "期望" });
  await expect(region).toContainText("1 项不成立，2 项成立，2 项未定");
  await expect(region).toContainText("实际情况：S1 的值是“<b>1</b>”。");
});
