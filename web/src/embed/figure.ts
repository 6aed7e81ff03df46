// A playground in another page, as that page asks for it: the same for the element and for a frame.

import type { Session } from "../engine/session.ts";
import { type EmbedWords, loadEmbedWords } from "../i18n/embed.ts";
import { languageOf } from "../i18n/language.ts";
import type { RunContext } from "../run/run-context.ts";
import { Later } from "../ui/later.ts";
import type { FigureViolation, Tell } from "./events.ts";
import type { LivePlayground } from "./live-playground.ts";
import { type BadOption, type FigureOptions, isMoment, USUAL_VIEWS, VIEWS } from "./options.ts";

type After = typeof import("./after-view.ts");

/** Where the views are in the playground. */
const PANELS = {
  cluster: "area-cluster",
  logs: "area-logs",
  spacetime: "area-spacetime",
  details: "side",
} as const;

export class Figure {
  readonly #playground: LivePlayground;
  readonly #tell: Tell;
  /** The parts that follow the first view. */
  readonly #after = new Later<After>(
    () => import("./after-view.ts"),
    (reason) => this.#tell("error", reason),
  );
  /** Tells what happens in the run. */
  #watch: InstanceType<After["Watch"]> | undefined;
  #openLink: InstanceType<After["OpenLink"]> | undefined;
  /** The page that the link leads to. */
  #home: string;
  #options: FigureOptions = {};

  /** `home` is the address of the page with the whole playground. */
  constructor(playground: LivePlayground, home: string, tell: Tell) {
    this.#playground = playground;
    this.#home = home;
    this.#tell = tell;
    playground.home = home;
    // The link to a run is known a little later than the run.
    playground.addEventListener("raft-change", () => this.#openLink?.update());
    playground.listener = {
      drawn: (session) => this.#drawn(session),
      refused: (why) => tell("error", why),
    };
  }

  /** The moment that is shown, in virtual milliseconds. */
  get time(): number {
    return this.#run.session?.now ?? 0;
  }

  get isPlaying(): boolean {
    return this.#run.session?.playing ?? false;
  }

  /** The run as a scenario; nothing until that is written. */
  get text(): string | undefined {
    return this.#run.parts.value?.text;
  }

  /** The violations of the run, as far as it has been played. */
  get violations(): FigureViolation[] {
    const { session } = this.#run;
    return (session && this.#watch?.violations(session)) ?? [];
  }

  /** Looks as these options say. What is to be shown, `open` is told. */
  apply(options: FigureOptions, bad: readonly BadOption[]): void {
    this.#options = options;
    const playground = this.#playground;
    playground.theme = options.theme ?? "auto";
    playground.lang = options.lang ?? "";
    playground.readonly = options.readonly ?? false;
    playground.autoplay = options.autoplay ?? true;
    if (options.speed !== undefined) playground.speed = options.speed;
    playground.home = isWebAddress(options.home) ? options.home : this.#home;
    for (const option of bad) {
      void this.#words().then((words) => this.#tell("error", words.badOption(option)));
    }
  }

  /** Puts the parts that only a figure has into the playground, once that has drawn its frame. */
  async dress(): Promise<void> {
    await this.#playground.updateComplete;
    const frame = this.#run.root.querySelector<HTMLElement>(".playground");
    if (!frame) return;
    const shown = this.#options.view ?? USUAL_VIEWS;
    for (const view of VIEWS) {
      const panel = frame.querySelector<HTMLElement>(`.${PANELS[view]}`);
      if (panel) panel.hidden = !shown.includes(view);
    }
    this.#run.parts.value?.viewsChanged();
    this.#playground.dataset.views = shown.join(" ");
    this.#playground.dataset.count = String(shown.length);
    await this.#drawLink();
  }

  /** Draws the way to the page, once that is loaded. */
  async #drawLink(): Promise<void> {
    const { value } = this.#after;
    const frame = this.#run.root.querySelector(".playground");
    if (!value || !frame) return;
    this.#openLink ??= new value.OpenLink(frame, () => this.link);
    this.#openLink.draw(await this.#words());
  }

  /** Begins a run as the options have it. */
  async begin(): Promise<void> {
    const { seed, servers } = this.#options;
    this.#playground.seed = seed;
    this.#playground.servers = servers;
    this.#playground.isFree = true;
    await this.#playground.begin();
    const { problem } = this.#run;
    if (problem) this.#tell("error", problem.message);
    await this.#playground.updateComplete;
  }

  /** Opens a built-in scenario, at a moment if one is named, in virtual milliseconds. */
  openBuiltin(name: string, at: number | undefined): Promise<void> {
    const moment = at === undefined ? "" : `&t=${at}`;
    return this.openLink(`scenario=${encodeURIComponent(name)}${moment}`);
  }

  /** Opens what a link leads to: what follows its `#`. */
  async openLink(fragment: string): Promise<void> {
    await this.#run.openLink(fragment);
    await this.#opened();
  }

  /** Opens a scenario's text, at a moment if one is named, in virtual milliseconds. */
  async openText(text: string, at: number | undefined): Promise<void> {
    await this.#run.parts.with((parts) => parts.openOrSay(text, at));
    if (!this.#run.session) await this.begin();
    await this.#opened();
  }

  /** Gives the playground the focus, without scrolling. */
  focus(): void {
    this.#run.root.querySelector<HTMLElement>(".playground")?.focus({ preventScroll: true });
  }

  play(): void {
    this.#run.session?.play();
    this.#run.show(undefined);
  }

  pause(): void {
    this.#run.session?.pause();
    this.#run.show(undefined);
  }

  /** Goes to a moment, in virtual milliseconds, and stays there. Rejects when there is no such moment. */
  async seek(ms: number): Promise<void> {
    if (!isMoment(ms)) throw new RangeError((await this.#words()).noTime(String(ms)));
    await this.#run.parts.with(() => {});
    const { session } = this.#run;
    if (!session) return;
    await session.keepPast();
    session.pause();
    const arriving = session.seek(ms);
    this.#run.show(undefined);
    await arriving;
    this.#run.show(undefined);
  }

  /** The address of the page with this run at this moment, at this speed, as far as that is known. */
  get link(): string {
    const home = this.#playground.home ?? this.#home;
    return this.#after.value?.momentLink(home, this.#run) ?? home;
  }

  get #run(): RunContext {
    return this.#playground.context;
  }

  #words(): Promise<EmbedWords> {
    const { lang, parentElement } = this.#playground;
    const around = parentElement?.closest<HTMLElement>("[lang]")?.lang;
    return loadEmbedWords(languageOf(lang, around, navigator.language));
  }

  /** Whoever names a moment sees it, unless the run is to play from there. */
  async #opened(): Promise<void> {
    const { t, autoplay } = this.#options;
    if (t !== undefined && autoplay === true) this.play();
    await this.#playground.updateComplete;
  }

  #drawn(session: Session): void {
    if (!session.moving) this.#openLink?.update();
    if (this.#watch) this.#watch.look(session, this.#run.selected);
    else {
      void this.#after.with(({ Watch }) => {
        this.#watch ??= new Watch(this.#tell);
        void this.#drawLink();
        this.#run.show(this.#run.selected);
      });
    }
  }
}

/** Whether the text is an address that a link may lead to. */
function isWebAddress(text: string | undefined): text is string {
  if (text === undefined || !URL.canParse(text, document.baseURI)) return false;
  return /^https?:$/.test(new URL(text, document.baseURI).protocol);
}
