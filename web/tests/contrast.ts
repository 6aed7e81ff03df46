// Whether text can be read against what is really behind it, pixel by pixel: what axe cannot tell where something
// overlaps, where the text is part of a drawing, or where it is a single character.

import { expect, type Page } from "@playwright/test";

/** Text that is hard to read. */
interface Faint {
  text: string;
  class: string;
  contrast: number;
}

/** Expects that all text that is seen has the contrast that WCAG 2.2 asks for (1.4.3). */
export async function expectReadable(page: Page): Promise<void> {
  // What still moves differs for another reason.
  await expect(async () => {
    expect(await faintTexts(page)).toEqual([]);
  }).toPass({ timeout: 5_000 });
}

/** Compares two pictures, with text and without: where they differ there is text, and the second one has what is behind it. */
export async function faintTexts(page: Page): Promise<Faint[]> {
  await page.evaluate(restyle, HIDDEN);
  const behind = await picture(page);
  await page.evaluate(restyle, SHOWN);
  const shown = await picture(page);
  await page.evaluate(restyle, "");
  return page.evaluate(findFaint, [shown, behind] as const);
}

/** A shadow falls on what is half covered anyway. */
const SHOWN = "* { transition: none !important; box-shadow: none !important; }";

const HIDDEN = `${SHOWN}
  *, ::placeholder { -webkit-text-fill-color: transparent !important; }
  text, tspan { fill: transparent !important; }`;

const picture = async (page: Page): Promise<string> =>
  (await page.screenshot({ scale: "css", animations: "disabled" })).toString("base64");

/** Runs in the page: adds styles everywhere, instead of those that were added before. */
function restyle(styles: string): void {
  const held = window as unknown as { added?: CSSStyleSheet };
  held.added?.replaceSync(styles);
  if (held.added) return;
  const sheet = new CSSStyleSheet();
  held.added = sheet;
  sheet.replaceSync(styles);
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) roots.push(shadowRoot);
    root.adoptedStyleSheets.push(sheet);
  }
}

/** Runs in the page. */
async function findFaint([shown, behind]: readonly [string, string]): Promise<Faint[]> {
  const pixelsOf = async (png: string) => {
    const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no canvas");
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  const [front, back] = [await pixelsOf(shown), await pixelsOf(behind)];
  const linear = (part = 0) =>
    part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  const luminance = ({ data }: ImageData, at: number) =>
    0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
  /** Of a pixel: 1 where there is no text. */
  const contrastAt = (at: number) => {
    const [one, other] = [luminance(front, at), luminance(back, at)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };
  /** Letters have soft edges, and thin ones little else: what counts is where they are at their strongest. */
  const contrastIn = ({ left, top, right, bottom }: DOMRect) => {
    const contrasts: number[] = [];
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(front.height, bottom); y++) {
      for (let x = Math.max(0, Math.floor(left)); x < Math.min(front.width, right); x++) {
        const contrast = contrastAt((y * front.width + x) * 4);
        if (contrast > 1.05) contrasts.push(contrast);
      }
    }
    contrasts.sort((a, b) => b - a);
    // Where letters are, they cover a tenth of the room: less than half of that is hidden, or cut off.
    const isSeen = contrasts.length > Math.max(4, (right - left) * (bottom - top) * 0.05);
    return isSeen ? contrasts[Math.min(2, contrasts.length >> 6)] : undefined;
  };

  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) roots.push(shadowRoot);
  }
  const every = (selector: string) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const covers = every(":popover-open, :modal, .drawer");
  /** What is below something else may have that one's letters in its place. */
  const isCovered = (element: Element, rect: DOMRect) =>
    covers.some((cover) => {
      if (cover.contains(element)) return false;
      const { left, right, top, bottom } = cover.getBoundingClientRect();
      const isBeside =
        rect.right < left || rect.left > right || rect.bottom < top || rect.top > bottom;
      return cover.matches(":modal") || !isBeside;
    });

  const faint: Faint[] = [];
  const look = (element: Element, text: string, rects: Iterable<DOMRect>) => {
    const style = getComputedStyle(element);
    if (element.closest(":disabled, [aria-disabled=true]") || !element.checkVisibility()) return;
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700);
    for (const rect of rects) {
      const contrast = isCovered(element, rect) ? undefined : contrastIn(rect);
      if (contrast === undefined || contrast >= (isLarge ? 3 : 4.5)) continue;
      const name = element.getAttribute("class") ?? element.localName;
      faint.push({ text, class: name, contrast: Math.round(contrast * 100) / 100 });
    }
  };
  for (const element of every("*")) {
    if (element.matches("input, select, textarea")) {
      look(element, element.localName, [element.getBoundingClientRect()]);
    }
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      look(element, node.textContent.trim(), range.getClientRects());
    }
  }
  return faint;
}
