// The actions on a playground, its events, and its link to the whole page. Loaded after its first view.

import type { Session } from "../engine/session.ts";
import { type EmbedWords, loadEmbedWords } from "../i18n/embed.ts";
import { languageOf } from "../i18n/language.ts";
import { adopt } from "../theme/css.ts";
import actionStyles from "./actions.css?inline";
import type { EmbeddedPlayground } from "./embedded-playground.ts";
import type { PlaygroundViolation } from "./events.ts";
import { momentLink } from "./moment-link.ts";
import { OpenLink } from "./open-link.ts";
import { type BadOption, isMoment, type PlaygroundOptions } from "./options.ts";
import { Watch } from "./watch.ts";

export class PlaygroundActions {
  readonly #embedded: EmbeddedPlayground;
  readonly #watch: Watch;
  readonly #link: OpenLink;
  /** The opening of a run, if one is in progress; later actions wait for it. */
  #opening: Promise<void> | undefined;

  constructor(embedded: EmbeddedPlayground) {
    const { playground, run } = embedded;
    this.#embedded = embedded;
    this.#watch = new Watch(embedded.tell);
    adopt(run.root, actionStyles);
    this.#link = new OpenLink(run.root.querySelector(".playground") as Element, () => this.link);
    // The link to a run is known a little later than the run.
    playground.addEventListener("raft-change", () => this.#link.update());
    void this.#draw();
  }

  /** The moment that is shown, in virtual milliseconds. */
  get time(): number {
    return this.#embedded.time;
  }

  get isPlaying(): boolean {
    return this.#embedded.run.session?.playing ?? false;
  }

  /** The run as a scenario; `undefined` until that is written. */
  get text(): string | undefined {
    return this.#embedded.run.parts.value?.text;
  }

  /** The violations of the run, as far as it has been played. */
  get violations(): PlaygroundViolation[] {
    const { session } = this.#embedded.run;
    return session ? this.#watch.violations(session) : [];
  }

  /** The address of the page with this run, moment and speed, as far as they are known. */
  get link(): string {
    const { home, options, run } = this.#embedded;
    return momentLink(isWebAddress(options.home) ? options.home : home, run);
  }

  /** Applies changed options; invalid ones are reported as errors. */
  async change(options: PlaygroundOptions, bad: readonly BadOption[]): Promise<void> {
    await this.#embedded.apply(options);
    this.#embedded.run.parts.value?.viewsChanged();
    await this.#draw();
    await this.tellBad(bad);
  }

  async tellBad(bad: readonly BadOption[]): Promise<void> {
    const words = await this.#words();
    for (const { name, value, wanted } of bad) {
      this.#embedded.tell("error", words.badOption(name, value, wanted));
    }
  }

  /**
   * Opens what the options name: a built-in scenario, a text that was fetched or is in the element, or else a
   * run from the attributes.
   */
  open(text: string | undefined): Promise<void> {
    const { scenario, src, t } = this.#embedded.options;
    if (src === undefined && scenario !== undefined) return this.openBuiltin(scenario, t);
    return text === undefined ? this.#embedded.begin() : this.openText(text, t);
  }

  /** Opens a built-in scenario, at a moment in virtual milliseconds if one is given. */
  openBuiltin(name: string, at: number | undefined): Promise<void> {
    const moment = at === undefined ? "" : `&t=${at}`;
    return this.openLink(`scenario=${encodeURIComponent(name)}${moment}`);
  }

  /** Opens a link, given as its fragment (what follows the `#`). */
  openLink(fragment: string): Promise<void> {
    return this.#openWith(() => this.#embedded.run.openLink(fragment));
  }

  /** Opens a scenario's text, at a moment in virtual milliseconds if one is given. */
  openText(text: string, at: number | undefined): Promise<void> {
    const { run } = this.#embedded;
    return this.#openWith(async () => {
      await run.parts.with((parts) => parts.openOrSay(text, at));
      if (!run.session) await this.#embedded.begin();
    });
  }

  #openWith(open: () => Promise<void>): Promise<void> {
    const opening = open().then(() => this.#opened());
    this.#opening = opening.catch(() => {});
    return opening;
  }

  /** Gives the playground the focus, without scrolling. */
  focus(): void {
    const { root } = this.#embedded.run;
    root.querySelector<HTMLElement>(".playground")?.focus({ preventScroll: true });
  }

  async play(): Promise<void> {
    await this.#opening;
    this.#play();
  }

  async pause(): Promise<void> {
    await this.#opening;
    this.#embedded.run.session?.pause();
    this.#embedded.run.show(undefined);
  }

  /**
   * Goes to a moment, in virtual milliseconds, and pauses there. Rejects with a RangeError when no run can
   * have such a moment.
   */
  async seek(ms: number): Promise<void> {
    if (!isMoment(ms)) throw new RangeError((await this.#words()).noTime(String(ms)));
    await this.#opening;
    const { run } = this.#embedded;
    await run.parts.with(() => {});
    const { session } = run;
    if (!session) return;
    await session.keepPast();
    session.pause();
    const arriving = session.seek(ms);
    run.show(undefined);
    await arriving;
    run.show(undefined);
  }

  /** Called after the run has been drawn. */
  drawn(session: Session): void {
    if (!session.moving) this.#link.update();
    this.#watch.look(session, this.#embedded.run.selected);
  }

  async #draw(): Promise<void> {
    this.#link.update();
    this.#link.draw(await this.#words());
  }

  #words(): Promise<EmbedWords> {
    const { lang, parentElement } = this.#embedded.playground;
    const around = parentElement?.closest<HTMLElement>("[lang]")?.lang;
    return loadEmbedWords(languageOf(lang, around, navigator.language));
  }

  /** A run opened at a moment stays paused there, unless `autoplay` asks to play on. */
  async #opened(): Promise<void> {
    const { options, playground } = this.#embedded;
    if (options.t !== undefined && options.autoplay === true) this.#play();
    await playground.updateComplete;
  }

  #play(): void {
    this.#embedded.run.session?.play();
    this.#embedded.run.show(undefined);
  }
}

/** Whether the text is an address that a link may lead to. */
function isWebAddress(text: string | undefined): text is string {
  if (text === undefined || !URL.canParse(text, document.baseURI)) return false;
  return /^https?:$/.test(new URL(text, document.baseURI).protocol);
}
