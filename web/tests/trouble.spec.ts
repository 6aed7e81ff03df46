import type { RaftPlayground } from "../src/raft-playground.ts";
import { Figure, openFigure } from "./figure.ts";
import { expect, test } from "./fixtures.ts";

/** The next call into the simulator traps, as a panic in it would. */
async function sabotage(figure: Figure): Promise<void> {
  await figure.keepsPast();
  await figure.root.evaluate((element) => {
    const { session } = element as RaftPlayground;
    if (!session) throw new Error("no session");
    const trap = () => {
      throw new WebAssembly.RuntimeError("unreachable executed");
    };
    Object.assign(session.simulation, { advanceTo: trap, playTo: trap });
  });
}

test("a trap ends the run with a message, and one can start again, again and again", async ({
  page,
}) => {
  const figure = await openFigure(page);
  await figure.leaderId();
  for (const again of ["Restart this run", "New run with another seed", "Restart this run"]) {
    await sabotage(figure);
    await expect(figure.alert).toContainText("This run has stopped");
    await expect(figure.alert).toContainText("unreachable executed");
    await figure.button(again).click();
    await figure.leaderId();
  }
});

test("the details of a trap are enough to see it again", async ({ page }) => {
  const figure = await openFigure(page);
  await figure.leaderId();
  await figure.choose(figure.server(1), "Crash");
  await sabotage(figure);
  await figure.root.getByText("Details for a bug report").click();
  const report = JSON.parse((await figure.root.locator("details pre").textContent()) ?? "");
  expect(report.setup).toMatchObject({ seed: 7, servers: 5 });
  expect(report.text).toBe("raft 1\nseed 7\n");
  // What was done since that text was written.
  expect(report.since).toEqual([{ at: expect.any(Number), action: { crash: { server: 1 } } }]);
});

test("a simulator that cannot be loaded says so, and can be asked again", async ({
  page,
  expectConsole,
}) => {
  expectConsole(/ERR_FAILED/);
  await page.route("**/*.wasm", (route) => route.abort(), { times: 1 });
  await page.goto("./?seed=7&speed=1");
  const figure = page.locator("raft-playground");
  await expect(figure.getByRole("alert")).toContainText("could not be loaded");
  await figure.getByRole("button", { name: "Try again" }).click();
  await expect(figure.getByRole("button", { name: /^Server S1/ })).toBeVisible();
});

test("figures on one page do not know of each other", async ({ page }) => {
  await openFigure(page);
  await page.evaluate(() => {
    const second = document.createElement("raft-playground");
    second.id = "second";
    second.setAttribute("seed", "8");
    second.setAttribute("speed", "1");
    second.setAttribute("servers", "3");
    second.setAttribute("theme", "dark");
    document.querySelector("main")?.append(second);
  });
  const second = new Figure(page, page.locator("#second"));
  const main = new Figure(page, page.locator("raft-playground:not(#second)"));
  await second.root.scrollIntoViewIfNeeded();
  await second.leaderId();
  await expect(second.server(4)).toHaveCount(0);
  await second.button("Pause").click();
  await expect(second.button("Play")).toBeVisible();
  await expect(main.button("Pause")).toBeVisible();
  await second.send("set only here");
  await expect(second.answer("set only here")).toBeVisible();

  // One that traps leaves the other alone.
  await sabotage(main);
  await main.root.scrollIntoViewIfNeeded();
  await expect(main.alert).toContainText("This run has stopped");
  await second.root.scrollIntoViewIfNeeded();
  await second.button("Play").click();
  await expect(second.answer("set only here")).toContainText("done");
});
