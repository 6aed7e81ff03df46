// The address bar follows the run that is shown, and the run follows the address bar. Only the page
// does this: a playground inside another page leaves its address alone.

import { USUAL_SPEED } from "../ui/options.ts";
import { leadsToLesson, leadsToRun, runPart, speedOf, withRun } from "./fragment.ts";

/** What a playground's `raft-change` event tells. */
export interface RunChange {
  /**
   * `leaving`: another run is about to be opened. `opened`: it is there now. `changed`: this run is
   * another one, is played or paused, or is at another moment or speed.
   */
  what: "leaving" | "opened" | "changed";
}

/** A playground, as far as its address is concerned. */
export interface LinkedPlayground extends EventTarget {
  /** What leads to the run that is shown, without a moment; nothing while that is not known. */
  readonly link: string | undefined;
  /** The moment that is shown, in milliseconds, and whether time passes. */
  readonly session: { readonly now: number; readonly playing: boolean } | undefined;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** Opens what a link leads to; what is wrong with a bad one, the playground says. */
  openLink(fragment: string): Promise<void>;
  /** Begins a run as the attributes have it. */
  begin(): Promise<void>;
}

/** The parts of the browser that this is about: a test has others. */
export interface Browser {
  readonly location: Pick<Location, "hash" | "href">;
  readonly history: Pick<History, "pushState" | "replaceState">;
  addEventListener(type: "popstate", listener: () => void): void;
}

/** Nothing is written before the run has been left alone so long: browsers allow only so much. */
const REST_MS = 1000;

export class AddressBar {
  readonly #playground: LinkedPlayground;
  readonly #browser: Browser;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Was a run opened whose link is not known yet? */
  #isPushDue = false;
  /** Is what happens the doing of the address bar itself? */
  #isFollowing = false;

  constructor(playground: LinkedPlayground, browser: Browser = window) {
    this.#playground = playground;
    this.#browser = browser;
    playground.addEventListener("raft-change", (event) => {
      this.#take((event as CustomEvent<RunChange>).detail.what);
    });
    browser.addEventListener("popstate", () => void this.open());
    // What is said beside the run comes after what is said before the `#`.
    playground.speed = speedOf(browser.location.hash) ?? playground.speed;
    // A link that could not be read stays to be looked at; in the run of another, one may have moved.
    if (!leadsToRun(browser.location.hash) || this.#isNamed) this.#writeSoon();
  }

  /** Opens what the address leads to. */
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
      // While it plays, no moment is the one that is shown.
      const { session } = this.#playground;
      this.#write(session?.playing ? undefined : session?.now);
    }, REST_MS);
  }

  /** The same place in the history has another address. */
  #write(time: number | undefined): void {
    clearTimeout(this.#timer);
    const url = this.#url(time);
    if (url !== this.#browser.location.href) this.#browser.history.replaceState(null, "", url);
  }

  /** One can go back from a run to the one before. */
  #push(): void {
    clearTimeout(this.#timer);
    const { link } = this.#playground;
    this.#isPushDue = link === undefined;
    if (link === undefined) return;
    if (this.#isNamed) this.#write(undefined);
    else this.#browser.history.pushState(null, "", this.#url(undefined));
  }

  /** Does the address lead to the run that is shown? */
  get #isNamed(): boolean {
    const run = runPart(this.#browser.location.hash).replace(/&?t=[^&]*/, "");
    return run === this.#playground.link;
  }

  #url(time: number | undefined): string {
    const { href, hash } = this.#browser.location;
    const { link } = this.#playground;
    if (link === undefined) return href;
    const shown = { time, speed: this.#playground.speed };
    return `${href.split("#", 1)[0]}#${withRun(hash, link, shown, this.#usualSpeed)}`;
  }

  /** The speed that the address says before its `#`. */
  get #usualSpeed(): number {
    return speedOf(new URL(this.#browser.location.href).search) ?? USUAL_SPEED;
  }
}
