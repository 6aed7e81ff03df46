// A foreign page with playgrounds in it, served beside the built page.

import { expect, type Locator, type Page } from "@playwright/test";
import type { PlaygroundEventType } from "../src/embed/events.ts";
import type { RaftPlaygroundElement } from "../src/embed/host-element.ts";

/** The policy of a strict host. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

interface HostPage {
  body: string;
  /** The style sheet of the page. */
  css?: string;
  policy?: string;
  /** Attributes of the root. */
  root?: string;
}

/** Opens a page of this content; `host.css` and `host.js` are its only other files. */
export async function openHost(
  page: Page,
  site: string,
  { body, css = "", policy = STRICT, root = 'lang="en"' }: HostPage,
): Promise<void> {
  const html = `<!doctype html><html ${root}><head><meta charset="utf-8"><title>A post</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="host.css">
<script type="module" src="host.js"></script>
<script type="module" src="../embed/raft-playground.js"></script>
</head><body>${body}</body></html>`;
  const send = (url: string, type: string, text: string) =>
    page.route(`${site}host/${url}`, (route) =>
      route.fulfill({
        contentType: `${type}; charset=utf-8`,
        headers: { "content-security-policy": policy },
        body: text,
      }),
    );
  await send("", "text/html", html);
  await send("host.css", "text/css", css);
  await send("host.js", "text/javascript", RECORDER);
  await page.goto("./host/");
}

/** Records the events of the page's playgrounds, and every requested animation frame. */
const RECORDER = `
const told = [];
const frames = { count: 0 };
Object.assign(window, { told, frames });
for (const embedded of document.querySelectorAll("raft-playground")) {
  for (const type of ["ready", "timechange", "violation", "expectation", "select", "error"]) {
    embedded.addEventListener(type, (event) =>
      told.push({ type, id: embedded.id, detail: event.detail ?? event.message }));
  }
}
const request = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) => { frames.count += 1; return request(callback); };
`;

interface Told {
  type: PlaygroundEventType;
  id: string;
  detail: unknown;
}

/** The recorded events of the page's playgrounds. */
export const told = (page: Page, type: PlaygroundEventType): Promise<Told[]> =>
  page.evaluate(
    (wanted) => (window as unknown as { told: Told[] }).told.filter(({ type }) => type === wanted),
    type,
  );

/** The number of requested animation frames. */
export const framesOf = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { frames: { count: number } }).frames.count);

export class EmbeddedOnPage {
  readonly root: Locator;

  constructor(root: Locator) {
    this.root = root;
  }

  /** The playground inside the element. */
  get live(): Locator {
    return this.root.locator("raft-playground-embedded");
  }

  get leader(): Locator {
    return this.live.getByRole("button", { name: /^Server S\d: leader/ });
  }

  server(id: number): Locator {
    return this.live.getByRole("button", { name: new RegExp(`^Server S${id}:`) });
  }

  button(name: string | RegExp): Locator {
    return this.live.getByRole("button", { name });
  }

  async isAwake(): Promise<void> {
    // In any language.
    await expect(this.live.locator('.area-cluster [data-target="server:1"]')).toBeVisible();
  }

  evaluate<T, A>(
    how: (element: RaftPlaygroundElement, argument: A) => T | Promise<T>,
    argument?: A,
  ): Promise<T> {
    type How = (element: Element, argument: unknown) => T | Promise<T>;
    return this.root.evaluate(how as unknown as How, argument);
  }
}
