// Whether a finger hits what it means: on a phone, whatever can be pressed has an area of 44 by 44 pixels, in every
// state of the page. A link within a sentence has 24, and that far to the next.

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { bring, LANGUAGES, openPage, speak, statesAt } from "./panel-states.ts";

const PHONE = { width: 390, height: 844 };

test.use({ hasTouch: true, isMobile: true, viewport: PHONE });

/** Together they have every kind of thing that can be pressed; with PANELS=all, every state in both languages. */
const COVERING =
  /^(violation|expectations|asked in the diagram|scenarios|text syntax|rules chosen|network|more|server menu|why violated|transcript|share svg|lesson task|side by side)$/;

test("a finger hits whatever can be pressed", async ({ page }) => {
  const states = statesAt(PHONE.width).filter(
    ({ name }) => process.env.PANELS === "all" || COVERING.test(name),
  );
  const languages = process.env.PANELS === "all" ? LANGUAGES : (["en"] as const);
  test.setTimeout(60_000 + states.length * languages.length * 10_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const opened = await openPage(page);
  const small = new Map<string, string>();
  for (const lang of languages) {
    await speak(page, lang);
    for (const state of states) {
      await bring(opened, state);
      for (const [what, area] of await measure(page)) {
        if (!small.has(what)) small.set(what, `${area} in ${state.name}`);
      }
    }
  }
  expect([...small]).toEqual([]);
});

test("a tap beside a mark of the timeline means it, and one on the line the line", async ({
  page,
}) => {
  const opened = await openPage(page, "&lang=en");
  await opened.link("#scenario=figure-8-unsafe&t=300");
  const now = () =>
    page.evaluate(() => document.querySelector("raft-playground")?.session?.now ?? Number.NaN);
  const mark = opened.find(".timeline .violation");
  const box = await mark.boundingBox();
  const track = await opened.find(".timeline .track").boundingBox();
  if (!box || !track) throw new Error("no timeline");
  await opened.link("#scenario=figure-8-unsafe&t=100");
  const beside = box.x + box.width / 2 + 16;
  await page.touchscreen.tap(beside, box.y + box.height / 2);
  await expect.poll(now).toBe(300);
  await page.touchscreen.tap(beside, track.y + 29);
  await expect.poll(now).toBeGreaterThan(310);
});

/** What is smaller than a finger, and how large it is. */
function measure(page: Page): Promise<[what: string, area: string][]> {
  return page.evaluate(() => {
    const host = document.querySelector("raft-playground") as HTMLElement;
    const root = host.shadowRoot as ShadowRoot;
    const PRESSED =
      "button, a[href], select, input, textarea, summary, .cluster :is(.server, .client)";
    // As high as a line of the text that they stand beside, and the list of expectations has the same.
    const EXCEPT = [".signs button"];
    /** What is over all else for a moment, as menus are. */
    const PASSING = ".toast, .notice, .ask-box > .problem";
    const liesOver = (top: Element, thing: Element) => {
      const over = top.closest(`[popover], dialog, ${PASSING}`);
      return over !== null && !over.contains(thing);
    };
    /** Of things of one kind at one place, the first ones are measured. */
    const MOST_ALIKE = 3;
    const seen = new Map<string, number>();
    const found: [string, string][] = [];
    const hits = (x: number, y: number) => {
      let top = document.elementFromPoint(x, y);
      if (top?.shadowRoot) top = top.shadowRoot.elementFromPoint(x, y);
      return top;
    };
    /** From the middle of a thing as far as a finger still hits it; nothing where it does not. */
    const sizeOf = (thing: Element): [width: number, height: number] => {
      const area = thing.closest("label") ?? thing;
      const { left, top, width, height } = thing.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const isHit = (x: number, y: number) => {
        const at = hits(x, y);
        return at !== null && (area.contains(at) || liesOver(at, thing));
      };
      if (!isHit(x, y)) return [0, 0];
      const reach = (dx: number, dy: number) => {
        let far = 0;
        while (far < 40 && isHit(x + dx * (far + 1), y + dy * (far + 1))) far += 1;
        return far;
      };
      return [reach(-1, 0) + reach(1, 0) + 1, reach(0, -1) + reach(0, 1) + 1];
    };
    for (const thing of [
      ...document.querySelectorAll(PRESSED),
      ...root.querySelectorAll(PRESSED),
    ]) {
      if (!thing.checkVisibility({ visibilityProperty: true })) continue;
      const around = thing.parentElement;
      const place = `${around?.getAttribute("class") || around?.localName} > ${thing.localName}.${thing.classList}`;
      const alike = (seen.get(place) ?? 0) + 1;
      seen.set(place, alike);
      if (alike > MOST_ALIKE) continue;
      const least = thing.matches("p > .term") ? 24 : 43;
      const isLarge = () => sizeOf(thing).every((size) => size >= least);
      if (isLarge()) continue;
      // It may be at the edge of what can be scrolled.
      thing.scrollIntoView({ behavior: "instant", block: "center", inline: "center" });
      const [width, height] = sizeOf(thing);
      // Something else lies over it: it is not to be pressed now.
      if (width === 0 || isLarge() || EXCEPT.some((it) => thing.matches(it))) continue;
      const name = thing.getAttribute("aria-label") ?? thing.textContent?.trim();
      found.push([place, `${width} × ${height} (${name?.slice(0, 30)})`]);
    }
    return found;
  });
}
