// The parts of the playground that know the whole run: its timeline, its space-time diagram, its
// text, its links, and the scenarios. Loaded after the first view, with the module that keeps the past.

import { html, type TemplateResult } from "lit/html.js";
import type { RuleView } from "../../generated/raft_timeline.js";
import { runPart, scenarioName, withRun } from "../address/fragment.ts";
import { type BadLink, showNotice } from "../address/notice.ts";
import { loadTimeline, type TimelineEngine } from "../engine/engine.ts";
import { Session } from "../engine/session.ts";
import { ExpectationsPanel } from "../expectations/expectations-panel.ts";
import { lineSigns } from "../expectations/model.ts";
import type { Catalogue } from "../i18n/catalogue.ts";
import { loadRunWords, type RunWords } from "../i18n/run.ts";
import { type ScenarioChoice, scenarioMenu } from "../scenarios/menu.ts";
import { Spacetime } from "../spacetime/spacetime.ts";
import { TextPanel } from "../text/text-panel.ts";
import { adopt } from "../theme/css.ts";
import { Timeline } from "../timeline/timeline.ts";
import { Later } from "../ui/later.ts";
import type { MenuModel, Offer } from "../ui/menu-model.ts";
import { isCalm } from "../ui/options.ts";
import { ProgressBar } from "../ui/progress.ts";
import acted from "../view/acted.css?inline";
import { notDrawn } from "../view/crowd.ts";
import "../view/lost.ts";
import type { Moment, Target } from "../view/types.ts";
import type { Question } from "../why/question.ts";
import { Changes } from "./changes.ts";
import { travelCommand } from "./keys.ts";
import { SessionSource } from "./sources.ts";

/** What they need of the playground they belong to. */
export interface RunHost extends HTMLElement {
  readonly session: Session | undefined;
  readonly selected: Target | undefined;
  /** What has happened, in a few sentences. */
  news: string | undefined;
  readonly t: Catalogue;
  /** The address of the page that links lead to. */
  readonly home: string | undefined;
  /** Does a new run play by itself, unless the reader wants little motion? */
  readonly autoplay: boolean;
  /** Virtual milliseconds per real one. */
  readonly speed: number;
  /** Shows this run instead, from its first event on if it is to play. */
  adopt(session: Session, play: boolean): void;
  /** Shows the session as it is now, with this selected. */
  show(target: Target | undefined): void;
  /** Begins a run for which nothing is planned. */
  restart(seed: "same" | "fresh"): void;
  openMenu<C>(model: MenuModel<C>, choose: (choice: C) => void, anchor: Element): void;
  /** Says a sentence that nobody should miss. */
  say(sentence: string): void;
}

/** This long after a change, the text is written again. */
const REST_MS = 300;

export class RunParts {
  readonly #host: RunHost;
  readonly #timeline: Timeline;
  readonly #spacetime: Spacetime;
  readonly #text: TextPanel;
  readonly #expectations: ExpectationsPanel;
  /** What the text was signed with last. */
  #signed: unknown;
  readonly #progress: ProgressBar;
  readonly #more: HTMLElement;
  readonly #notice: HTMLElement;
  readonly #changes: Changes;
  readonly #judge = new Later(
    async () => (await import("../judge/judge-parts.ts")).JudgeParts.load(this.#host, this),
    (reason) => this.#host.say(reason),
  );
  #engine: TimelineEngine;
  #words: RunWords;
  #language: string;
  #session: Session | undefined;
  #source: SessionSource | undefined;
  /** The session that is moving to the module that keeps its past. */
  #keeping: Session | undefined;
  #written: unknown;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Rejects when the module, or the words, cannot be loaded. */
  static async load(host: RunHost): Promise<RunParts> {
    const { language } = host.t;
    const [engine, words] = await Promise.all([loadTimeline(), loadRunWords(language)]);
    const parts = new RunParts(host, engine, words, language);
    parts.draw();
    // Not awaited: the timeline need not wait for it.
    parts.#judge.soon(() => host.show(host.selected));
    return parts;
  }

  private constructor(host: RunHost, engine: TimelineEngine, words: RunWords, language: string) {
    this.#host = host;
    this.#engine = engine;
    this.#words = words;
    this.#language = language;
    this.#changes = new Changes(host);
    const { timeline, spacetime, text, notice, progress, more } = places(
      host.shadowRoot as ShadowRoot,
    );
    this.#notice = notice;
    adopt(notice, acted);
    this.#progress = new ProgressBar(progress);
    this.#more = more;
    const say = () => this.#words;
    this.#timeline = new Timeline(timeline, say, {
      goTo: (time) => this.goTo(time, undefined),
      stepBack: () => this.stepBack(),
      stepForward: () => this.#stepForward(),
      undo: () => this.#rewrite("undo"),
      redo: () => this.#rewrite("redo"),
      copyLink: () => void this.#copyLink(),
    });
    this.#spacetime = new Spacetime(spacetime, say, {
      goTo: (time, target) => this.goTo(time, target),
      why: (question) => this.#judge.value?.offer(question),
    });
    this.#text = new TextPanel(text, say, {
      current: () => this.#current(),
      limit: this.#engine.greatestText(),
      check: (text) => this.#engine.checkText(text),
      signs: () => this.#signs(),
      goTo: (ms) => this.goTo(ms, undefined),
      run: (text) => this.open(text),
    });
    this.#expectations = new ExpectationsPanel(expectationsPlace(host), {
      get words() {
        return say().expectations;
      },
      goTo: (ms, target) => this.goTo(ms, target),
      why: (ms, question, back) => void this.#askAt(ms, question, back),
    });
  }

  /** What leads to the run, without a moment; nothing while that is not known. */
  get link(): string | undefined {
    return this.#host.session?.ask((run) => run.link());
  }

  /** Shows the run as it is now. Cheap when nothing has changed but the time. */
  draw(): void {
    const { session, t, selected } = this.#host;
    if (t.language !== this.#language) void this.#setLanguage(t.language);
    if (!session || session.trap) return;
    this.#progress.draw(session.work, this.#words);
    if (!session.run) return void this.#keep(session);
    if (session !== this.#session) this.#take(session);
    if (!this.#source) return;
    this.#timeline.draw(this.#source);
    this.#spacetime.draw(this.#source, selected);
    this.#drawExpectations(session);
    this.#judge.value?.draw(session);
    const { messages, moreMessages } = session.view;
    const more = moreMessages + notDrawn(messages);
    this.#more.textContent = more > 0 ? this.#words.moreMessages(more) : "";
    if (this.#text.isOpen && session.view !== this.#written) this.#writeSoon();
    this.#changes.notice(session);
  }

  /** All rules there are. */
  get rules(): RuleView[] {
    return this.#engine.rules();
  }

  /** A time, as the playground writes it. */
  seconds(ms: number): string {
    return this.#words.seconds(ms);
  }

  /** What else the menu of something offers. */
  offers(target: Target): Offer[] {
    return this.#judge.value?.offers(target) ?? [];
  }

  /** Goes to an instant, and selects what was there. */
  goTo(time: number, target: Target | undefined): void {
    const { session } = this.#host;
    session?.pause();
    void session?.seek(time);
    this.#travelled(target);
  }

  /** Shows in the diagram who contradicts whom, and when. */
  lightMoments(moments: readonly Moment[]): void {
    this.#spacetime.light(moments);
  }

  /** Does what a key is for, if it moves through the run. */
  handleKey(event: KeyboardEvent): boolean {
    const isEscape = event.key === "Escape" && !event.defaultPrevented;
    if (isEscape && this.#progress.stop(this.#host.session?.work)) return true;
    const command = travelCommand(event, event.composedPath()[0]);
    if (!command) return false;
    event.preventDefault();
    if (command.type === "back") this.stepBack();
    else if (command.type === "jump") this.#timeline.jump(command.by);
    else this.#rewrite(command.type);
    return true;
  }

  /** One event, or one thing that was done, back. */
  stepBack(): void {
    this.#host.session?.pause();
    void this.#host.session?.stepBack();
    this.#travelled(undefined);
  }

  /** The future of this run is another one now: something was done, or undone. */
  branched(): void {
    this.#timeline.forget();
    this.#spacetime.forget();
    this.#judge.value?.branched();
    this.#changes.branched();
  }

  /** Another run is about to be shown. */
  leaving(): void {
    if (this.#session) this.#changes.tell("leaving");
  }

  /** The buttons that open the scenarios, the run's text, and the rules. */
  buttons(): TemplateResult {
    const { scenarios, text } = this.#words;
    const anchor = (event: Event) => event.currentTarget as HTMLElement;
    return html`
      <button type="button" aria-haspopup="menu" @click=${(event: Event) => this.#openScenarios(anchor(event))}>
        ${scenarios.title}
      </button>
      <button type="button" aria-haspopup="dialog" @click=${(event: Event) => this.#text.toggle(anchor(event))}>
        ${text.short}
      </button>
      ${this.#judge.value?.button()}`;
  }

  /**
   * Runs a text, up to a moment if one is named, or as far as it was played when that was stopped.
   * Rejects with a sentence if that cannot be.
   */
  async open(text: string, at?: number): Promise<void> {
    this.#engine = await loadTimeline();
    const run = this.#engine.Run.unplayed(text);
    const { session: last, speed, autoplay } = this.#host;
    const session = new Session(this.#engine, run, last?.speed ?? speed, run);
    const starting = session.seek(at ?? 0);
    const plays = at === undefined && autoplay && !isCalm();
    // Shown at once, also while it is still being played.
    const isReady = session.work === undefined;
    this.#host.adopt(session, plays && isReady);
    if (isReady || (await starting) !== "done" || !plays) return;
    session.play();
    this.#host.show(undefined);
  }

  /** Runs a built-in scenario. */
  openBuiltin(name: string): void {
    const text = this.#engine.builtinText(name);
    if (text !== undefined) void this.open(text);
  }

  /** Opens what a link leads to; a bad one is shown with what is wrong with it. */
  async openLink(fragment: string): Promise<void> {
    const link = runPart(fragment);
    const { text, at, problem } = this.#engine.readLink(link);
    if (problem || text === undefined) {
      return this.#say({ text: link, problem: problem ?? { type: "noRun" } });
    }
    const wrong = this.#engine.checkText(text);
    if (wrong) return this.#say({ text, problem: wrong, edit: () => this.#edit(text) });
    this.#say(undefined);
    await this.open(text, at);
  }

  /** One event forward, without a glide. */
  #stepForward(): void {
    this.#host.session?.stepForward(true);
    this.#host.show(undefined);
  }

  #openScenarios(anchor: HTMLElement): void {
    const builtins = this.#engine.builtins(this.#words.language);
    const model = scenarioMenu(builtins, scenarioName(this.link), this.#words);
    this.#host.openMenu(model, (name) => this.#openScenario(name), anchor);
  }

  #openScenario(name: ScenarioChoice): void {
    if (name === undefined) this.#host.restart("fresh");
    else this.openBuiltin(name);
  }

  #rewrite(how: "undo" | "redo"): void {
    const { session } = this.#host;
    session?.pause();
    void session?.[how]();
    this.branched();
    this.#travelled(undefined);
  }

  /** What was news may be the future now. */
  #travelled(target: Target | undefined): void {
    this.#host.news = undefined;
    this.#host.show(target);
  }

  #drawExpectations(session: Session): void {
    const view = session.ask((run) => run.expectations());
    this.#expectations.draw(view);
    if (view === this.#signed) return;
    this.#signed = view;
    this.#text.refreshSigns();
  }

  #signs() {
    const view = this.#host.session?.ask((run) => run.expectations());
    return view ? lineSigns(view, this.#words.expectations) : [];
  }

  /** Goes to a moment, and asks there. */
  async #askAt(ms: number, question: Question, back: HTMLElement): Promise<void> {
    const { session } = this.#host;
    session?.pause();
    const ending = await session?.seek(ms);
    this.#travelled(undefined);
    if (ending === "done" && session === this.#host.session) {
      void this.#judge.with((judge) => judge.offer(question).open(back));
    }
  }

  /** From now on its past can be had. */
  async #keep(session: Session): Promise<void> {
    if (this.#keeping === session) return;
    this.#keeping = session;
    try {
      await session.keepPast();
    } catch (error) {
      this.#host.say(String(error));
    }
    if (session === this.#host.session) this.#host.show(this.#host.selected);
  }

  #take(session: Session): void {
    this.#session = session;
    session.onWork = () => {
      if (session === this.#host.session) this.#host.show(this.#host.selected);
    };
    this.#source = new SessionSource(session);
    this.#timeline.forget();
    this.#spacetime.reset();
  }

  async #setLanguage(language: string): Promise<void> {
    this.#language = language;
    const words = await loadRunWords(language);
    if (language !== this.#language) return;
    this.#words = words;
    this.#text.refresh();
    this.#host.show(this.#host.selected);
  }

  #current(): { text: string; title: string } | undefined {
    const { language } = this.#words;
    return this.#host.session?.ask((run) => ({ text: run.text(), title: run.title(language) }));
  }

  #writeSoon(): void {
    this.#written = this.#host.session?.view;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#text.refresh(), REST_MS);
  }

  #edit(text: string): void {
    this.#text.edit(text);
    this.#text.show(undefined);
  }

  #say(bad: BadLink | undefined): void {
    showNotice(this.#notice, bad, this.#words);
  }

  async #copyLink(): Promise<void> {
    const { link } = this;
    const { session, home } = this.#host;
    if (link === undefined || !session) return;
    const page = (home ?? document.baseURI).split("#", 1)[0];
    const { copied, notCopied } = this.#words.address;
    const url = `${page}#${withRun("", link, session.now)}`;
    const done = navigator.clipboard?.writeText(url) ?? Promise.reject(new Error("no clipboard"));
    this.#host.say(await done.then(() => copied).catch(() => `${notCopied} ${url}`));
  }
}

/** Where the expectations go: beside the properties. */
function expectationsPlace(host: RunHost): HTMLElement {
  const place = document.createElement("section");
  host.shadowRoot?.querySelector(".side")?.append(place);
  return place;
}

/** Where the parts go. */
function places(root: ShadowRoot) {
  const place = (selector: string) => root.querySelector(selector) as HTMLElement;
  const text = document.createElement("div");
  Object.assign(text, { popover: "manual", tabIndex: -1 });
  text.setAttribute("role", "dialog");
  const notice = document.createElement("div");
  root.append(text, notice);
  const [progress, more] = [document.createElement("div"), document.createElement("p")];
  more.className = "more-messages quiet";
  const timeline = place(".timeline-place");
  timeline.before(progress);
  place(".key-cluster").before(more);
  return { timeline, spacetime: place(".area-spacetime"), text, notice, progress, more };
}
