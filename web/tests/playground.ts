// The playground as a user operates it: by the texts on things, by clicks and keys.

import { expect, type Locator, type Page } from "@playwright/test";
import type { RaftPlayground } from "../src/raft-playground.ts";

export interface PlaygroundOptions {
  seed?: number;
  servers?: number;
  /** Virtual milliseconds per real one. */
  speed?: number | string;
  autoplay?: 0 | 1;
  lang?: string;
}

/** Opens the page; by default at real speed and always with the same run. */
export async function openPlayground(
  page: Page,
  options: PlaygroundOptions = {},
): Promise<Playground> {
  const query = new URLSearchParams({ seed: "7", speed: "1" });
  for (const [name, value] of Object.entries(options)) query.set(name, String(value));
  await page.goto(`./?${query}`);
  const playground = new Playground(page, page.locator("raft-playground"));
  await playground.server(1).waitFor();
  return playground;
}

export class Playground {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page, root: Locator) {
    this.page = page;
    this.root = root;
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole("button", { name });
  }

  server(id: number): Locator {
    return this.button(new RegExp(`^Server S${id}:`));
  }

  /** The servers that are leader. */
  get leader(): Locator {
    return this.button(/^Server S\d: leader/);
  }

  async leaderId(): Promise<number> {
    await expect(this.leader).toHaveCount(1);
    const name = await this.leader.getAttribute("aria-label");
    return Number(/S(\d)/.exec(name ?? "")?.[1]);
  }

  /** The entries of all logs that match a description: "entry 1, term 1: set x 1, committed". */
  entries(description: string | RegExp): Locator {
    const text = description instanceof RegExp ? description.source : description;
    return this.root.locator("[aria-label]").and(this.button(new RegExp(`^S\\d, ${text}$`)));
  }

  get menu(): Locator {
    return this.root.getByRole("menu");
  }

  get alert(): Locator {
    return this.root.getByRole("alert");
  }

  /** Opens a thing's menu and chooses from it. */
  async choose(thing: Locator, item: string | RegExp): Promise<void> {
    await thing.click();
    await this.menu.getByRole("menuitem", { name: item }).click();
    await expect(this.menu).toBeHidden();
  }

  /** Waits until there is a timeline, and the run can be wound back. */
  async keepsPast(): Promise<void> {
    // The timeline is loaded when the reader touches the playground.
    await this.root.dispatchEvent("pointerover");
    await this.root.getByRole("slider", { name: "Position in the run" }).waitFor();
    await this.page.waitForFunction(
      (element) => (element as RaftPlayground).session?.run !== undefined,
      await this.root.elementHandle(),
    );
  }

  /** A fingerprint of the whole world. */
  digest(): Promise<string | undefined> {
    return this.root.evaluate((element) => (element as RaftPlayground).session?.run?.digest());
  }

  /** The moment that is shown, in milliseconds. */
  now(): Promise<number> {
    return this.root.evaluate((element) => (element as RaftPlayground).session?.now ?? Number.NaN);
  }

  async send(command: string): Promise<void> {
    await this.root.getByRole("textbox", { name: "Command" }).fill(command);
    await this.button("Send").click();
  }

  /** The ledger's line for a command. */
  answer(command: string): Locator {
    return this.root.locator(".ledger li").filter({ hasText: command });
  }

  /** Steps forward event by event until `thing` is there. */
  async stepUntil(thing: Locator): Promise<void> {
    for (let steps = 0; steps < 400; steps++) {
      if ((await thing.count()) > 0) return;
      await this.button("One event forward").click();
    }
    throw new Error(`400 events and no ${thing}`);
  }
}
