// The share dialog: what it previews is what is copied and saved, and its pictures look the same alone.

import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { expect, test } from "./fixtures.ts";
import { openPlayground, type Playground } from "./playground.ts";
import { choose, dialogOf, openPicture, openShare, preview, savedBy } from "./share-dialog.ts";
import { watchTasks } from "./tasks.ts";

test.use({
  contextOptions: { reducedMotion: "reduce" },
  permissions: ["clipboard-read", "clipboard-write"],
});

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** Whether the picture in the dialog has the same pixels as a file. */
function isPreview(playground: Playground, file: Buffer, type = "image/svg+xml"): Promise<boolean> {
  return dialogOf(playground)
    .locator("img")
    .evaluate(
      async (shown, address) => {
        const pixels = (image: HTMLImageElement) => {
          const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
          const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, canvas.width, canvas.height).data;
        };
        const file = new Image();
        file.src = address;
        await Promise.all([file.decode(), (shown as HTMLImageElement).decode()]);
        const [one, other] = [pixels(shown as HTMLImageElement), pixels(file)];
        return one.length === other.length && one.every((value, at) => value === other[at]);
      },
      `data:${type};base64,${file.toString("base64")}`,
    );
}

const FIGURE_7 = "#scenario=figure-7&t=50&speed=1/250";

test("what is previewed is what is copied, for everything that is text", async ({ page }) => {
  const playground = await openShare(page, FIGURE_7);
  const copies: Record<string, string> = {};
  for (const kind of ["Link", "Frame", "Element", "Markdown", "Scenario"]) {
    await choose(playground, kind);
    await dialogOf(playground).getByRole("button", { name: "Copy", exact: true }).click();
    await expect(dialogOf(playground).getByText("Copied.")).toBeVisible();
    copies[kind] = await clipboard(page);
    expect(copies[kind], kind).toBe(await preview(playground).inputValue());
  }
  const { Link: link, Frame: frame, Element: element, Markdown: markdown, Scenario: text } = copies;
  expect(link).toMatch(/#scenario=figure-7&t=50&speed=1\/250$/);
  expect(frame).toContain(
    "?embed=1&amp;view=cluster,logs&amp;theme=auto&amp;lang=en&amp;autoplay=0#scenario=figure-7",
  );
  expect(element).toContain('<raft-playground scenario="figure-7" t="50" speed="1/250"');
  expect(element).toContain('<img src="data:image/svg+xml,');
  expect(markdown).toMatch(
    /^\[!\[.+\]\(.+\.svg\)\]\(<http.+#scenario=figure-7&t=50&speed=1\/250>\)\n$/,
  );
  expect(text).toMatch(/^raft 1\n/);
  await choose(playground, "Scenario");
  const saved = await savedBy(playground, "Save");
  expect(saved.content.toString()).toBe(text);

  await choose(playground, "Trace");
  const trace = await savedBy(playground, "Save");
  const rows = trace.content
    .toString()
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row));
  expect(rows[0]).toMatchObject({ v: 1, ev: "init" });
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.at(-1).t).toBeLessThanOrEqual(50);
  await expect(preview(playground)).toHaveValue(trace.content.toString().slice(0, 60_000));

  // The link leads to the moment that was shown.
  const digest = await playground.digest();
  await page.goto(link ?? "");
  await playground.keepsPast();
  expect(await playground.digest()).toBe(digest);
});

test("an SVG and a PNG are the same alone, and load nothing", async ({ page, context, site }) => {
  test.slow();
  const playground = await openShare(page, FIGURE_7);
  await choose(playground, "SVG picture");
  await dialogOf(playground).getByRole("checkbox", { name: "Space-time diagram" }).check();
  await expect(dialogOf(playground).getByText("Preparing…")).toHaveCount(0);
  const light = await savedBy(playground, "Save");
  // The preview is drawn from the same file.
  await expect(
    dialogOf(playground).getByText(`${light.content.length.toLocaleString("en")} bytes`),
  ).toBeVisible();
  expect(await isPreview(playground, light.content)).toBe(true);
  expect(light.name).toMatch(/\.svg$/);
  await dialogOf(playground).getByRole("combobox", { name: "Theme" }).selectOption("dark");
  await expect(dialogOf(playground).getByText("Preparing…")).toHaveCount(0);
  const dark = await savedBy(playground, "Save");
  await choose(playground, "PNG picture");
  const png = await savedBy(playground, "Save");
  expect(await isPreview(playground, png.content, "image/png")).toBe(true);

  const requests: string[] = [];
  const alone = await context.newPage();
  alone.on("request", (request) => requests.push(request.url()));
  const open = (type: string, content: Buffer) => openPicture(alone, site, type, content);
  for (const [file, paper, ink] of [
    [light, "#fcfbf8", "#1c2127"],
    [dark, "#17181b", "#e9e6df"],
  ] as const) {
    expect(await open("image/svg+xml", file.content)).toBe("image/svg+xml");
    const seen = await alone.evaluate(() => ({
      problem: document.querySelector("parsererror")?.textContent,
      ground: document.querySelector("svg > rect")?.getAttribute("fill"),
      ink: document.querySelector("svg > g")?.getAttribute("fill"),
      names: [...document.querySelectorAll("text")]
        .map((it) => it.textContent)
        .filter((it) => /^S\d$/.test(it ?? "")),
      fonts: new Set(
        [...document.querySelectorAll("text")].map((it) => getComputedStyle(it).fontFamily),
      ).size,
      font: getComputedStyle(document.querySelector("text") as Element).fontFamily,
      unseen: [...document.querySelectorAll("text")].filter(
        (it) => it.textContent && it.getBoundingClientRect().width === 0,
      ).length,
      outside: [...document.querySelectorAll("svg > g, svg text")].filter((it) => {
        const { right, left, bottom } = it.getBoundingClientRect();
        const whole = document.documentElement.getBoundingClientRect();
        return left < whole.left - 1 || right > whole.right + 1 || bottom > whole.bottom + 1;
      }).length,
    }));
    expect(seen.problem).toBeUndefined();
    expect([seen.ground, seen.ink]).toEqual([paper, ink]);
    // Each server is in the cluster, in the logs and in the diagram.
    expect(seen.names.filter((it) => it === "S7")).toHaveLength(3);
    expect(seen.outside).toBe(0);
    // One family for all, which ends with one that every reader has.
    expect(seen.fonts).toBe(1);
    expect(seen.font).toMatch(/sans-serif$/);
    expect(seen.unseen).toBe(0);
  }
  expect(await open("image/png", png.content)).toBe("image/png");
  const pixels = await alone.evaluate(async () => {
    const image = document.querySelector("img") as HTMLImageElement;
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const colors = new Set<string>();
    for (let at = 0; at < data.length; at += 4) colors.add([...data.slice(at, at + 3)].join());
    return { width: image.naturalWidth, corner: [...data.slice(0, 4)], colors: colors.size };
  });
  expect(pixels.width).toBe(1440);
  // The dark ground, opaque; and there is something on it.
  expect(pixels.corner).toEqual([0x17, 0x18, 0x1b, 255]);
  expect(pixels.colors).toBeGreaterThan(50);
  expect(new Set(requests)).toEqual(new Set([new URL("picture", site).href]));
});

test("a picture of a violation says it, and shows what is committed in the run", async ({
  page,
}) => {
  const playground = await openShare(page, "#scenario=figure-8-unsafe&t=300");
  const shown = await playground.root.locator(".headline .violated span").textContent();
  await choose(playground, "SVG picture");
  const svg = (await savedBy(playground, "Save")).content.toString();
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(texts.join(" ")).toContain(shown);
  // S1 and S5, and the entry of each.
  expect(texts.filter((text) => text === "!")).toHaveLength(4);
  const { root } = playground;
  const dashed = await root.locator(".logs .cell.entry:not([data-in-run])").count();
  expect(dashed).toBe(1);
  const bodies = svg.match(/<rect [^>]*stroke-dasharray[^>]*>/g);
  expect(bodies).toHaveLength(dashed);
});

test("a picture that moves is the same alone, and rests for who wants little motion", async ({
  page,
  context,
  site,
}) => {
  const playground = await openShare(page, "#scenario=first-election&t=260&speed=1/10");
  const digest = await playground.digest();
  await choose(playground, "SVG picture");
  const end = await savedBy(playground, "Save");
  const longest = await watchTasks(page);
  await choose(playground, "Animated picture");
  await dialogOf(playground).getByRole("checkbox", { name: "Space-time diagram" }).check();
  await dialogOf(playground).getByRole("spinbutton", { name: /^From/ }).fill("150");
  await dialogOf(playground).getByRole("spinbutton", { name: /^From/ }).press("Tab");
  await expect(dialogOf(playground).locator("img")).toHaveAttribute("src", /^blob:/);
  const { task } = await longest();
  test.info().annotations.push({ type: "longest task, ms", description: String(task) });
  const moving = await savedBy(playground, "Save");
  expect(moving.name).toMatch(/150-260-ms\.svg$/);
  expect(moving.content.length).toBeLessThan(1_000_000);
  // The run that is shown is where it was.
  expect(await playground.digest()).toBe(digest);
  // No segment ends before it begins.
  await dialogOf(playground).getByRole("spinbutton", { name: /^to/ }).fill("100");
  await dialogOf(playground).getByRole("spinbutton", { name: /^to/ }).press("Tab");
  await expect(dialogOf(playground).getByRole("spinbutton", { name: /^to/ })).toHaveValue("260");

  const alone = await context.newPage();
  const requests: string[] = [];
  alone.on("request", (request) => requests.push(request.url()));
  const url = new URL("moving.svg", site).href;
  await alone.route(url, (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: moving.content }),
  );
  // All that is seen at a share of the animation.
  const seenAt = async (share: number) => {
    await alone.evaluate((at) => {
      for (const animation of document.getAnimations()) {
        animation.pause();
        const { duration = 0 } = animation.effect?.getComputedTiming() ?? {};
        animation.currentTime = Number(duration) * at;
      }
    }, share);
    return alone.evaluate(shownViews);
  };
  await alone.emulateMedia({ reducedMotion: "no-preference" });
  await alone.goto(url);
  expect(await alone.evaluate(() => document.getAnimations().length)).toBeGreaterThan(20);
  // A hundred milliseconds at a tenth of their speed, and then it rests for 1.5 s.
  const shareOf = (time: number) => ((time - 150) * 10 + 1) / (1100 + 1500);
  const moments = [150, 205, 260];
  const shown = [];
  for (const time of moments) shown.push(await seenAt(shareOf(time)));
  expect(await seenAt(0.99)).toEqual(shown.at(-1));
  await alone.emulateMedia({ reducedMotion: "reduce" });
  expect(await alone.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(await seenAt(0)).toEqual(shown.at(-1));
  expect(new Set(requests)).toEqual(new Set([url]));

  // Each instant looks as the picture of that moment does.
  const stills = [];
  for (const time of moments.slice(0, -1)) {
    await page.goto("about:blank");
    await openShare(page, `#scenario=first-election&t=${time}`);
    await choose(playground, "SVG picture");
    stills.push(await savedBy(playground, "Save"));
  }
  for (const [at, still] of [...stills, end].entries()) {
    await openPicture(alone, site, "image/svg+xml", still.content);
    expect(shown[at], `${moments[at]} ms`).toEqual(await alone.evaluate(shownViews));
  }
});

/** Runs in a picture: the words that are seen in the cluster and the logs, and where they are, to some pixels. */
function shownViews(): string[] {
  const views = [...document.querySelectorAll("svg > g[transform]")].slice(0, 2);
  return views
    .flatMap((view) => [...view.querySelectorAll("text")])
    .filter((it) => it.textContent && getComputedStyle(it).visibility === "visible")
    .map((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      const place = [x + width / 2, y + height / 2].map((it) => Math.round(it / 4) * 4);
      return `${it.textContent?.trim()} at ${place}`;
    })
    .sort();
}

test("the dialog is used with the keyboard, and keeps nobody out", async ({ page }) => {
  const playground = await openPlayground(page, { autoplay: 0 });
  await playground.keepsPast();
  const button = playground.button("Share");
  await button.focus();
  await page.keyboard.press("Enter");
  const dialog = dialogOf(playground);
  await expect(dialog.getByRole("tab", { name: "Link" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("tab", { name: "Frame" })).toBeFocused();
  await expect(preview(playground)).toHaveValue(/<iframe/);
  await expectAccessible(page);
  await page.keyboard.press("End");
  await expect(dialog.getByRole("tab", { name: "Trace" })).toBeFocused();
  await expect(preview(playground)).toHaveValue(/^\{"v":1,"ev":"init"/);
  await page.keyboard.press("ArrowUp");
  await expect(dialog.locator("img")).toBeVisible();
  await expectAccessible(page);
  // The playground's own keys are not pressed in it.
  const now = await playground.now();
  await page.keyboard.press("Home");
  await page.keyboard.press(".");
  expect(await playground.now()).toBe(now);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test("a long link is told from one that every chat takes", async ({ page }) => {
  const playground = await openShare(page);
  await expect(dialogOf(playground).getByText(/^\d+ characters$/)).toBeVisible();
  await page.keyboard.press("Escape");
  const lines = Array.from(
    { length: 400 },
    (_, at) => `at ${at} client "set k${(at * 7919) % 997} ${(at * 104_729) % 9973}"`,
  );
  await playground.root.evaluate(
    (it, text) => (it as HTMLElement & { openText(text: string): Promise<void> }).openText(text),
    `raft 1\n${lines.join("\n")}\n`,
  );
  await playground.button("Share").click();
  await expect(
    dialogOf(playground).getByText(/some chats cut links of more than 2,000/),
  ).toBeVisible();
});

test("strange words are text in every preview", async ({ page }) => {
  const words = `</textarea><img src=x onerror=alert(1)></script><b>\u202e שלום \u200b`;
  const text = `raft 1\ntitle "${words}" zh "${words}"\nservers 3\nat 0 client "set ${words.replaceAll(" ", "")} 1"\n`;
  const playground = await openShare(page, `#s=t1.${encodeURIComponent(text)}&t=100`);
  for (const kind of ["Frame", "Element", "Markdown", "Scenario", "SVG picture", "PNG picture"]) {
    await choose(playground, kind);
    await expect(dialogOf(playground).locator("textarea, img").first()).toBeVisible();
    expect(await dialogOf(playground).locator("b, script, [onerror]").count(), kind).toBe(0);
    const areDrawn = () =>
      dialogOf(playground)
        .locator("img")
        .evaluateAll((all) => all.every((it) => (it as HTMLImageElement).naturalWidth > 0));
    await expect.poll(areDrawn, kind).toBe(true);
  }
});
