// What can be done with a playground, what it tells, and its link to the whole page. Loaded after its first view.

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
  /** What opens a run, if anything does: what is asked for meanwhile is done to that run. */
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

  /** The run as a scenario; nothing until that is written. */
  get text(): string | undefined {
    return this.#embedded.run.parts.value?.text;
  }

  /** The violations of the run, as far as it has been played. */
  get violations(): PlaygroundViolation[] {
    const { session } = this.#embedded.run;
    return session ? this.#watch.violations(session) : [];
  }

  /** The address of the page with this run at this moment, at this speed, as far as that is known. */
  get link(): string {
    const { home, options, run } = this.#embedded;
    return momentLink(isWebAddress(options.home) ? options.home : home, run);
  }

  /** Looks as other options say; those that make no sense are told. */
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

  /** Opens what the options name: a scenario, a text that was fetched or written, or a run without a name. */
  open(text: string | undefined): Promise<void> {
    const { scenario, src, t } = this.#embedded.options;
    if (src === undefined && scenario !== undefined) return this.openBuiltin(scenario, t);
    return text === undefined ? this.#embedded.begin() : this.openText(text, t);
  }

  /** Opens a built-in scenario, at a moment if one is named, in virtual milliseconds. */
  openBuiltin(name: string, at: number | undefined): Promise<void> {
    const moment = at === undefined ? "" : `&t=${at}`;
    return this.openLink(`scenario=${encodeURIComponent(name)}${moment}`);
  }

  /** Opens what a link leads to: what follows its `#`. */
  openLink(fragment: string): Promise<void> {
    return this.#openWith(() => this.#embedded.run.openLink(fragment));
  }

  /** Opens a scenario's text, at a moment if one is named, in virtual milliseconds. */
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

  /** Goes to a moment, in virtual milliseconds, and stays there. Rejects when there is no such moment. */
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

  /** The run has been drawn. */
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

  /** Whoever names a moment sees it, unless the run is to play from there. */
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
