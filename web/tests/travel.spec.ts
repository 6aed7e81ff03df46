import type { Page } from "@playwright/test";
import type { RaftPlayground } from "../src/raft-playground.ts";
import { Figure, openFigure } from "./figure.ts";
import { expect, test } from "./fixtures.ts";

// A step is a jump, and nothing plays by itself.
test.use({ contextOptions: { reducedMotion: "reduce" } });

const slider = (figure: Figure) => figure.root.getByRole("slider", { name: "Position in the run" });

/** Scrubs there, as a finger does: the world follows with the next frame. */
async function scrub(figure: Figure, ms: number): Promise<void> {
  await slider(figure).fill(String(ms));
  await expect.poll(() => figure.now()).toBeCloseTo(ms, 1);
}

/** A run that was played up to some time. */
async function openPlayed(page: Page, ms = 900): Promise<Figure> {
  const figure = await openFigure(page);
  await figure.keepsPast();
  await scrub(figure, ms);
  return figure;
}

test("one event back is where one was before, event by event", async ({ page }) => {
  const figure = await openFigure(page);
  await figure.keepsPast();
  const before: (string | undefined)[] = [];
  for (let step = 0; step < 25; step++) {
    before.push(await figure.digest());
    await figure.button("One event forward").click();
  }
  for (const digest of before.reverse()) {
    await figure.button("One event back").click();
    expect(await figure.digest()).toBe(digest);
  }
  await expect(figure.root.getByRole("timer")).toHaveText("0.000 s");
  await figure.button("One event back").click();
  await expect(figure.root.getByRole("timer")).toHaveText("0.000 s");
});

test("scrubbing goes anywhere and back, to the same world", async ({ page }) => {
  const figure = await openPlayed(page, 850);
  const late = await figure.digest();
  await expect(figure.leader).toHaveCount(1);
  await scrub(figure, 40);
  await expect(figure.leader).toHaveCount(0);
  const early = await figure.digest();
  await scrub(figure, 500);
  await scrub(figure, 40);
  expect(await figure.digest()).toBe(early);
  await scrub(figure, 850);
  expect(await figure.digest()).toBe(late);
});

test("the slider is a slider: named, with the time in words, and moved by keys", async ({
  page,
}) => {
  const figure = await openPlayed(page);
  await expect(slider(figure)).toHaveAttribute("aria-valuetext", "0.900 s");
  await figure.button("One event forward").click();
  const here = await figure.digest();
  await slider(figure).focus();
  await page.keyboard.press("ArrowLeft");
  expect(await figure.digest()).not.toBe(here);
  await page.keyboard.press("ArrowRight");
  expect(await figure.digest()).toBe(here);
  await page.keyboard.press("Home");
  await expect.poll(() => figure.now()).toBe(0);
  await page.keyboard.press(" ");
  await expect(figure.button("Pause")).toBeVisible();
});

test("keys step back and jump from mark to mark", async ({ page }) => {
  const figure = await openPlayed(page);
  const end = await figure.now();
  await page.keyboard.press("Shift+ArrowLeft");
  // The election is the only thing that has happened.
  await expect(figure.leader).toHaveCount(1);
  const elected = await figure.now();
  expect(elected).toBeLessThan(end);
  await page.keyboard.press("ArrowLeft");
  await expect(figure.leader).toHaveCount(0);
  await page.keyboard.press("Shift+ArrowRight");
  expect(await figure.now()).toBe(elected);
});

test("acting in the past gives up the future, and undoing brings it back", async ({ page }) => {
  const figure = await openPlayed(page);
  const future = await figure.digest();
  await scrub(figure, 300);
  const leader = await figure.leaderId();
  await figure.choose(figure.server(leader), "Crash");
  await scrub(figure, 900);
  const other = await figure.digest();
  expect(other).not.toBe(future);
  await figure.button("Undo").click();
  await expect(figure.server(leader)).not.toHaveAccessibleName(/crashed/);
  await scrub(figure, 900);
  expect(await figure.digest()).toBe(future);
  await expect(figure.button("Undo")).toBeDisabled();
  await figure.button("Redo").click();
  await scrub(figure, 900);
  expect(await figure.digest()).toBe(other);
  await page.keyboard.press("Control+z");
  await scrub(figure, 900);
  expect(await figure.digest()).toBe(future);
});

test("playing goes on from where one is, and scrubbing stops it", async ({ page }) => {
  const figure = await openPlayed(page);
  await scrub(figure, 200);
  await figure.button("Play").click();
  await expect.poll(() => figure.now()).toBeGreaterThan(400);
  await scrub(figure, 100);
  await expect(figure.button("Play")).toBeVisible();
});

test("a scenario says what there is to see when it is to be seen", async ({ page }) => {
  await page.goto("./#scenario=split-vote&t=0");
  const shown = new Figure(page, page.locator("raft-playground"));
  await shown.keepsPast();
  const caption = shown.root.locator(".caption");
  await expect(caption).toContainText("Four servers");
  await scrub(shown, 170);
  await expect(caption).toContainText("Two candidates in one term");
  await scrub(shown, 100);
  await expect(caption).toContainText("Four servers");
});

test.describe("the space-time diagram", () => {
  /** What is out of sight is not drawn again. */
  const look = (figure: Figure) => figure.root.locator(".area-spacetime").scrollIntoViewIfNeeded();
  const diagram = (figure: Figure) => figure.root.getByRole("group", { name: /^Space-time/ });
  const flights = (figure: Figure) => diagram(figure).getByRole("link", { name: /Heartbeat/ });

  test("goes to where it is clicked, and shows the same thing in all views", async ({ page }) => {
    const figure = await openPlayed(page, 600);
    await look(figure);
    const flight = flights(figure).last();
    await flight.dispatchEvent("click");
    const id = (await flight.getAttribute("data-target"))?.split(":")[1];
    await expect(flight).toHaveClass(/selected/);
    await expect(figure.root.locator(`.cluster [data-target="message:${id}"]`)).toHaveClass(
      /selected/,
    );
    const [, seconds] = /at ([\d.]+) s/.exec((await flight.getAttribute("aria-label")) ?? "") ?? [];
    expect(await figure.now()).toBeCloseTo(Number(seconds) * 1000, 0);
  });

  test("is used with keys alone", async ({ page }) => {
    const figure = await openPlayed(page, 500);
    await diagram(figure).focus();
    await page.keyboard.press("ArrowLeft");
    const item = figure.root.locator(".spacetime-plot [data-at]:focus");
    await expect(item).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    const at = Number(await item.getAttribute("data-at"));
    // The page's own keys stay out of it.
    expect(await figure.now()).toBe(500);
    await page.keyboard.press("Enter");
    expect(await figure.now()).toBeCloseTo(at, 3);
  });

  test("a click on a lane goes to that moment", async ({ page }) => {
    const figure = await openPlayed(page, 500);
    await diagram(figure).scrollIntoViewIfNeeded();
    const box = await diagram(figure).boundingBox();
    await page.mouse.click((box?.x ?? 0) + 60, (box?.y ?? 0) + 34);
    expect(await figure.now()).toBeLessThan(100);
    await expect(figure.button("Play")).toBeVisible();
  });

  test("zooms with buttons and with Ctrl, and leaves the wheel to the page", async ({ page }) => {
    const figure = await openPlayed(page, 500);
    const span = figure.root.locator(".spacetime .span");
    await expect(span).toHaveText("600 ms");
    await figure.button("Zoom in").click();
    await expect(span).toHaveText("300 ms");
    await figure.button("Zoom out").click();
    await expect(span).toHaveText("600 ms");
    const wheel = (ctrlKey: boolean) =>
      diagram(figure).evaluate((element, ctrlKey) => {
        const options = { deltaY: -200, ctrlKey, bubbles: true, cancelable: true, composed: true };
        return element.dispatchEvent(new WheelEvent("wheel", options));
      }, ctrlKey);
    expect(await wheel(false)).toBe(true);
    await expect(span).toHaveText("600 ms");
    expect(await wheel(true)).toBe(false);
    await expect(span).not.toHaveText("600 ms");
  });

  test("shows what has become of a server, and what was lost", async ({ page }) => {
    const figure = await openPlayed(page, 300);
    const leader = await figure.leaderId();
    await figure.choose(figure.server(leader), "Crash");
    await scrub(figure, 600);
    await look(figure);
    await expect(diagram(figure).getByRole("link", { name: `S${leader} crashes` })).toHaveCount(1);
    await expect(
      diagram(figure).getByRole("link", { name: new RegExp(`^S${leader}: crashed`) }),
    ).toHaveCount(1);
  });
});

test("a trap while travelling is a message, as any other", async ({ page }) => {
  const figure = await openPlayed(page);
  await figure.root.evaluate((element) => {
    const { session } = element as RaftPlayground;
    const trap = () => {
      throw new WebAssembly.RuntimeError("unreachable executed");
    };
    Object.assign(session?.simulation ?? {}, { startSeek: trap });
  });
  await slider(figure).fill("100");
  await expect(figure.alert).toContainText("This run has stopped");
  await figure.button("Restart this run").click();
  await figure.keepsPast();
  await scrub(figure, 900);
  await expect(figure.leader).toHaveCount(1);
});
