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
  // Moving things also differ between the two pictures.
  await expect(async () => {
    expect(await faintTexts(page)).toEqual([]);
  }).toPass({ timeout: 5_000 });
}

/**
 * Compares two pictures, with and without text: where they differ there is text, and the second shows what is
 * behind it.
 */
export async function faintTexts(page: Page): Promise<Faint[]> {
  await page.evaluate(restyle, HIDDEN);
  const behind = await picture(page);
  await page.evaluate(restyle, SHOWN);
  const shown = await picture(page);
  await page.evaluate(restyle, "");
  return page.evaluate(findFaint, [shown, behind] as const);
}

/** Without shadows, which fall on text that is half covered anyway. */
const SHOWN = "* { transition: none !important; box-shadow: none !important; }";

const HIDDEN = `${SHOWN}
  *, ::placeholder { -webkit-text-fill-color: transparent !important; }
  text, tspan { fill: transparent !important; }`;

const picture = async (page: Page): Promise<string> =>
  (await page.screenshot({ scale: "css", animations: "disabled" })).toString("base64");

/** Runs in the page: adds styles everywhere, replacing those added before. */
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
  /** The linear light of each value of a colour channel. */
  const linear = Array.from({ length: 256 }, (_, part) =>
    part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  type Color = readonly number[];
  const luminance = ([red = 0, green = 0, blue = 0]: Color) =>
    0.2126 * (linear[red] ?? 0) + 0.7152 * (linear[green] ?? 0) + 0.0722 * (linear[blue] ?? 0);
  const contrast = (one: number, other: number) =>
    (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const pixel = ({ data }: ImageData, at: number): Color => [...data.subarray(at, at + 3)];
  const [frontPixels, backPixels] = [front, back].map(({ data }) => new Uint32Array(data.buffer));
  /**
   * The pixel with a text's strongest contrast, and that contrast; `undefined` where the text is not visible.
   */
  const strongestIn = ({ left, top, right, bottom }: DOMRect) => {
    const found: { at: number; contrast: number }[] = [];
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(front.height, bottom); y++) {
      for (let x = Math.max(0, Math.floor(left)); x < Math.min(front.width, right); x++) {
        const nth = y * front.width + x;
        if (frontPixels?.[nth] === backPixels?.[nth]) continue;
        const at = nth * 4;
        const here = contrast(luminance(pixel(front, at)), luminance(pixel(back, at)));
        if (here > 1.05) found.push({ at, contrast: here });
      }
    }
    found.sort((one, other) => other.contrast - one.contrast);
    // Letters cover about a tenth of their rectangle; with less than half of that, the text is hidden or cut
    // off.
    const isSeen = found.length > Math.max(4, (right - left) * (bottom - top) * 0.05);
    return isSeen ? found[Math.min(2, found.length >> 6)] : undefined;
  };
  const painter = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!painter) throw new Error("no canvas");
  /** The colour of an element's letters on a background, according to its styles. */
  const colorOn = (ground: Color, element: Element): Color => {
    const isEmpty = element.matches(":placeholder-shown");
    const style = getComputedStyle(element, isEmpty ? "::placeholder" : undefined);
    painter.globalAlpha = 1;
    painter.fillStyle = `rgb(${ground.join(" ")})`;
    painter.fillRect(0, 0, 1, 1);
    for (let at: Element | null = element; at; at = at.parentElement) {
      painter.globalAlpha *= Number(getComputedStyle(at).opacity);
    }
    painter.fillStyle = element instanceof SVGElement ? style.fill : style.color;
    painter.fillRect(0, 0, 1, 1);
    return pixel(painter.getImageData(0, 0, 1, 1), 0);
  };
  /**
   * The contrast in the picture; thin letters have mostly soft edges, so theirs may be the contrast according
   * to the styles.
   */
  const contrastIn = (rect: DOMRect, element: Element) => {
    const strongest = strongestIn(rect);
    if (!strongest) return undefined;
    const ground = pixel(back, strongest.at);
    const byStyles = contrast(luminance(colorOn(ground, element)), luminance(ground));
    return Math.max(strongest.contrast, byStyles);
  };

  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) roots.push(shadowRoot);
  }
  const every = (selector: string) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const covers = every(":popover-open, :modal, .drawer");
  /** Where an element is covered, the letters in its place may belong to what covers it. */
  const isCovered = (element: Element, rect: DOMRect) =>
    covers.some((cover) => {
      if (cover.contains(element)) return false;
      const { left, right, top, bottom } = cover.getBoundingClientRect();
      const isBeside =
        rect.right < left || rect.left > right || rect.bottom < top || rect.top > bottom;
      return cover.matches(":modal") || !isBeside;
    });

  /** What is scrolled out of the part it is in cannot be seen, whatever else is there. */
  const isScrolledOut = (element: Element, rect: DOMRect) => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowY === "visible") continue;
      const { left, right, top, bottom } = at.getBoundingClientRect();
      const isIn = rect.right > left && rect.left < right && rect.bottom > top && rect.top < bottom;
      if (!isIn) return true;
    }
    return false;
  };

  const faint: Faint[] = [];
  const look = (element: Element, text: string, rects: Iterable<DOMRect>) => {
    const style = getComputedStyle(element);
    if (element.closest(":disabled, [aria-disabled=true]") || !element.checkVisibility()) return;
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700);
    for (const rect of rects) {
      if (isCovered(element, rect) || isScrolledOut(element, rect)) continue;
      const found = contrastIn(rect, element);
      if (found === undefined || found >= (isLarge ? 3 : 4.5)) continue;
      const name = element.getAttribute("class") ?? element.localName;
      faint.push({ text, class: name, contrast: Math.round(found * 100) / 100 });
    }
  };
  for (const element of every("*")) {
    if (element.matches("input, select, textarea")) {
      look(element, element.localName, [element.getBoundingClientRect()]);
    }
    for (const node of element.childNodes) {
      // A text without letters and digits is a sign.
      if (node.nodeType !== Node.TEXT_NODE || !/[\p{L}\p{N}]/u.test(node.textContent ?? ""))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      look(element, node.textContent?.trim() ?? "", range.getClientRects());
    }
  }
  return faint;
}
