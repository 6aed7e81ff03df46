import { expect, test } from "./fixtures.ts";
import { openPlayground } from "./playground.ts";

test("a cluster lives: it elects, commits, loses its leader, elects again and repairs a log", async ({
  page,
}) => {
  const playground = await openPlayground(page);

  const first = await playground.leaderId();
  await playground.send("set x 1");
  await expect(playground.answer("set x 1")).toContainText("done");
  await expect(playground.entries(/entry 1, term \d+: set x 1, committed/)).toHaveCount(5);
  await expect(playground.root.getByText("applied up to 1")).toBeVisible();

  // The leader takes a command that it can tell nobody about, and crashes.
  await playground.choose(playground.server(first), "Isolate");
  await playground.choose(playground.server(first), /^Send “/);
  const lonely = playground.button(
    new RegExp(`^S${first}, entry 2, term \\d+: .*, commit not known here$`),
  );
  await expect(lonely).toBeVisible();
  const lonelyTerm = Number(
    /term (\d+)/.exec((await lonely.getAttribute("aria-label")) ?? "")?.[1],
  );
  await playground.choose(playground.server(first), "Crash");
  await expect(playground.server(first)).toHaveAccessibleName(/crashed/);

  const second = await playground.leaderId();
  expect(second).not.toBe(first);
  await playground.send("set z 9");
  await expect(playground.answer("set z 9")).toContainText("done");

  await playground.choose(playground.server(first), "Restart");
  await playground.choose(playground.server(first), "Restore its links");
  const repaired = playground.button(
    new RegExp(`^S${first}, entry 2, term (\\d+): .*, committed$`),
  );
  await expect(repaired).toBeVisible();
  const term = Number(/term (\d+)/.exec((await repaired.getAttribute("aria-label")) ?? "")?.[1]);
  expect(term).toBeGreaterThan(lonelyTerm);
  await expect(playground.entries(/entry 3, term \d+: .*, committed/)).toHaveCount(5);
});

test("a cluster of another size starts at once", async ({ page }) => {
  const playground = await openPlayground(page, { autoplay: 0 });
  await playground.root.getByRole("combobox", { name: "Servers" }).selectOption("3");
  await expect(playground.server(4)).toHaveCount(0);
  await expect(playground.root.getByRole("status")).toContainText("3 servers");
  await playground.button("Play").click();
  await playground.leaderId();
});

test.describe("step by step", () => {
  // With little motion wanted, a step is a jump, and nothing plays by itself.
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("nothing moves before it is asked to", async ({ page }) => {
    const playground = await openPlayground(page);
    await expect(playground.button("Play")).toBeVisible();
    await expect(playground.root.getByRole("timer")).toHaveText("0.000 s");
  });

  test("a new run is the same with the same seed, and another with another", async ({ page }) => {
    const playground = await openPlayground(page);
    await playground.stepUntil(playground.leader);
    const time = playground.root.getByRole("timer");
    const elected = await time.textContent();

    await playground.button("New run").click();
    await playground.menu.getByRole("menuitem", { name: /^Restart this run/ }).click();
    await expect(time).toHaveText("0.000 s");
    await expect(playground.root.getByRole("status")).toContainText("5 servers, seed 7");
    await playground.stepUntil(playground.leader);
    await expect(time).toHaveText(elected ?? "");

    await playground.button("New run").click();
    await playground.menu.getByRole("menuitem", { name: "New run with another seed" }).click();
    await expect(time).toHaveText("0.000 s");
    await expect(playground.root.getByRole("status")).not.toContainText("seed 7.");
  });

  test("a message dropped by hand is lost, and sent again", async ({ page }) => {
    const playground = await openPlayground(page);
    await playground.stepUntil(playground.leader);
    const leader = await playground.leaderId();
    const follower = leader === 1 ? 2 : 1;
    await playground.send("set x 1");
    const message = playground.button(
      new RegExp(`^AppendEntries with 1 entry.* from S${leader} to S${follower}`),
    );
    await playground.stepUntil(message);
    while ((await message.count()) > 0) await playground.choose(message.first(), "Drop");

    const stored = playground.button(new RegExp(`^S${follower}, entry 1,`));
    await expect(stored).toHaveCount(0);

    // The leader knows of no loss: it just has no answer, and says it again.
    await playground.stepUntil(message);
    await expect(stored).toHaveCount(0);
    await playground.stepUntil(stored);
  });

  test("a message is held, let go and delivered by hand", async ({ page }) => {
    const playground = await openPlayground(page);
    const request = playground.button(/^RequestVote.* to S2/);
    await playground.stepUntil(request);
    const tail = request.locator(".tail");
    await expect(tail, "what flies points to its sender").toHaveAttribute("d", /^M0 0H-/);
    await playground.choose(request, /^Hold$/);
    await expect(request).toHaveAccessibleName(/held/);
    await expect(tail).toHaveAttribute("d", "");
    await playground.stepUntil(playground.leader);
    await expect(request).toHaveAccessibleName(/held/);
    await playground.choose(request, "Deliver now");
    await expect(request).toHaveCount(0);
  });
});
