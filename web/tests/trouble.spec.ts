import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground, Playground } from "./playground.ts";

/** The next call into the simulator traps, as a panic in it would. */
async function sabotage(playground: Playground): Promise<void> {
  await playground.keepsPast();
  await playground.root.evaluate((element) => {
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
  const playground = await openPlayground(page);
  await playground.leaderId();
  for (const again of ["Restart this run", "New run with another seed", "Restart this run"]) {
    await sabotage(playground);
    await expect(playground.alert).toContainText("This run has stopped");
    await expect(playground.alert).toContainText("unreachable executed");
    await playground.button(again).click();
    // Until then it is the run that has stopped that is shown, with its leader.
    await expect(playground.alert).toHaveCount(0);
    await playground.leaderId();
  }
});

test("the details of a trap are enough to see it again", async ({ page }) => {
  const playground = await openPlayground(page);
  await playground.leaderId();
  await playground.keepsPast();
  await playground.choose(playground.server(1), "Crash");
  await sabotage(playground);
  await playground.root.getByText("Details for a bug report").click();
  const report = JSON.parse((await playground.root.locator("details pre").textContent()) ?? "");
  expect(report.setup).toMatchObject({ seed: 7, servers: 5 });
  // The run began with this set-up, and nothing else was done.
  expect(report.actions).toEqual([{ at: expect.any(Number), action: { crash: { server: 1 } } }]);
});

test("a simulator that cannot be loaded says so, and can be asked again", async ({
  page,
  expectConsole,
}) => {
  expectConsole(/ERR_FAILED/);
  await page.route("**/*.wasm", (route) => route.abort(), { times: 1 });
  await page.goto("./?seed=7&speed=1");
  const playground = page.locator("raft-playground");
  await expect(playground.getByRole("alert")).toContainText("could not be loaded");
  await playground.getByRole("button", { name: "Try again" }).click();
  await expect(playground.getByRole("button", { name: /^Server S1/ })).toBeVisible();
});

test("playgrounds on one page do not know of each other", async ({ page }) => {
  await openPlayground(page);
  await page.evaluate(() => {
    const second = document.createElement("raft-playground");
    second.id = "second";
    second.setAttribute("seed", "8");
    second.setAttribute("speed", "1");
    second.setAttribute("servers", "3");
    second.setAttribute("theme", "dark");
    document.querySelector("main")?.append(second);
  });
  const second = new Playground(page, page.locator("#second"));
  const main = new Playground(page, page.locator("raft-playground:not(#second)"));
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
