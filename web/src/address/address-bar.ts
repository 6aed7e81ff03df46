// The address bar follows the run that is shown, and the run follows the address bar. Only the page
// does this: a playground inside another page leaves its address alone.

import { USUAL_SPEED } from "../ui/options.ts";
import { leadsToLesson, leadsToRun, runPart, speedOf, withRun } from "./fragment.ts";

/** The detail of a playground's `raft-change` event. */
export interface RunChange {
  /**
   * `leaving`: another run is about to be opened. `opened`: another run has been opened. `changed`: the
   * future of this run has changed, it was played or paused, or it is at another moment or speed.
   */
  what: "leaving" | "opened" | "changed";
}

/** What the address bar needs of a playground. */
export interface LinkedPlayground extends EventTarget {
  /** The link to the run that is shown, without a moment; `undefined` until it is known. */
  readonly link: string | undefined;
  /** The moment that is shown, in milliseconds, and whether time passes. */
  readonly session: { readonly now: number; readonly playing: boolean } | undefined;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** Opens a link, given as its fragment. If it is bad, the playground shows why. */
  openLink(fragment: string): Promise<void>;
  /** Begins a run with the seed and the servers of the attributes. */
  begin(): Promise<void>;
}

/** The parts of the browser that the address bar uses; tests substitute them. */
export interface Browser {
  readonly location: Pick<Location, "hash" | "href">;
  readonly history: Pick<History, "pushState" | "replaceState">;
  addEventListener(type: "popstate", listener: () => void): void;
}

/**
 * How long the run must be left alone before the address is written, in real milliseconds: browsers limit how
 * often that may be done.
 */
const REST_MS = 1000;

export class AddressBar {
  readonly #playground: LinkedPlayground;
  readonly #browser: Browser;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether a run was opened whose link is not known yet. */
  #isPushDue = false;
  /** Whether the address bar itself is opening a run. */
  #isFollowing = false;

  constructor(playground: LinkedPlayground, browser: Browser = window) {
    this.#playground = playground;
    this.#browser = browser;
    playground.addEventListener("raft-change", (event) => {
      this.#take((event as CustomEvent<RunChange>).detail.what);
    });
    browser.addEventListener("popstate", () => void this.open());
    // The speed in the fragment overrides the one before the `#`.
    playground.speed = speedOf(browser.location.hash) ?? playground.speed;
    // A link that could not be read stays in the address. If it was read, the moment may have changed.
    if (!leadsToRun(browser.location.hash) || this.#isNamed) this.#writeSoon();
  }

  /** Opens the run of the address. */
  async open(): Promise<void> {
    const { hash } = this.#browser.location;
    clearTimeout(this.#timer);
    if (leadsToLesson(hash)) return;
    this.#isFollowing = true;
    this.#isPushDue = false;
    try {
      this.#playground.speed = speedOf(hash) ?? this.#usualSpeed;
      if (leadsToRun(hash)) await this.#playground.openLink(runPart(hash));
      else await this.#playground.begin();
    } finally {
      this.#isFollowing = false;
    }
  }

  #take(what: RunChange["what"]): void {
    if (this.#isFollowing || leadsToLesson(this.#browser.location.hash)) return;
    if (what === "leaving") this.#write(this.#playground.session?.now);
    else if (what === "opened" || this.#isPushDue) this.#push();
    else this.#writeSoon();
  }

  #writeSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (leadsToLesson(this.#browser.location.hash)) return;
      // A playing run has no fixed moment to link to.
      const { session } = this.#playground;
      this.#write(session?.playing ? undefined : session?.now);
    }, REST_MS);
  }

  /** Replaces the address of the current history entry. */
  #write(time: number | undefined): void {
    clearTimeout(this.#timer);
    const url = this.#url(time);
    if (url !== this.#browser.location.href) this.#browser.history.replaceState(null, "", url);
  }

  /** Adds a history entry, so that the reader can go back to the run before. */
  #push(): void {
    clearTimeout(this.#timer);
    const { link } = this.#playground;
    this.#isPushDue = link === undefined;
    if (link === undefined) return;
    if (this.#isNamed) this.#write(undefined);
    else this.#browser.history.pushState(null, "", this.#url(undefined));
  }

  /** Whether the address leads to the run that is shown. */
  get #isNamed(): boolean {
    const run = runPart(this.#browser.location.hash).replace(/(^|&)t=[^&]*/, "");
    return run === this.#playground.link;
  }

  #url(time: number | undefined): string {
    const { href, hash } = this.#browser.location;
    const { link } = this.#playground;
    if (link === undefined) return href;
    const shown = { time, speed: this.#playground.speed };
    return `${href.split("#", 1)[0]}#${withRun(hash, link, shown, this.#usualSpeed)}`;
  }

  /** The speed that the address gives before its `#`, or the default. */
  get #usualSpeed(): number {
    return speedOf(new URL(this.#browser.location.href).search) ?? USUAL_SPEED;
  }
}
