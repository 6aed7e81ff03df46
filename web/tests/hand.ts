// Performs actions as a user does: with a mouse, by the keyboard alone, or by touch. Every step is counted.

import { expect, type Locator, type Page } from "@playwright/test";

export type Way = "mouse" | "keyboard" | "touch";

/** The least width and height of a touch area, in pixels. */
const LEAST_TARGET = 44;

export class Hand {
  readonly way: Way;
  readonly #page: Page;
  #steps = 0;

  constructor(page: Page, way: Way) {
    this.#page = page;
    this.way = way;
  }

  /** The number of steps so far: clicks, taps or keys, and texts typed. */
  get steps(): number {
    return this.#steps;
  }

  /** Clicks or taps something; what is tapped must be large enough for a finger. */
  async on(thing: Locator): Promise<void> {
    expect(this.way).not.toBe("keyboard");
    this.#steps += 1;
    if (this.way === "mouse") return thing.click();
    await this.#isLarge(thing);
    await thing.tap();
  }

  /** Clicks or taps a slider at a value. */
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

  /** Opens a server's menu by keys. */
  async menuOf(id: number): Promise<void> {
    await this.press(String(id), "Enter");
    await expect(this.#page.getByRole("menuitem").first()).toBeFocused();
  }

  /** Presses keys one after the other. */
  async press(...keys: string[]): Promise<void> {
    expect(this.way).toBe("keyboard");
    for (const key of keys) {
      this.#steps += 1;
      await this.#page.keyboard.press(key);
    }
  }

  /** Types a text letter by letter. */
  async type(text: string): Promise<void> {
    this.#steps += 1;
    await this.#page.keyboard.type(text);
  }

  /** Replaces the text in the focused field. */
  async write(text: string): Promise<void> {
    this.#steps += 1;
    await this.#page.keyboard.press("Control+a");
    await this.#page.keyboard.insertText(text);
  }
}

/** The size of the touch area; that of a thing in a drawing is larger than the thing. */
async function hitBox(thing: Locator): Promise<{ width: number; height: number }> {
  return thing.evaluate((element) => {
    const hit = element.querySelector(":scope > .hit") ?? element.closest("label") ?? element;
    const { width, height } = hit.getBoundingClientRect();
    return { width, height };
  });
}
