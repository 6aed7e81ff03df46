import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

/** Opens a built-in scenario at a moment, with all that is loaded later. */
async function openScenario(page: Page, name: string, at: number): Promise<Playground> {
  await page.goto(`./?seed=7&autoplay=0&lang=en#scenario=${name}&t=${at}`);
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.keepsPast();
  await expect(properties(playground)).toBeVisible();
  return playground;
}

const properties = (playground: Playground) =>
  playground.root.getByRole("region", { name: "Properties" });
const violation = (playground: Playground) =>
  playground.root.getByRole("region", { name: "Violation" });
const rules = (playground: Playground) => playground.root.getByRole("dialog", { name: "Rules" });
const why = (playground: Playground) => playground.root.getByRole("dialog", { name: "Why?" });
const lit = (playground: Playground) => playground.root.locator("[data-culprit]");

test("while all is well the properties are quiet", async ({ page }) => {
  const playground = await openScenario(page, "figure-8-safe", 300);
  await expect(properties(playground)).toContainText("All hold so far.");
  await expect(properties(playground).getByRole("img", { name: "holds" })).toHaveCount(12);
  await expect(lit(playground)).toHaveCount(0);
  await properties(playground).getByText("Election Safety").click();
  await expect(properties(playground)).toContainText(
    "At most one leader is elected in a term (§5.2).",
  );
});

test("a rule switched off breaks a property, and the page says what contradicts what", async ({
  page,
}) => {
  const playground = await openScenario(page, "figure-8-unsafe", 400);
  await playground.button(/^Rules$/).click();
  await rules(playground).getByRole("button", { name: "Reset to the paper's rules" }).click();
  await expect(properties(playground)).toContainText("All hold so far.");
  await expect(lit(playground)).toHaveCount(0);

  const choice = rules(playground).getByRole("radio", {
    name: "stored on a majority, from any term",
  });
  await choice.check();
  await expect(choice).toBeChecked();
  const outcome = rules(playground).getByRole("group", {
    name: "When the leader commits an entry",
  });
  await expect(outcome).toContainText("The two runs differ from 0.200 s on.");
  await expect(outcome).toContainText("S1 advances its commitIndex to 2.");
  await expect(outcome.getByRole("row", { name: /^violations/ })).toHaveText(/violations\s*0\s*1/);

  await expect(violation(playground)).toContainText(
    "S1 committed entry 2 (“set x 2”, term 2) as leader of term 4",
  );
  await expect(violation(playground)).toContainText(
    "S5 was elected leader of term 5 with another entry 2 (“set x 3”, term 3)",
  );
  await expect(properties(playground).getByRole("img", { name: "violated" })).toHaveCount(1);
});

test("who broke it is lit in all three views, and every fact leads to its moment", async ({
  page,
}) => {
  const playground = await openScenario(page, "figure-8-unsafe", 400);
  for (const area of [".area-cluster", ".area-logs", ".area-spacetime"]) {
    await expect(playground.root.locator(`${area} [data-culprit]`).first()).toBeAttached();
  }
  const names = await playground.root
    .locator(".area-cluster [data-culprit]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-target")));
  expect(names).toEqual(["server:1", "server:5"]);
  // One for each of the two facts, at its instant; and one on the timeline.
  await expect(playground.root.locator(".area-spacetime .lit")).toHaveCount(2);
  await expect(playground.root.locator(".timeline .moment.violation")).toHaveCount(1);
  // By keys: what had the focus goes with the violation, and the focus stays in the playground.
  const fact = violation(playground).getByRole("button", { name: /committed entry 2/ });
  const focused = () =>
    playground.root.evaluate((element) => element.shadowRoot?.activeElement?.className ?? "");
  await fact.press("Enter");
  await expect(playground.root.locator(".time")).toHaveText("0.200 s");
  await expect(fact).toHaveCount(0);
  await expect.poll(focused).toBe("playground");
  await playground.root.getByRole("slider", { name: "Position in the run" }).fill("300");
  const headline = playground.root.locator(".headline .violated");
  await headline.focus();
  await expect(async () => {
    await page.keyboard.press("ArrowLeft");
    await expect(headline).toHaveCount(0, { timeout: 200 });
  }).toPass();
  await expect.poll(focused).toBe("playground");
  await playground.root.getByRole("slider", { name: "Position in the run" }).fill("200");
  // Before it happened, nobody is to blame; that it will is said.
  await expect(lit(playground)).toHaveCount(0);
  await expect(properties(playground)).toContainText("1 violation later in this run");
  await expect(playground.root.locator(".area-spacetime .lit")).toHaveCount(0);
});

test("the cluster’s progress is told beside the properties", async ({ page }) => {
  const playground = await openScenario(page, "figure-8-unsafe", 0);
  const observed = (name: string) =>
    properties(playground).locator(".observations div").filter({ hasText: name }).locator("dd");
  await expect(observed("Since the last commit")).toHaveText("none yet");
  const slider = playground.root.getByRole("slider", { name: "Position in the run" });
  await slider.fill("250");
  await expect(observed("Since the last commit")).toHaveText("50 ms");
  // S1 and S5 lead one after the other, and nobody does from 100 to 200 ms.
  await expect(observed("Without a leader")).toHaveText("0 ms now, 100 ms in total");
  await slider.fill("150");
  await expect(observed("Without a leader")).toHaveText("50 ms now, 50 ms in total");
});

test("playing stops where a property breaks", async ({ page }) => {
  await page.goto("./?seed=7&autoplay=0&lang=en&speed=1#scenario=broken-votes-any&t=0");
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.keepsPast();
  await playground.button("Play").click();
  await expect(violation(playground)).toContainText("was elected leader of term");
  await expect(playground.button("Play")).toBeVisible();
});

test("why? of a violation names the vote that should not have been, with both logs", async ({
  page,
}) => {
  const playground = await openScenario(page, "broken-log-check-term", 300);
  await violation(playground).getByRole("button", { name: "Why?" }).click();
  await expect(why(playground).locator(".deciding")).toContainText(
    "S2 votes for S3, although S3's log is less up to date: S3's log is empty, S2's own ends at entry 1 of term 1. §5.4.1",
  );
  await why(playground).getByRole("button", { name: "Go to 0.100 s" }).first().click();
  await expect(playground.root.locator(".time")).toHaveText("0.100 s");
  await expect(why(playground)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(why(playground)).toBeHidden();
});

test("why? of a refused vote names the values compared", async ({ page }) => {
  const playground = await openScenario(page, "figure-7", 12);
  await playground.choose(
    playground.root.locator(".area-cluster [data-target='message:10']"),
    "Why was this sent?",
  );
  await expect(why(playground)).toContainText("Why did S5 send this message to S1?");
  await expect(why(playground).locator(".deciding")).toContainText(
    "S5 refuses S1 its vote: S1's last entry has term 6, S5's own has term 7, so S1's log is less up to date. §5.4.1",
  );
});

test("whatever one goes to in the space-time diagram can be asked about", async ({ page }) => {
  const playground = await openScenario(page, "figure-8-unsafe", 400);
  const diagram = playground.root.locator(".area-spacetime");
  const ask = diagram.getByRole("button", { name: /^Why\?/ });
  await expect(ask).toHaveCount(0);
  const elected = diagram.getByRole("link", { name: "S5 is elected, at 0.300 s" });
  // While the diagram is still drawn, what was found may be another mark by then.
  await expect(async () => {
    await elected.focus();
    await expect(elected).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
  // Tab leads from the diagram to what can be asked.
  await page.keyboard.press("Tab");
  await expect(ask).toBeFocused();
  await expect(ask).toHaveAccessibleName("Why? S5 is elected, at 0.300 s");
  await page.keyboard.press("Enter");
  await expect(why(playground)).toContainText("S5 is elected, at 0.300 s");
  await expect(why(playground).locator(".deciding")).toContainText(
    "S5 has 3 votes and needs 3: it becomes leader.",
  );
  await page.keyboard.press("Escape");
  // Another moment is another matter.
  await playground.button("One event back").click();
  await expect(ask).toHaveCount(0);
});

test("an entry can be asked about, and why it is committed", async ({ page }) => {
  const playground = await openScenario(page, "broken-log-check-term", 300);
  await playground.choose(playground.entries(/entry 1, .*/).first(), "Why is this entry here?");
  await expect(why(playground)).toContainText("Why does S1 have entry 1?");
  await expect(why(playground)).toContainText("S1 appends entry 1.");
  await page.keyboard.press("Escape");
  await playground.choose(playground.entries(/entry 1, .*/).first(), "Why is it committed?");
  await expect(why(playground)).toContainText(
    "counts entry 1 (term 1) as stored on enough servers (a majority is 2)",
  );
});

test("a menu that is open already gets the questions when they can be answered", async ({
  page,
}) => {
  let release = () => {};
  const gate = new Promise<void>((open) => {
    release = open;
  });
  await page.route(/judge-parts/, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto("./?lang=en&autoplay=0&seed=7");
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.server(1).click();
  await expect(playground.menu.getByRole("menuitem", { name: "Crash" })).toBeVisible();
  const question = playground.menu.getByRole("menuitem", { name: "Why this role and term?" });
  await expect(question).toHaveCount(0);
  release();
  await question.click();
  await expect(why(playground)).toContainText("Why is S1 a follower in term 0?");
});

test("Figure 8: stepped to the commit, the broken rule, the server and the entries show it", async ({
  page,
}) => {
  const playground = await openScenario(page, "figure-8-unsafe", 200);
  await expect(playground.button(/^Rules$/)).toHaveAttribute("data-count", "1");
  await expect(playground.button(/^Rules$/)).toHaveAttribute("aria-description", /^1 rule changed/);
  const decided = playground.root.locator("[data-misruled]");
  await expect(decided).toHaveCount(2);
  await expect(decided.first()).toHaveAttribute("data-target", "server:1");
  await expect(decided.last()).toHaveAttribute("data-target", "entry:1:2");
  // S2 and S3 have the entry that S1 has committed, and do not know; S5 has another one.
  const inRun = playground.root.locator(".area-logs [data-in-run]");
  await expect(inRun).toHaveCount(6);
  await playground
    .entries(/entry 2, .*/)
    .nth(1)
    .click();
  await expect(playground.menu.or(playground.root.getByRole("dialog")).first()).toContainText(
    /known here\s*not yet/,
  );
  await playground.root
    .getByRole("menuitem", { name: "Why is its commit not known here?" })
    .click();
  await expect(why(playground)).toContainText("S1's commitIndex is 2");
  await page.keyboard.press("Escape");
  // Nor is the place silent where S4 has no entry, nor a line of the list of requests.
  const { root } = playground;
  await root.locator(".area-logs [data-target='entry:4:1']").focus();
  await page.keyboard.press("ArrowRight");
  const place = playground.button("S4 has no entry 2");
  await expect(place).toBeFocused();
  await page.keyboard.press("Enter");
  await playground.menu
    .getByRole("menuitem", { name: "Why is there no entry here?" })
    .press("Enter");
  await expect(why(playground)).toContainText(
    "S4's log ends at entry 1. S1, S2, S3 and S5 have an entry 2.",
  );
  await page.keyboard.press("Escape");
  await expect(place).toBeFocused();
  await playground.choose(root.locator(".ledger button").last(), "Why is it still waiting?");
  await expect(why(playground)).toContainText("Why is “set x 2” still waiting?");
  await why(playground).getByRole("button", { name: "Go to 0.000 s" }).first().click();
  await expect(root.locator(".time")).toHaveText("0.000 s");
  await page.keyboard.press("Escape");
  await root.getByRole("slider", { name: "Position in the run" }).fill("200");
  await playground.button("One event back").click();
  await expect(decided).toHaveCount(0);
  await expect(inRun).toHaveCount(0);
});

test("acting in the past says which future is set aside, and a choice of rules is undone", async ({
  page,
}) => {
  const playground = await openScenario(page, "figure-8-unsafe", 100);
  const before = await playground.digest();
  await playground.choose(playground.server(2), "Pause");
  await expect(playground.root.getByText("The future after 0.100 s is abandoned.")).toBeVisible();
  await expect(playground.root.locator(".timeline .ghost")).toHaveCount(1);
  await playground.button("Undo").click();
  await expect(playground.root.locator(".timeline .ghost")).toHaveCount(0);
  await expect.poll(() => playground.digest()).toBe(before);
  await playground.button(/^Rules$/).click();
  await rules(playground).getByRole("button", { name: "Reset to the paper's rules" }).click();
  await expect(playground.button(/^Rules$/)).not.toHaveAttribute("data-count");
  await rules(playground).getByRole("button", { name: "Close" }).click();
  await playground.button("Undo").click();
  await expect(playground.button(/^Rules$/)).toHaveAttribute("data-count", "1");
  await expect.poll(() => playground.digest()).toBe(before);
});

test("two worlds side by side, one rule apart and at one time", async ({ page }) => {
  const playground = await openScenario(page, "figure-8-unsafe", 200);
  await playground.button(/^Rules$/).click();
  await rules(playground).getByRole("button", { name: "Compare with the paper's rules" }).click();
  await page.keyboard.press("Escape");
  const first = playground.root.getByRole("group", { name: "This run" });
  const second = playground.root.getByRole("group", { name: "The same run, other rules" }).first();
  await expect(first).toContainText(
    "When the leader commits an entry: stored on a majority, from any term",
  );
  await expect(second.getByRole("combobox")).toHaveValue("");
  await expect(playground.root.locator("svg.cluster")).toHaveCount(2);
  await expect(playground.root.locator("svg.logs")).toHaveCount(2);
  // In this one S1 has committed entry 2; by the paper it has not.
  await expect(first.locator(".differ")).toHaveText(
    "Only this run has ever committed entries 1 to 2 (the last at 0.200 s). At this moment these differ: S1 (commitIndex).",
  );
  await expect(playground.root.locator(".area-cluster [data-differs]")).toHaveCount(1);
  await expect(playground.root.locator(".area-cluster-second [data-differs]")).toHaveCount(1);
  for (const logs of [".area-logs", ".area-logs-second"]) {
    const entry = playground.root.locator(`${logs} [data-differs]`);
    // Of S1 and, as the run knows, of those that have not heard of it.
    await expect(entry).toHaveCount(8);
    await expect(entry.first()).toHaveAttribute("data-target", "entry:1:1");
  }
  // The second can be asked as well, and answers from its own run.
  const entry = playground.root.locator(".area-logs-second [data-target='entry:1:2']");
  await entry.click();
  await expect(playground.root.locator(".popup")).toContainText("In the second run");
  await expect(playground.menu.getByRole("menuitem", { name: "Crash" })).toHaveCount(0);
  await playground.menu.getByRole("menuitem", { name: "Why is it not committed?" }).press("Enter");
  await expect(why(playground).locator(".about")).toHaveText(/^In the second run/);
  await expect(why(playground)).toContainText(
    "a leader does not commit an entry from an earlier term by counting replicas",
  );
  await page.keyboard.press("Escape");
  await expect(entry).toBeFocused();
  // Beside the violation nobody knows of the commit any more; the run does.
  await playground.root.getByRole("slider", { name: "Position in the run" }).fill("300");
  await expect(first.locator(".differ")).toHaveText(
    "Only this run has ever committed entries 1 to 2 (the last at 0.200 s).",
  );
  await expect(playground.root.locator(".area-logs-second [data-differs]").first()).toBeVisible();

  // What is done to the one is done to the other.
  await playground.choose(playground.server(4).first(), "Crash");
  await expect(
    playground.root.locator(".area-cluster-second .server.crashed[data-target='server:4']"),
  ).toBeVisible();
  await playground.button("Stop comparing").click();
  await expect(playground.root.locator("svg.cluster")).toHaveCount(1);
  await expect(playground.root.locator("[data-differs]")).toHaveCount(0);
});

/** Whether nothing lies over it at its left and at its right. */
const isUncovered = (part: Locator): Promise<boolean> =>
  part.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const at = (x: number, y: number) =>
      (element.getRootNode() as ShadowRoot).elementFromPoint(x, y);
    return [left + 4, right - 4].every((x) => element.contains(at(x, (top + bottom) / 2)));
  });

for (const [width, height] of [
  [1440, 900],
  [1280, 720],
] as const) {
  test(`two worlds are seen whole, where they begin to differ: ${width} × ${height}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const playground = await openScenario(page, "figure-8-unsafe", 300);
    await playground.button(/^Rules$/).click();
    await rules(playground).getByRole("button", { name: "Compare with the paper's rules" }).click();
    await expect(playground.root.getByRole("timer")).toHaveText("0.200 s");
    const { root } = playground;
    await expect(root.getByRole("dialog")).toHaveCount(0);
    for (const logs of [".area-logs", ".area-logs-second"]) {
      await expect(root.locator(`${logs} .row`)).toHaveCount(5);
      // Whole, and with nothing before them.
      for (const row of await root.locator(`${logs} .row > .name`).all()) {
        await expect(row).toBeInViewport({ ratio: 1 });
      }
      const hidden = await root
        .locator(`${logs} > div`)
        .first()
        .evaluate((place) => place.scrollHeight - place.clientHeight);
      expect(hidden, logs).toBeLessThanOrEqual(0);
    }
    const expectUncovered = async () => {
      for (const part of [
        ".area-cluster",
        ".area-cluster-second",
        ".area-logs-second",
        ".world.second select",
      ]) {
        expect(await isUncovered(root.locator(part)), part).toBe(true);
      }
    };
    await expectUncovered();
    // A drawer lies beside both.
    await playground.button(/^Rules$/).click();
    await expect(rules(playground)).toBeVisible();
    await expectUncovered();
    await page.keyboard.press("Escape");
    await playground.choose(root.locator(".area-logs-second [data-target='entry:1:2']"), /here/);
    await expect(why(playground)).toBeVisible();
    await expectUncovered();
    await page.keyboard.press("Escape");
    // What was committed in each, and in the one what its servers have not heard of.
    const committed = root.locator(".world .metrics div").filter({ hasText: "highest committed" });
    await expect(committed.locator("dd")).toHaveText(["2", "0"]);
    await expect(root.locator(".area-logs [data-in-run]")).not.toHaveCount(0);
    await expect(root.locator(".area-logs-second [data-in-run]")).toHaveCount(0);
  });
}

test("two worlds tell what a rule costs", async ({ page }) => {
  const playground = await openScenario(page, "sending-next-heartbeat", 600);
  await playground.button(/^Rules$/).click();
  await rules(playground).getByRole("button", { name: "Compare with the paper's rules" }).click();
  const figureOf = (name: string, world: number) =>
    playground.root
      .locator(".world")
      .nth(world)
      .locator(".metrics .differs")
      .filter({ hasText: name })
      .locator("dd");
  // It opens where the two begin to differ, which is before anything has been committed.
  const position = playground.root.getByRole("slider", { name: "Position in the run" });
  await expect.poll(async () => Number(await position.inputValue())).toBeLessThan(600);
  await position.fill("600");
  await expect(figureOf("mean commit latency", 0)).toHaveText("67.0 ms");
  // One round trip, if nothing waits for the heartbeat.
  await expect(figureOf("mean commit latency", 1)).toHaveText("20.0 ms");
  await expect(figureOf("messages", 0)).toHaveText("52");
  await expect(figureOf("AppendEntries round trips", 0)).toHaveText("24");
  await expect(figureOf("AppendEntries round trips", 1)).toHaveText("32");
});

test("rules are chosen, and a scenario opened, by keyboard alone", async ({ page }) => {
  const playground = await openScenario(page, "figure-8-unsafe", 400);
  await playground.button(/^Rules$/).focus();
  await page.keyboard.press("Enter");
  await expect(rules(playground)).toBeFocused();
  const chosen = rules(playground).getByRole("radio", { name: "of all servers" });
  await chosen.focus();
  await page.keyboard.press("ArrowDown");
  await expect(
    rules(playground).getByRole("radio", { name: "of recently active servers" }),
  ).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(playground.button(/^Rules$/)).toBeFocused();
  await playground.button(/^Rules$/).click();
  await rules(playground)
    .getByRole("button", { name: /shows Disk writes/ })
    .press("Enter");
  await expect(properties(playground)).toContainText("All hold so far.");
  await expect(
    rules(playground).getByRole("radio", { name: "a crash may lose the last one" }),
  ).toBeChecked();
});

for (const [width, colorScheme] of [
  [1440, "light"],
  [390, "dark"],
] as const) {
  test(`rules, reasons and two worlds keep nobody out: ${width}, ${colorScheme}`, async ({
    page,
  }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const playground = await openScenario(page, "figure-8-unsafe", 400);
    const check = () => expectAccessible(page);
    await check();
    await violation(playground).getByRole("button", { name: "Why?" }).click();
    await check();
    await page.keyboard.press("Escape");
    if (width < 700) await playground.button("More").click();
    await playground.root.getByRole("button", { name: /^Rules/ }).click();
    await check();
    await rules(playground).getByRole("button", { name: "Compare with the paper's rules" }).click();
    await page.keyboard.press("Escape");
    await expect(playground.root.locator("svg.cluster")).toHaveCount(2);
    await check();
    if (width >= 700) return;
    // On a phone both logs are seen, with what happened and what is violated.
    await playground.root.getByRole("slider", { name: "Position in the run" }).fill("300");
    const texts = playground.root.locator(".headline .violated, .caption .step");
    const names = playground.root.locator(".row > .name");
    await expect(texts).toHaveCount(2);
    await expect(names).toHaveCount(10);
    for (const part of [...(await texts.all()), ...(await names.all())]) {
      await expect(part).toBeInViewport({ ratio: 1 });
    }
    const bar = (await playground.root.locator(".bar").boundingBox())?.y ?? 0;
    const last = await names.last().boundingBox();
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(bar);
  });
}

test("it all speaks Chinese, too", async ({ page }) => {
  await page.goto("./?seed=7&autoplay=0&lang=zh#scenario=figure-8-unsafe&t=400");
  const root = page.locator("raft-playground");
  await root.dispatchEvent("pointerover");
  const judged = root.getByRole("region", { name: "违反" });
  await expect(judged).toContainText(
    "S5 当选任期 5 的领导者，日志里那个位置是另一个条目 2（“set x 3”，任期 3）",
  );
  await root.getByRole("button", { name: "规则", exact: true }).click();
  await expect(root.getByRole("radio", { name: "多数派已存储，任期不限" })).toBeChecked();
});
