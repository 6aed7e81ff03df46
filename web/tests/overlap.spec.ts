// Whether what is written in the drawings can be read: no label lies on another one, on a server, or on
// a message's mark, and none is cut off. Messages may cross each other and the links.

import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { openPlayground } from "./playground.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Moments at which much is to be seen at once. */
const MOMENTS: [name: string, at: number][] = [
  ["first-election", 300],
  ["first-election", 700],
  ["split-vote", 400],
  ["figure-7", 250],
  ["figure-8-safe", 300],
  ["figure-8-unsafe", 400],
];
/** With OVERLAP=all every built-in scenario, at its end and in between. */
const isAll = process.env.OVERLAP === "all";

const SIZES = [
  [1440, 900],
  [1280, 720],
  [768, 1024],
  [390, 844],
] as const;

test("no label lies on another, on a server or on a message, and none is cut off", async ({
  page,
}) => {
  test.setTimeout(isAll ? 900_000 : 60_000);
  const playground = await openPlayground(page, { autoplay: 0, lang: "en" });
  await playground.keepsPast();
  const moments = isAll ? await allMoments(page) : MOMENTS;
  const found: string[] = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const lang of isAll ? ["en", "zh"] : width === 1440 || width === 390 ? ["zh"] : ["en"]) {
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

async function open(page: Page, name: string, at: number): Promise<void> {
  await page.evaluate(
    async ([scenario, time]) => {
      const playground = document.querySelector("raft-playground");
      await playground?.openLink(`#scenario=${scenario}&t=${time}`);
      // Drawn, and what follows in a frame of its own, too.
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    },
    [name, at] as const,
  );
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
  const boxOf = (element: Element) => element.getBoundingClientRect();
  const shows = (element: Element) => {
    const { visibility, opacity } = getComputedStyle(element);
    return boxOf(element).width > 0 && visibility !== "hidden" && opacity !== "0";
  };
  /** Boxes of text have room above and below the letters. */
  const hit = (one: DOMRect, other: DOMRect) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
  const owner = (element: Element) => element.closest("[data-target]");
  const says = (text: Element) => `“${text.textContent?.trim()}”`;
  for (const drawing of root.querySelectorAll(
    ".area-cluster svg, .area-logs svg, .area-spacetime svg",
  )) {
    const edge = boxOf(drawing);
    // On a phone, the others wait behind their tabs.
    if (!drawing.checkVisibility({ visibilityProperty: true }) || edge.left >= innerWidth) continue;
    const texts = [...drawing.querySelectorAll("text")].filter(
      (text) => text.textContent?.trim() && shows(text),
    );
    const shapes = [
      ...drawing.querySelectorAll(".server .disc, .message .outline, .message .glyph"),
    ].filter(shows);
    for (const [at, text] of texts.entries()) {
      const box = boxOf(text);
      for (const other of texts.slice(at + 1)) {
        if (hit(box, boxOf(other))) found.push(`${says(text)} lies on ${says(other)}`);
      }
      for (const shape of shapes) {
        if (owner(shape) !== owner(text) && hit(box, boxOf(shape))) {
          found.push(`${says(text)} lies on ${owner(shape)?.getAttribute("data-target")}`);
        }
      }
      const isWithin = box.left < edge.right && box.right > edge.left;
      const isCut = box.left < edge.left - 1 || box.right > edge.right + 1;
      if (isWithin && isCut) found.push(`${says(text)} is cut off`);
    }
  }
  return found;
}
