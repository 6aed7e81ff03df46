// Whether what is written in the drawings can be read: no label lies on another one, on a server, on a message's
// mark, or under a sign, and none is cut off. Lines may pass beneath a label that has a halo. Messages may cross
// each other and the links.

import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openPlayground } from "./playground.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Of twenty scenarios a moment at which much is to be seen at once. */
const MOMENTS: [name: string, at: number][] = [
  ["first-election", 300],
  ["split-vote", 400],
  ["command-step-by-step", 300],
  ["leader-crash", 700],
  ["old-leader-returns", 700],
  ["slow-follower", 1200],
  ["spinning-follower", 3500],
  ["figure-7", 250],
  ["figure-7-by-run", 245],
  ["repair-by-length", 140],
  ["repair-by-term", 140],
  ["figure-8-safe", 900],
  ["figure-8-unsafe", 400],
  ["pre-vote", 2380],
  ["noop", 300],
  ["sending-pipelined", 400],
  ["broken-commit-at-once", 140],
  ["broken-quorum", 1055],
  ["broken-consistency-check", 200],
  ["broken-vote-memory", 200],
];
/** After so many, Figure 8 has lost messages of all kinds, and has come to its violation. */
const STEPS = 40;
/** With OVERLAP=all every built-in scenario, at its end and in between. */
const isAll = process.env.OVERLAP === "all";

const SIZES = [
  [1440, 900],
  [1280, 720],
  [1024, 768],
  [768, 1024],
  [390, 844],
] as const;

test("no label lies on another, on a server or on a message, and none is cut off", async ({
  page,
}) => {
  test.setTimeout(isAll ? 900_000 : 120_000);
  const playground = await openPlayground(page, { autoplay: 0, lang: "en" });
  await playground.keepsPast();
  const moments = isAll ? await allMoments(page) : MOMENTS;
  const found: string[] = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    const some = { 1280: ["en"], 1024: ["en"], 768: ["zh"] }[width as number] ?? ["en", "zh"];
    for (const lang of isAll ? ["en", "zh"] : some) {
      await playground.root.evaluate((element, to) => element.setAttribute("lang", to), lang);
      for (const [name, at] of moments) {
        await open(page, name, at);
        const collisions = await page.evaluate(collide);
        found.push(...collisions.map((it) => `${name} at ${at}, ${width} px, ${lang}: ${it}`));
      }
    }
  }
  expect(found).toEqual([]);
});

test("what was lost lies on nothing, step by step", async ({ page }) => {
  test.slow();
  const playground = await openPlayground(page, { autoplay: 0, lang: "en" });
  await playground.keepsPast();
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, "figure-8-unsafe", 0);
  const found: string[] = [];
  let lost = 0;
  for (let step = 1; step <= STEPS; step++) {
    await playground.button("One event forward").click();
    await page.evaluate(drawn);
    lost += await playground.root.locator(".lost").count();
    found.push(...(await page.evaluate(collide)).map((it) => `after ${step} steps: ${it}`));
  }
  expect(lost, "nothing was lost").toBeGreaterThan(10);
  expect(found).toEqual([]);
});

test("a sign goes with what it was on", async ({ page }) => {
  const playground = await openPlayground(page, { autoplay: 0, lang: "en" });
  await playground.keepsPast();
  const signs = playground.root.locator("[data-culprit], .sign-culprit");
  await open(page, "broken-commit-at-once", 200);
  await expect(signs).not.toHaveCount(0);
  // Entries that are drawn later are drawn on what those before have left.
  await open(page, "leader-crash", 0);
  await open(page, "leader-crash", 900);
  await expect(playground.entries(/entry 1, .*/)).not.toHaveCount(0);
  await expect(signs).toHaveCount(0);
});

/** Runs in the page: drawn, and what follows in a frame of its own, too. */
async function drawn(): Promise<void> {
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
}

async function open(page: Page, name: string, at: number): Promise<void> {
  await page.evaluate(
    async ([scenario, time]) => {
      const playground = document.querySelector("raft-playground");
      await playground?.openLink(`#scenario=${scenario}&t=${time}`);
    },
    [name, at] as const,
  );
  await page.evaluate(drawn);
}

/** Of every built-in scenario three moments, the last one its end. */
async function allMoments(page: Page): Promise<[string, number][]> {
  const files = readdirSync(new URL("../../crates/raft-scenario/scenarios/", import.meta.url));
  const moments: [string, number][] = [];
  for (const file of files) {
    const name = file.replace(".raft", "");
    await open(page, name, 0);
    const end = await page.evaluate(
      () => document.querySelector("raft-playground")?.session?.run?.end() ?? 0,
    );
    for (const share of [0.35, 0.7, 1]) moments.push([name, Math.round(end * share)]);
  }
  return moments;
}

/** Runs in the page: what lies on what, in words. */
function collide(): string[] {
  const root = document.querySelector("raft-playground")?.shadowRoot as ShadowRoot;
  const found: string[] = [];
  const boxes = new Map<Element, DOMRect>();
  /** Nothing moves meanwhile. */
  const boxOf = (element: Element): DOMRect => {
    const box = boxes.get(element) ?? element.getBoundingClientRect();
    boxes.set(element, box);
    return box;
  };
  const shows = (element: Element) => {
    const { visibility, opacity } = getComputedStyle(element);
    return boxOf(element).width > 0 && visibility !== "hidden" && opacity !== "0";
  };
  /** Boxes of text have room above and below the letters. */
  const hit = (one: DOMRect, other: DOMRect) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
  /** A text without that room. */
  const letters = (text: Element) => {
    const { x, y, width, height } = boxOf(text);
    return new DOMRect(x, y + height * 0.22, width, height * 0.56);
  };
  const touch = (one: DOMRect, other: DOMRect) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.5;
  /** A sign has an edge, half of which is outside of its shape. */
  const withEdge = ({ x, y, width, height }: DOMRect) =>
    new DOMRect(x - 1, y - 1, width + 2, height + 2);
  const points = new Map<Element, DOMPoint[]>();
  /** Along a line, two pixels apart. */
  const pointsOf = (line: SVGGeometryElement): DOMPoint[] => {
    const known = points.get(line);
    if (known) return known;
    const matrix = line.getScreenCTM() ?? undefined;
    const all = Array.from({ length: Math.ceil(line.getTotalLength() / 2) }, (_, at) =>
      line.getPointAtLength(at * 2).matrixTransform(matrix),
    );
    points.set(line, all);
    return all;
  };
  /** Does a line pass through a box? */
  const crosses = (line: SVGGeometryElement, box: DOMRect) =>
    touch(boxOf(line), box) &&
    pointsOf(line).some(
      ({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom,
    );
  const hasHalo = (text: Element) => {
    const { paintOrder, stroke, strokeWidth } = getComputedStyle(text);
    return paintOrder.startsWith("stroke") && stroke !== "none" && parseFloat(strokeWidth) >= 3;
  };
  const isBelow = (line: Element, text: Element) =>
    (line.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  /** From where on a part of the drawing is shown: the window of the diagram is within it. */
  const window = (part: SVGElement, edge: DOMRect) => {
    const inner = part.ownerSVGElement as SVGSVGElement;
    const at = inner.ownerSVGElement ? inner.x.baseVal.value : 0;
    return edge.left + at;
  };
  const owner = (element: Element) => element.closest("[data-target]");
  const says = (text: Element) => `“${text.textContent?.trim()}”`;
  for (const drawing of root.querySelectorAll("svg:is(.cluster, .logs, .spacetime-plot)")) {
    const edge = boxOf(drawing);
    // On a phone, the others wait behind their tabs.
    if (!drawing.checkVisibility({ visibilityProperty: true }) || edge.left >= innerWidth) continue;
    const texts = [...drawing.querySelectorAll<SVGTextElement>("text")].filter(
      (text) => text.textContent?.trim() && shows(text) && boxOf(text).right > window(text, edge),
    );
    const shapes = [
      ...drawing.querySelectorAll(
        ".server .disc, .message .outline, .message .glyph, .lost .outline",
      ),
    ].filter(shows);
    const signs = [...drawing.querySelectorAll<SVGElement>("[class^='sign-'] circle")].filter(
      (sign) => shows(sign) && boxOf(sign).right > window(sign, edge),
    );
    const lines = [
      ...drawing.querySelectorAll<SVGGeometryElement>(".flight .way, path.link"),
    ].filter(shows);
    const messages = shapes.filter((shape) => shape.closest(".message"));
    for (const lost of drawing.querySelectorAll(".lost .outline")) {
      const under = messages.filter((message) => touch(boxOf(lost), boxOf(message)));
      found.push(
        ...under.map((it) => `a lost one lies on ${owner(it)?.getAttribute("data-target")}`),
      );
    }
    for (const [at, text] of texts.entries()) {
      const box = boxOf(text);
      for (const other of texts.slice(at + 1)) {
        if (hit(box, boxOf(other))) found.push(`${says(text)} lies on ${says(other)}`);
      }
      for (const shape of shapes) {
        if (owner(shape) !== owner(text) && hit(box, boxOf(shape))) {
          const what = owner(shape)?.getAttribute("data-target") ?? "a lost message";
          found.push(`${says(text)} lies on ${what}`);
        }
      }
      const core = letters(text);
      for (const sign of signs) {
        if (!sign.parentElement?.contains(text) && touch(core, withEdge(boxOf(sign)))) {
          found.push(`${says(text)} lies under ${sign.parentElement?.getAttribute("class")}`);
        }
      }
      const cell = text.closest(".cell")?.querySelector(".body");
      const below = cell ? boxOf(cell).bottom - core.bottom : 3;
      if (below < 3 && cell && boxOf(cell).height > 20) {
        found.push(`${says(text)} lies on the edge of its cell`);
      }
      const left = window(text, edge);
      const isOnSign = text.closest("[class^='sign-']") !== null;
      for (const line of lines) {
        // Lines end where the window does.
        if (isOnSign || box.right < window(line, edge) || !crosses(line, core)) continue;
        const what = owner(line)?.getAttribute("data-target") ?? "a link";
        if (!isBelow(line, text)) found.push(`${says(text)} lies under the line of ${what}`);
        else if (!hasHalo(text)) found.push(`${says(text)} has no halo, over the line of ${what}`);
      }
      const isWithin = box.left < edge.right && box.right > left;
      const isCut = box.left < left - 1 || box.right > edge.right + 1;
      if (isWithin && isCut) found.push(`${says(text)} is cut off`);
    }
  }
  return found;
}
