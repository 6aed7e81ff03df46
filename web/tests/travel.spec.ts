import type { Page } from "@playwright/test";
import type { RaftPlayground } from "../src/raft-playground.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground, Playground } from "./playground.ts";

// A step is a jump, and nothing plays by itself.
test.use({ contextOptions: { reducedMotion: "reduce" } });

const slider = (playground: Playground) =>
  playground.root.getByRole("slider", { name: "Position in the run" });

/** Scrubs there, as a finger does: the world follows with the next frame. */
async function scrub(playground: Playground, ms: number): Promise<void> {
  await slider(playground).fill(String(ms));
  await expect.poll(() => playground.now()).toBeCloseTo(ms, 1);
}

/** A run that was played up to some time. */
async function openPlayed(page: Page, ms = 900): Promise<Playground> {
  const playground = await openPlayground(page);
  await playground.keepsPast();
  await scrub(playground, ms);
  return playground;
}

test("one event back is where one was before, event by event", async ({ page }) => {
  const playground = await openPlayground(page);
  await playground.keepsPast();
  const before: (string | undefined)[] = [];
  for (let step = 0; step < 25; step++) {
    before.push(await playground.digest());
    await playground.button("One event forward").click();
  }
  for (const digest of before.reverse()) {
    await playground.button("One event back").click();
    expect(await playground.digest()).toBe(digest);
  }
  await expect(playground.root.getByRole("timer")).toHaveText("0.000 s");
  await playground.button("One event back").click();
  await expect(playground.root.getByRole("timer")).toHaveText("0.000 s");
});

test("scrubbing goes anywhere and back, to the same world", async ({ page }) => {
  const playground = await openPlayed(page, 850);
  const late = await playground.digest();
  await expect(playground.leader).toHaveCount(1);
  await scrub(playground, 40);
  await expect(playground.leader).toHaveCount(0);
  const early = await playground.digest();
  await scrub(playground, 500);
  await scrub(playground, 40);
  expect(await playground.digest()).toBe(early);
  await scrub(playground, 850);
  expect(await playground.digest()).toBe(late);
});

test("the slider can be dragged from the first frame of a new run on", async ({ page }) => {
  const playground = await openPlayed(page, 850);
  await playground.root.evaluate(async (element) => {
    const { context, session: before } = element as RaftPlayground;
    // The new run moves to the module that keeps its past only after the drag.
    const kind = Object.getPrototypeOf(before);
    const { keepPast } = kind;
    let goOn = () => {};
    const dragged = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    kind.keepPast = async function keepLater() {
      await dragged;
      return keepPast.call(this);
    };
    const frame = () => new Promise(requestAnimationFrame);
    context.restart("same");
    while (context.session === before) await frame();
    const slider = element.shadowRoot?.querySelector<HTMLInputElement>(".timeline input");
    if (slider) slider.value = "300";
    slider?.dispatchEvent(new Event("input"));
    for (let frames = 0; frames < 3; frames++) await frame();
    kind.keepPast = keepPast;
    goOn();
  });
  await expect.poll(() => playground.now()).toBeCloseTo(300, 1);
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("the slider is as high as the track, and what is tapped on a mark means it", async ({
    page,
  }) => {
    const playground = await openPlayed(page);
    const mark = playground.root.locator(".timeline .moment.elected").first();
    const at = /(\d\.\d{3}) s/.exec((await mark.locator("title").textContent()) ?? "")?.[1];
    expect((await slider(playground).boundingBox())?.height).toBeGreaterThanOrEqual(44);
    const { x, y, width, height } = (await mark.locator(".reach").boundingBox()) as DOMRect;
    // Not its middle: a finger is not exact, and the slider alone would stop somewhere else.
    await page.touchscreen.tap(x + width - 2, y + height - 2);
    await expect(playground.root.getByRole("timer")).toHaveText(`${at} s`);
  });
});

test("the slider is a slider: named, with the time in words, and moved by keys", async ({
  page,
}) => {
  const playground = await openPlayed(page);
  await expect(slider(playground)).toHaveAttribute("aria-valuetext", "0.900 s");
  await playground.button("One event forward").click();
  const here = await playground.digest();
  await slider(playground).focus();
  await page.keyboard.press("ArrowLeft");
  expect(await playground.digest()).not.toBe(here);
  await page.keyboard.press("ArrowRight");
  expect(await playground.digest()).toBe(here);
  await page.keyboard.press("Home");
  await expect.poll(() => playground.now()).toBe(0);
  await page.keyboard.press(" ");
  await expect(playground.button("Pause")).toBeVisible();
});

test("keys step back and jump from mark to mark", async ({ page }) => {
  const playground = await openPlayed(page);
  const end = await playground.now();
  await page.keyboard.press("Shift+ArrowLeft");
  // The election is the only thing that has happened.
  await expect(playground.leader).toHaveCount(1);
  const elected = await playground.now();
  expect(elected).toBeLessThan(end);
  await page.keyboard.press("ArrowLeft");
  await expect(playground.leader).toHaveCount(0);
  await page.keyboard.press("Shift+ArrowRight");
  expect(await playground.now()).toBe(elected);
});

test("acting in the past gives up the future, and undoing brings it back", async ({ page }) => {
  const playground = await openPlayed(page);
  const future = await playground.digest();
  await scrub(playground, 300);
  const leader = await playground.leaderId();
  await playground.choose(playground.server(leader), "Crash");
  await scrub(playground, 900);
  const other = await playground.digest();
  expect(other).not.toBe(future);
  await playground.button("Undo").click();
  await expect(playground.server(leader)).not.toHaveAccessibleName(/crashed/);
  await scrub(playground, 900);
  expect(await playground.digest()).toBe(future);
  await expect(playground.button("Undo")).toBeDisabled();
  await playground.button("Redo").click();
  await scrub(playground, 900);
  expect(await playground.digest()).toBe(other);
  await page.keyboard.press("Control+z");
  await scrub(playground, 900);
  expect(await playground.digest()).toBe(future);
});

test("playing goes on from where one is, and scrubbing stops it", async ({ page }) => {
  const playground = await openPlayed(page);
  await scrub(playground, 200);
  await playground.button("Play").click();
  await expect.poll(() => playground.now()).toBeGreaterThan(400);
  await scrub(playground, 100);
  await expect(playground.button("Play")).toBeVisible();
});

test("a scenario says what there is to see when it is to be seen", async ({ page }) => {
  await page.goto("./#scenario=split-vote&t=0");
  const shown = new Playground(page, page.locator("raft-playground"));
  await shown.keepsPast();
  const caption = shown.root.locator(".caption");
  await expect(caption).toContainText("Four servers");
  await scrub(shown, 170);
  await expect(caption).toContainText("two candidates in one term");
  await scrub(shown, 100);
  await expect(caption).toContainText("Four servers");
});

test.describe("the space-time diagram", () => {
  /** What is out of sight is not drawn again. */
  const look = (playground: Playground) =>
    playground.root.locator(".area-spacetime").scrollIntoViewIfNeeded();
  const diagram = (playground: Playground) =>
    playground.root.getByRole("group", { name: /^Space-time/ });
  const flights = (playground: Playground) =>
    diagram(playground).getByRole("link", { name: /Heartbeat/ });

  test("goes to where it is clicked, and shows the same thing in all views", async ({ page }) => {
    const playground = await openPlayed(page, 600);
    await look(playground);
    const flight = flights(playground).last();
    await flight.dispatchEvent("click");
    const id = (await flight.getAttribute("data-target"))?.split(":")[1];
    await expect(flight).toHaveClass(/selected/);
    await expect(playground.root.locator(`.cluster [data-target="message:${id}"]`)).toHaveClass(
      /selected/,
    );
    const [, seconds] = /at ([\d.]+) s/.exec((await flight.getAttribute("aria-label")) ?? "") ?? [];
    expect(await playground.now()).toBeCloseTo(Number(seconds) * 1000, 0);
  });

  test("is used with keys alone", async ({ page }) => {
    const playground = await openPlayed(page, 500);
    await diagram(playground).focus();
    await page.keyboard.press("ArrowLeft");
    const item = playground.root.locator(".spacetime-plot [data-at]:focus");
    await expect(item).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    const at = Number(await item.getAttribute("data-at"));
    // The page's own keys stay out of it.
    expect(await playground.now()).toBe(500);
    await page.keyboard.press("Enter");
    expect(await playground.now()).toBeCloseTo(at, 3);
  });

  test("a click on a lane goes to that moment", async ({ page }) => {
    const playground = await openPlayed(page, 500);
    await diagram(playground).scrollIntoViewIfNeeded();
    const box = await diagram(playground).boundingBox();
    await page.mouse.click((box?.x ?? 0) + 60, (box?.y ?? 0) + 34);
    // At the left end of the last 200 ms.
    expect(await playground.now()).toBeGreaterThan(300);
    expect(await playground.now()).toBeLessThan(345);
    await expect(playground.button("Play")).toBeVisible();
  });

  test("zooms with buttons and with Ctrl, and leaves the wheel to the page", async ({ page }) => {
    const playground = await openPlayed(page, 500);
    const span = playground.root.locator(".spacetime .span");
    await expect(span).toHaveText("200 ms");
    await playground.button("Zoom in").click();
    await expect(span).toHaveText("100 ms");
    await playground.button("Zoom out").click();
    await expect(span).toHaveText("200 ms");
    const wheel = (ctrlKey: boolean) =>
      diagram(playground).evaluate((element, ctrlKey) => {
        const options = { deltaY: -200, ctrlKey, bubbles: true, cancelable: true, composed: true };
        return element.dispatchEvent(new WheelEvent("wheel", options));
      }, ctrlKey);
    expect(await wheel(false)).toBe(true);
    await expect(span).toHaveText("200 ms");
    expect(await wheel(true)).toBe(false);
    await expect(span).not.toHaveText("200 ms");
  });

  test("shows what has become of a server, and what was lost", async ({ page }) => {
    const playground = await openPlayed(page, 300);
    const leader = await playground.leaderId();
    await playground.choose(playground.server(leader), "Crash");
    await scrub(playground, 450);
    await look(playground);
    await expect(diagram(playground).getByRole("link", { name: `S${leader} crashes` })).toHaveCount(
      1,
    );
    await expect(
      diagram(playground).getByRole("link", { name: new RegExp(`^S${leader}: crashed`) }),
    ).toHaveCount(1);
  });
});

test("a trap while travelling is a message, as any other", async ({ page }) => {
  const playground = await openPlayed(page);
  await playground.root.evaluate((element) => {
    const { session } = element as RaftPlayground;
    const trap = () => {
      throw new WebAssembly.RuntimeError("unreachable executed");
    };
    Object.assign(session?.simulation ?? {}, { startSeek: trap });
  });
  await slider(playground).fill("100");
  await expect(playground.alert).toContainText("This run has stopped");
  await playground.button("Restart this run").click();
  // Until then it is the run that has stopped whose past is kept.
  await expect(playground.alert).toHaveCount(0);
  await playground.keepsPast();
  await scrub(playground, 900);
  await expect(playground.leader).toHaveCount(1);
});

test("where messages are delivered by hand, every step of an instant has its place in the diagram", async ({
  page,
}) => {
  await page.goto("./?autoplay=0&lang=en#scenario=first-election&t=300");
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.keepsPast();
  const diagram = playground.root.getByRole("group", { name: /^Space-time diagram/ });
  await expect(diagram.getByRole("link", { name: /RequestVote of term 1/ })).not.toHaveCount(0);
  await page.evaluate(() => {
    location.hash = "#scenario=figure-8-unsafe&t=200";
  });
  await expect(diagram.getByRole("link", { name: /RequestVote of term 1/ })).toHaveCount(0);
  await expect(playground.root.locator(".spacetime .span")).toHaveText("30 steps");
  const replies = diagram.getByRole("link", {
    name: /Reply to AppendEntries of term 4, from S[23] to S1, at 0\.200 s/,
  });
  await expect(replies).toHaveCount(3);
  const places = await replies.evaluateAll((links) =>
    links.map((link) => (link as SVGElement).dataset.at),
  );
  expect(new Set(places).size).toBe(3);
  // A click goes to the step in which that very message was in flight.
  await replies.nth(1).focus();
  await page.keyboard.press("Enter");
  await expect(playground.root.getByRole("timer")).toHaveText("0.200 s");
  await expect(diagram.locator(".flight.selected")).toHaveAttribute(
    "data-target",
    (await replies.nth(1).getAttribute("data-target")) ?? "",
  );
  await expect(playground.root.locator(".cluster .message")).not.toHaveCount(0);
});
