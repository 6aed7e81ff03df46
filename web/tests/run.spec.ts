import { openFigure } from "./figure.ts";
import { expect, test } from "./fixtures.ts";

test("a cluster lives: it elects, commits, loses its leader, elects again and repairs a log", async ({
  page,
}) => {
  const figure = await openFigure(page);

  const first = await figure.leaderId();
  await figure.send("set x 1");
  await expect(figure.answer("set x 1")).toContainText("done");
  await expect(figure.entries(/entry 1, term \d+: set x 1, committed/)).toHaveCount(5);
  await expect(figure.root.getByText("applied up to 1")).toBeVisible();

  // The leader takes a command that it can tell nobody about, and crashes.
  await figure.choose(figure.server(first), "Isolate");
  await figure.choose(figure.server(first), /^Send “/);
  const lonely = figure.button(new RegExp(`^S${first}, entry 2, term \\d+: .*, not committed$`));
  await expect(lonely).toBeVisible();
  const lonelyTerm = Number(
    /term (\d+)/.exec((await lonely.getAttribute("aria-label")) ?? "")?.[1],
  );
  await figure.choose(figure.server(first), "Crash");
  await expect(figure.server(first)).toHaveAccessibleName(/crashed/);

  const second = await figure.leaderId();
  expect(second).not.toBe(first);
  await figure.send("set z 9");
  await expect(figure.answer("set z 9")).toContainText("done");

  await figure.choose(figure.server(first), "Restart");
  await figure.choose(figure.server(first), "Restore its links");
  const repaired = figure.button(new RegExp(`^S${first}, entry 2, term (\\d+): .*, committed$`));
  await expect(repaired).toBeVisible();
  const term = Number(/term (\d+)/.exec((await repaired.getAttribute("aria-label")) ?? "")?.[1]);
  expect(term).toBeGreaterThan(lonelyTerm);
  await expect(figure.entries(/entry 3, term \d+: .*, committed/)).toHaveCount(5);
});

test("a cluster of another size starts at once", async ({ page }) => {
  const figure = await openFigure(page);
  await figure.root.getByRole("combobox", { name: "Servers" }).selectOption("3");
  await expect(figure.server(4)).toHaveCount(0);
  await expect(figure.root.getByRole("status")).toContainText("3 servers");
  await figure.leaderId();
});

test.describe("step by step", () => {
  // With little motion wanted, a step is a jump, and nothing plays by itself.
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("nothing moves before it is asked to", async ({ page }) => {
    const figure = await openFigure(page);
    await expect(figure.button("Play")).toBeVisible();
    await expect(figure.root.getByRole("timer")).toHaveText("0.000 s");
  });

  test("a new run is the same with the same seed, and another with another", async ({ page }) => {
    const figure = await openFigure(page);
    await figure.stepUntil(figure.leader);
    const time = figure.root.getByRole("timer");
    const elected = await time.textContent();

    await figure.button("New run").click();
    await figure.menu.getByRole("menuitem", { name: /^Restart this run/ }).click();
    await expect(time).toHaveText("0.000 s");
    await expect(figure.root.getByRole("status")).toContainText("5 servers, seed 7");
    await figure.stepUntil(figure.leader);
    await expect(time).toHaveText(elected ?? "");

    await figure.button("New run").click();
    await figure.menu.getByRole("menuitem", { name: "New run with another seed" }).click();
    await expect(time).toHaveText("0.000 s");
    await expect(figure.root.getByRole("status")).not.toContainText("seed 7.");
  });

  test("a message dropped by hand is lost, and sent again", async ({ page }) => {
    const figure = await openFigure(page);
    await figure.stepUntil(figure.leader);
    const leader = await figure.leaderId();
    const follower = leader === 1 ? 2 : 1;
    await figure.send("set x 1");
    const message = figure.button(
      new RegExp(`^AppendEntries with 1 entry.* from S${leader} to S${follower}`),
    );
    await figure.stepUntil(message);
    while ((await message.count()) > 0) await figure.choose(message.first(), "Drop");

    const stored = figure.button(new RegExp(`^S${follower}, entry 1,`));
    await expect(stored).toHaveCount(0);

    // The leader knows of no loss: it just has no answer, and says it again.
    await figure.stepUntil(message);
    await expect(stored).toHaveCount(0);
    await figure.stepUntil(stored);
  });

  test("a message is held, let go and delivered by hand", async ({ page }) => {
    const figure = await openFigure(page);
    const request = figure.button(/^RequestVote.* to S2/);
    await figure.stepUntil(request);
    await figure.choose(request, /^Hold$/);
    await expect(request).toHaveAccessibleName(/held/);
    await figure.stepUntil(figure.leader);
    await expect(request).toHaveAccessibleName(/held/);
    await figure.choose(request, "Deliver now");
    await expect(request).toHaveCount(0);
  });
});
