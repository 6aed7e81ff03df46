// The parts of the playground that know the whole run: its timeline, its space-time diagram, its
// text, its links, and the scenarios. Loaded after the first view, with the module that keeps the past.

import type {
  Notable,
  Rules,
  RuleView,
  TextProblem,
  TimingProblem,
  TimingView,
} from "../../generated/raft_timeline.js";
import type { View } from "../../generated/raft_wasm.js";
import { scenarioName } from "../address/fragment.ts";
import { loadTimeline, type TimelineEngine } from "../engine/engine.ts";
import { forgetAfter, redo, undo } from "../engine/replaced.ts";
import type { Session } from "../engine/session.ts";
import type { Work } from "../engine/slices.ts";
import { ExpectationsPanel, type Failure } from "../expectations/expectations-panel.ts";
import { full } from "../i18n/en.later.ts";
import { loadRunWords, type RunWords } from "../i18n/run.ts";
import type { Question } from "../model/question.ts";
import { scenarioMenu } from "../scenarios/menu.ts";
import { Spacetime } from "../spacetime/spacetime.ts";
import type { Span } from "../spacetime/window.ts";
import { lineSigns } from "../text/line-signs.ts";
import { TextPanel } from "../text/text-panel.ts";
import { adopt } from "../theme/css.ts";
import { Timeline } from "../timeline/timeline.ts";
import { Later } from "../ui/later.ts";
import type { Offer } from "../ui/menu-model.ts";
import { ProgressBar } from "../ui/progress.ts";
import { whatIsWrong } from "../ui/text-problem.ts";
import { notDrawn } from "../view/crowd.ts";
import "../view/arrivals.ts";
import fold from "../ui/fold.css?inline";
import problem from "../ui/problem.css?inline";
import { Tabs } from "../ui/tabs.ts";
import { keepLastLost } from "../view/lost.ts";
import { explainSigns } from "../view/said.ts";
import signs from "../view/signs.css?inline";
import { explainUnderPointer } from "../view/tooltips.ts";
import type { Moment, Target } from "../view/types.ts";
import { Changes } from "./changes.ts";
import { FocusKeeper } from "./focus.ts";
import type { Wrong } from "./judge-parts.ts";
import { type Panel, runCommand } from "./keys.ts";
import { Opening } from "./opening.ts";
import type { RunContext } from "./run-context.ts";
import { SessionSource } from "./sources.ts";
import { Turns } from "./turn.ts";
import { Written } from "./written.ts";

/** How long after a change the text is written again, in real milliseconds. */
const REST_MS = 300;

/** An abandoned future shorter than this is not worth mentioning, in virtual milliseconds. */
const LEAST_FUTURE_MS = 1;

export class RunParts {
  readonly #run: RunContext;
  readonly #timeline: Timeline;
  readonly #spacetime: Spacetime;
  readonly #text: TextPanel;
  readonly #expectations: ExpectationsPanel;
  /** The expectations that the text was last annotated with. */
  #signed: unknown;
  readonly #tabs: Tabs;
  readonly #progress: ProgressBar;
  readonly #more: HTMLElement;
  /** What the text of `#more` was last made from. */
  #counted: unknown[] = [];
  readonly #changes: Changes;
  readonly #focus: FocusKeeper;
  readonly #opening: Opening;
  readonly #judge = new Later(
    async () => (await import("./judge-parts.ts")).JudgeParts.load(this.#run, this),
    (reason) => this.#run.say(reason),
  );
  readonly #share = new Later(
    async () => (await import("../share/share.ts")).Share.of(this.#run, this),
    (reason) => this.#run.say(reason),
  );
  #words: RunWords;
  #language: string;
  #session: Session | undefined;
  #source: SessionSource | undefined;
  /** The session that is being moved to the module that keeps its past. */
  #keeping: Session | undefined;
  #kept: Promise<void> | undefined;
  /** Where `#keeping` goes once it keeps its past. */
  #wish: unknown;
  #written: unknown;
  readonly #turns: Turns;
  readonly #runText: Written;
  readonly #runLink: Written;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Called whenever the run is drawn, for code beside the playground. */
  onDrawn: (() => void) | undefined;

  /** Rejects when the module, or the words, cannot be loaded. */
  static async load(run: RunContext): Promise<RunParts> {
    const [engine, words] = await Promise.all([
      loadTimeline(),
      run.stage.updateComplete.then(() => loadRunWords(run.t.language)),
    ]);
    const parts = new RunParts(run, engine, words);
    parts.draw();
    // Not awaited: the timeline need not wait for it.
    void parts.#judge.with(() => run.show(run.selected));
    return parts;
  }

  private constructor(run: RunContext, engine: TimelineEngine, words: RunWords) {
    this.#run = run;
    this.#words = words;
    this.#language = words.language;
    this.#changes = new Changes(run.stage);
    this.#focus = new FocusKeeper(run.root, () => run.session);
    const say = () => this.#words;
    const { timeline, spacetime, text, progress, more } = places(run.root);
    this.#progress = new ProgressBar(progress);
    this.#more = more;
    this.#turns = new Turns(() => this.#drawProgress());
    const { text: textTurn, link: linkTurn } = this.#turns;
    this.#runText = new Written((it) => it.startText(), textTurn);
    this.#runLink = new Written(
      (it) => it.startLink(),
      linkTurn,
      () => this.#changes.tell("changed"),
    );
    adopt(more, signs);
    adopt(more, problem);
    adopt(more, fold);
    explainUnderPointer(run.root);
    explainSigns(run.root, () => full(run.t).signs);
    this.#tabs = new Tabs(run.root);
    this.#tabs.draw(run.t, words);
    this.#timeline = new Timeline(timeline, say, {
      goTo: (time) => this.goTo(time, undefined),
      stepBack: () => this.stepBack(),
      stepForward: () => run.step(true),
      undo: () => this.#rewrite("undo"),
      redo: () => this.#rewrite("redo"),
      copyLink: () => void this.#copyLink(),
      share: () => void this.#share.with((share) => share.open()),
    });
    this.#spacetime = new Spacetime(spacetime, say, {
      goTo: (time, target) => this.goTo(time, target),
      goToEvent: (seq, target) => this.goToEvent(seq, target),
      why: (question) => this.#judge.value?.offer(question),
    });
    this.#text = new TextPanel(text, say, {
      text: () => this.#runText.when(run.session),
      title: () => run.session?.ask((it) => it.title(this.#words.language)) ?? "",
      limit: engine.greatestText(),
      check: (text) => this.#opening.check(text),
      signs: () => this.#signs(),
      goTo: (ms) => this.goTo(ms, undefined),
      run: (text) => this.open(text),
    });
    this.#expectations = new ExpectationsPanel(expectationsPlace(run.root), {
      get words() {
        return say().expectations;
      },
      goTo: (ms, target) => this.goTo(ms, target),
      why: (ms, question, back) => void this.#askAt(ms, question, back),
    });
    this.#opening = new Opening(run, engine, say, this.#turns, (text) => {
      this.#text.edit(text);
      this.#text.show(undefined);
    });
  }

  /** The link to the run, without a moment; `undefined` until it is known. */
  get link(): string | undefined {
    return this.#runLink.of(this.#run.session);
  }

  /** The run as a scenario; `undefined` until it is known. */
  get text(): string | undefined {
    return this.#runText.of(this.#run.session);
  }

  /** All rules with their choices. */
  get rules(): RuleView[] {
    return this.#opening.engine.rules();
  }

  /** Shows the run as it is now. Cheap when nothing has changed but the time. */
  draw(): void {
    this.#draw();
    this.onDrawn?.();
  }

  #draw(): void {
    const { session, t, selected, isReached } = this.#run;
    if (t.language !== this.#language) void this.#setLanguage(t.language);
    this.#drawProgress();
    if (!session || session.trap) return;
    session.onWork ??= () => {
      if (session === this.#run.session) this.#run.show(this.#run.selected);
    };
    if (!session.run) return void this.#keep(session);
    if (session !== this.#session) this.#take(session);
    if (!this.#source) return;
    keepLastLost(session.view, () => session.ask((run) => run.lastStep()));
    this.#timeline.draw(this.#source);
    this.#spacetime.draw(this.#source, selected);
    this.#drawExpectations(session);
    this.#judge.value?.draw(session);
    this.#drawMore(session.view);
    // After all drawing, because any part may have removed the focused element.
    this.#focus.keep();
    if (this.#text.isOpen && session.view !== this.#written) this.#writeSoon();
    // The page's address is not changed until the reader has touched the playground.
    if (isReached) this.#changes.notice(session);
    this.#run.stage.drawn?.(session);
  }

  /** The text of the run; `undefined` when it cannot be written. */
  runText(): Promise<string | undefined> {
    return this.#runText.when(this.#run.session);
  }

  /** What is wrong with the goals of a search, which are written one to a line. */
  goalProblem(goals: string, servers: number): TextProblem | undefined {
    return this.#opening.engine.goalProblem(goals, servers);
  }

  /** Why servers cannot have this timing; `undefined` when they can. */
  timingProblem(timing: TimingView): TimingProblem | undefined {
    return this.#opening.engine.timingProblem(timing);
  }

  /** Says what is wrong with a text, without the place. */
  whatIsWrong(problem: TextProblem): string {
    return whatIsWrong(problem, this.#words.text);
  }

  /** Writes a time as the playground does. */
  seconds(ms: number): string {
    return this.#words.seconds(ms);
  }

  /** The expectation that failed first; `undefined` while none has failed. */
  get failure(): Failure | undefined {
    return this.#expectations.failure;
  }

  /** The violation that is shown; `undefined` while there is none. */
  get wrong(): Wrong | undefined {
    return this.#judge.value?.wrong;
  }

  /** Describes a notable event in a few words. */
  eventText(what: Notable): string {
    return this.#words.timeline.event(what);
  }

  /** The questions that the menu of a target offers. */
  offers(target: Target): Offer[] {
    return this.#judge.value?.offers(target) ?? [];
  }

  /** Goes to an instant, and selects what was there. */
  goTo(time: number, target: Target | undefined): void {
    this.#travel((session) => session.seek(time), target);
  }

  /** Goes to the end of the step in which an event happens, and selects what was there. */
  goToEvent(seq: number, target: Target | undefined): void {
    this.#travel((session) => session.seekEvent(seq), target);
  }

  /** Goes back by one event or action. */
  stepBack(): void {
    this.#travel((session) => session.stepBack(), undefined);
  }

  #travel(go: (session: Session) => unknown, target: Target | undefined): void {
    const { session } = this.#run;
    session?.pause();
    // A run that has just begun is still being moved to the module that keeps its past; it travels
    // afterwards.
    if (session && !session.run) void this.#goOnceKept(session, go);
    else if (session) void go(session);
    this.#run.show(target);
  }

  async #goOnceKept(session: Session, go: (session: Session) => unknown): Promise<void> {
    this.#wish = go;
    await this.#keep(session);
    // The reader may meanwhile have asked for another moment, or opened another run.
    if (this.#wish !== go || session !== this.#run.session || !session.run) return;
    void go(session);
    this.#run.show(undefined);
  }

  /** Marks in the space-time diagram who contradicts whom, and when. Returns where on its axis that is. */
  lightMoments(moments: readonly Moment[]): readonly Moment[] {
    return this.#spacetime.light(moments);
  }

  /** Runs the command of a key. Returns whether there was one. */
  handleKey(event: KeyboardEvent): boolean {
    const isEscape = event.key === "Escape" && !event.defaultPrevented;
    if (isEscape && this.#progress.stop(this.#work)) return true;
    const command = runCommand(event, event.composedPath()[0]);
    if (!command) return false;
    const isChange = command.type === "undo" || command.type === "redo";
    if (isChange && this.#run.stage.readonly) return false;
    if (command.type === "open") {
      const anchor = this.#opener(command.panel);
      if (!anchor) return false;
      this.#openPanel(command.panel, anchor);
    } else if (command.type === "link") void this.#copyLink();
    else if (command.type === "back") this.stepBack();
    else if (command.type === "jump") this.#timeline.jump(command.by);
    else this.#rewrite(command.type);
    event.preventDefault();
    return true;
  }

  /** The button that opens a panel, or the one it is folded into; `undefined` where neither is visible. */
  #opener(panel: Panel): HTMLElement | undefined {
    const { root, t } = this.#run;
    const buttons = [...root.querySelectorAll<HTMLElement>(".bar button")];
    const named = buttons.find((button) => button.textContent?.trim() === t.transport[panel]);
    const fold = root.querySelector<HTMLElement>(".bar .fold");
    return [named, fold].find((button) => button?.checkVisibility()) ?? undefined;
  }

  #openPanel(panel: Panel, anchor: HTMLElement): void {
    if (panel === "scenarios") this.openScenarios(anchor);
    else if (panel === "text") this.toggleText(anchor);
    else if (panel === "rules") this.toggleRules(anchor);
    else void this.#run.popups.with((popups) => popups.openNetwork(anchor));
  }

  /** Notes that the run's future has changed: something was done, undone or redone. */
  branched(hasActed = false): void {
    this.#timeline.forget();
    this.#setAside(hasActed);
    this.#spacetime.forget();
    this.#judge.value?.branched();
    this.#changes.branched();
    // If the reader stopped the move to the module that keeps the past, it is tried again.
    this.#keeping = undefined;
  }

  /** Shows which future an action in the past has replaced. */
  #setAside(hasActed: boolean): void {
    const { session } = this.#run;
    if (session && hasActed) forgetAfter(session);
    const future = this.#timeline.future;
    const now = session?.now ?? 0;
    const isPast = hasActed && future !== undefined && future > now + LEAST_FUTURE_MS;
    this.#timeline.setAside(isPast ? { from: now, to: future } : undefined);
    // What the toast said of another future no longer holds.
    if (!isPast) this.#run.unsay();
    else this.#run.say(this.#words.timeline.setAside(this.#words.seconds(now)));
  }

  /** Tells that another run is about to be shown. */
  leaving(): void {
    if (this.#session && this.#run.isReached) this.#changes.tell("leaving");
  }

  open(text: string, at?: number): Promise<void> {
    return this.#opening.text(text, at);
  }

  /** Opens a text. If it is wrong, the playground shows why. */
  openOrSay(text: string, at: number | undefined): Promise<void> {
    return this.#opening.textOrSay(text, at);
  }

  /** Redraws the tabs after the set of shown views has changed. */
  viewsChanged(): void {
    this.#tabs.draw(this.#run.t, this.#words);
  }

  openBuiltin(name: string): void {
    this.#opening.builtin(name);
  }

  openLink(fragment: string): Promise<void> {
    return this.#opening.link(fragment);
  }

  openScenarios(anchor: HTMLElement): void {
    const { engine } = this.#opening;
    const builtins = engine.builtins(this.#words.language);
    const current = scenarioName(this.link);
    const model = scenarioMenu(builtins, current, this.#words, (name) => engine.builtinText(name));
    this.#run.openMenu(
      model,
      (name) => (name === undefined ? this.#run.restart("fresh") : this.openBuiltin(name)),
      anchor,
    );
  }

  toggleText(anchor: HTMLElement): void {
    this.#text.toggle(anchor);
  }

  toggleRules(anchor: HTMLElement): void {
    if (this.#run.stage.readonly) return;
    void this.#judge.with((judge) => judge.toggleRules(anchor));
  }

  /** The texts about the run, in the reader's language. */
  get words(): RunWords {
    return this.#words;
  }

  /** The largest trace that can be exported here, in bytes. */
  get greatestTrace(): number {
    return this.#opening.engine.greatestTrace();
  }

  /** The segment of time that the space-time diagram shows. */
  get span(): Span {
    return this.#spacetime.span;
  }

  /** The run's text and its link; `undefined` when they cannot be written. */
  async written(): Promise<{ text: string; link: string } | undefined> {
    const { session } = this.#run;
    const [text, link] = [await this.#runText.when(session), await this.#runLink.when(session)];
    return text === undefined || link === undefined ? undefined : { text, link };
  }

  async #copyLink(): Promise<void> {
    await this.#opening.copyLink(await this.#runLink.when(this.#run.session));
  }

  /** The work that takes longer than a task, if there is any. */
  get #work(): Work | undefined {
    return this.#turns.work ?? this.#run.session?.work;
  }

  #drawProgress(): void {
    this.#progress.draw(this.#work, this.#words);
  }

  /** Puts a second world with these rules beside the run, or takes it away. */
  compare(rules: Partial<Rules> | undefined): void {
    if (rules || this.#judge.value) void this.#judge.with((judge) => judge.compare(rules));
  }

  #rewrite(how: "undo" | "redo"): void {
    const { session, stage } = this.#run;
    if (stage.readonly) return;
    session?.pause();
    if (session) void { undo, redo }[how](session);
    this.branched();
    this.#run.show(undefined);
  }

  /** Says how many messages are in flight that are not drawn. */
  #drawMore(view: View): void {
    const state = [view, this.#words];
    if (state.every((value, at) => value === this.#counted[at])) return;
    this.#counted = state;
    const more = view.moreMessages + notDrawn(view.messages);
    const says = more > 0 ? this.#words.moreMessages(more) : "";
    if (says !== this.#more.textContent) this.#more.textContent = says;
  }

  #drawExpectations(session: Session): void {
    const view = session.ask((run) => run.expectations());
    this.#expectations.draw(view);
    if (view === this.#signed) return;
    this.#signed = view;
    this.#text.refreshSigns();
  }

  #signs() {
    const view = this.#run.session?.ask((run) => run.expectations());
    return view ? lineSigns(view, this.#words.expectations) : [];
  }

  /** Goes to a moment and opens the answer to a question there. */
  async #askAt(ms: number, question: Question, back: HTMLElement): Promise<void> {
    const { session } = this.#run;
    session?.pause();
    const ending = await session?.seek(ms);
    this.#run.show(undefined);
    if (ending === "done" && session === this.#run.session) {
      void this.#judge.with((judge) => judge.offer(question).open(back));
    }
  }

  /** Moves the session to the module that keeps its past, once. */
  async #keep(session: Session): Promise<void> {
    if (this.#keeping !== session || !this.#kept) this.#kept = this.#startKeeping(session);
    await this.#kept;
  }

  async #startKeeping(session: Session): Promise<void> {
    this.#keeping = session;
    try {
      await session.keepPast();
    } catch (error) {
      this.#run.say(String(error));
    }
    if (session === this.#run.session) this.#run.show(this.#run.selected);
  }

  #take(session: Session): void {
    this.#session = session;
    this.#source = new SessionSource(session);
    this.#timeline.forget();
    this.#timeline.setAside(undefined);
    this.#spacetime.reset();
  }

  async #setLanguage(language: string): Promise<void> {
    this.#language = language;
    const words = await loadRunWords(language);
    if (language !== this.#language) return;
    this.#words = words;
    this.#tabs.draw(this.#run.t, words);
    this.#text.refresh();
    this.#run.show(this.#run.selected);
  }

  #writeSoon(): void {
    this.#written = this.#run.session?.view;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#text.refresh(), REST_MS);
  }
}

/** Creates the place of the expectations, beside the properties. */
function expectationsPlace(root: ShadowRoot): HTMLElement {
  const place = document.createElement("section");
  root.querySelector(".side")?.append(place);
  return place;
}

/** Finds or creates the places of the parts. */
function places(root: ShadowRoot) {
  const place = (name: string) => root.querySelector(`.${name}`) as HTMLElement;
  const text = document.createElement("div");
  Object.assign(text, { popover: "manual", tabIndex: -1 });
  text.setAttribute("role", "dialog");
  root.append(text);
  const [progress, more] = [document.createElement("div"), document.createElement("p")];
  more.className = "more-messages quiet";
  place("bar").prepend(progress);
  place("drawing-cluster").append(more);
  return {
    timeline: place("timeline-place"),
    spacetime: place("area-spacetime"),
    text,
    progress,
    more,
  };
}
