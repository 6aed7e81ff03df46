// How somebody does something: with a mouse, by the keyboard alone, or by touch. Every step is counted.

import { expect, type Locator, type Page } from "@playwright/test";

export type Way = "mouse" | "keyboard" | "touch";

/** The least width and height of what a finger can hit, in pixels. */
const LEAST_TARGET = 44;

export class Hand {
  readonly way: Way;
  readonly #page: Page;
  #steps = 0;

  constructor(page: Page, way: Way) {
    this.#page = page;
    this.way = way;
  }

  /** How many there have been: clicks, taps or keys, and texts that were typed. */
  get steps(): number {
    return this.#steps;
  }

  /** A click, or a tap on what is large enough for a finger. */
  async on(thing: Locator): Promise<void> {
    expect(this.way).not.toBe("keyboard");
    this.#steps += 1;
    if (this.way === "mouse") return thing.click();
    await this.#isLarge(thing);
    await thing.tap();
  }

  /** A click or a tap on a slider, at a value. */
  async slide(slider: Locator, value: number): Promise<void> {
    expect(this.way).not.toBe("keyboard");
    this.#steps += 1;
    if (this.way === "touch") await this.#isLarge(slider);
    const { width, height } = await hitBox(slider);
    const most = await slider.evaluate((element) => Number((element as HTMLInputElement).max));
    const position = { x: (width * value) / most, y: height / 2 };
    if (this.way === "mouse") await slider.click({ position });
    else await slider.tap({ position });
  }

  async #isLarge(thing: Locator): Promise<void> {
    await expect(thing).toBeVisible();
    const { width, height } = await hitBox(thing);
    expect(Math.min(width, height), `${thing}: smaller than a finger`).toBeGreaterThanOrEqual(
      LEAST_TARGET - 0.5,
    );
  }

  /** The keys that open a server's menu. */
  async menuOf(id: number): Promise<void> {
    await this.press(String(id), "Enter");
    await expect(this.#page.getByRole("menuitem").first()).toBeFocused();
  }

  /** One key after the other. */
  async press(...keys: string[]): Promise<void> {
    expect(this.way).toBe("keyboard");
    for (const key of keys) {
      this.#steps += 1;
      await this.#page.keyboard.press(key);
    }
  }

  /** Letter by letter. */
  async type(text: string): Promise<void> {
    this.#steps += 1;
    await this.#page.keyboard.type(text);
  }

  /** Puts a text where the focus is, instead of the one that is there. */
  async write(text: string): Promise<void> {
    this.#steps += 1;
    await this.#page.keyboard.press("Control+a");
    await this.#page.keyboard.insertText(text);
  }
}

/** What can be hit: of a thing in a drawing, an area around it. */
async function hitBox(thing: Locator): Promise<{ width: number; height: number }> {
  return thing.evaluate((element) => {
    const hit = element.querySelector(":scope > .hit") ?? element.closest("label") ?? element;
    const { width, height } = hit.getBoundingClientRect();
    return { width, height };
  });
}
