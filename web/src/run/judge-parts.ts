// The parts of the playground that explain and judge the run: the safety properties, the rules, the answers
// to “why”, and the comparison of two worlds. Loaded with the run's other parts, or after them.

import type { Notable, Rules, RuleView, Violation } from "../../generated/raft_timeline.js";
import { Caption } from "../caption/caption.ts";
import { stepText } from "../caption/step-text.ts";
import { type Line, renderTranscript, transcript } from "../caption/transcript.ts";
import { Compare } from "../compare/compare.ts";
import { firstDifference } from "../compare/first-difference.ts";
import type { SecondWorld } from "../compare/second-world.ts";
import type { Asked } from "../engine/asked.ts";
import type { Session } from "../engine/session.ts";
import { nextTask } from "../engine/slices.ts";
import type { Failure } from "../expectations/expectations-panel.ts";
import { Headline } from "../headline/headline.ts";
import { type JudgeWords, loadJudgeWords } from "../i18n/judge.ts";
import { whatText } from "../i18n/sentences.ts";
import { culprits, culpritTargets } from "../judge/culprits.ts";
import { JudgePanel } from "../judge/judge-panel.ts";
import { settled } from "../judge/progress.ts";
import { RunMarks } from "../judge/run-marks.ts";
import { verdict } from "../judge/verdict.ts";
import type { Question } from "../model/question.ts";
import type { RuleName } from "../model/rule-choices.ts";
import { changedRules, paperRules, rulesOf, rulesText, withChoice } from "../model/rule-choices.ts";
import { violatedText } from "../model/violation-text.ts";
import { Violations } from "../model/violations.ts";
import { countOn } from "../rules/count-badge.ts";
import type { RuleComparison } from "../rules/outcome.ts";
import { RulesPanel } from "../rules/rules-panel.ts";
import { switchRules } from "../rules/switch.ts";
import type { SearchedRun, SearchParts } from "../search/search-parts.ts";
import { Drawer } from "../ui/drawer.ts";
import { Later } from "../ui/later.ts";
import type { Offer } from "../ui/menu-model.ts";
import { WORDS_MS } from "../ui/pace.ts";
import { requestOf } from "../view/lookup.ts";
import { elementsAt, elementsOf, mark } from "../view/mark.ts";
import type { Moment, Target } from "../view/types.ts";
import { answer } from "../why/answer.ts";
import { type Askable, questionsAbout } from "../why/offers.ts";
import { type Elsewhere, WhyPanel } from "../why/why-panel.ts";
import type { RunContext } from "./run-context.ts";

/** What these parts need of the run's other parts. */
export interface JudgeRun extends SearchedRun {
  /** Writes a time as the playground does. */
  seconds(ms: number): string;
  /** The expectation that failed first; `undefined` while none has failed. */
  readonly failure: Failure | undefined;
  /** Describes a notable event in a few words. */
  eventText(what: Notable): string;
  /** Goes to a moment, and selects what was there. */
  goTo(ms: number, target: Target | undefined): void;
  /** Goes to the end of the step in which an event happens. */
  goToEvent(seq: number, target: Target | undefined): void;
  /** Tells the other parts that the run's future has changed. */
  branched(): void;
  /** Runs a built-in scenario. */
  openBuiltin(name: string): void;
  /** Marks in the space-time diagram who contradicts whom, and when. */
  lightMoments(moments: readonly Moment[]): readonly Moment[];
}

/** A violation in a sentence, and the servers and entries that it is about. */
export interface Wrong {
  says: string;
  targets: Target[];
}

const NONE: readonly Moment[] = [];

export class JudgeParts {
  readonly #host: RunContext;
  readonly #run: JudgeRun;
  readonly #root: ShadowRoot;
  readonly #table: RuleView[];
  readonly #judge: JudgePanel;
  readonly #why: WhyPanel;
  readonly #rules: RulesPanel;
  readonly #headline: Headline;
  readonly #caption: Caption;
  readonly #transcript: Drawer;
  readonly #search: Later<SearchParts>;
  #words: JudgeWords;
  #language: string;
  #compare: Compare | undefined;
  #outcome: RuleComparison | undefined;
  #session: Session | undefined;
  /** The violations of the run that were asked for last. */
  readonly #violations = new Violations();
  readonly #marks: RunMarks;
  #counted: unknown[] = [];
  /** Whether the run has the paper's rules. */
  #isPaper = true;
  #judged: unknown[] = [];
  #wordsAt = 0;
  /** Whether anything is marked as a culprit. */
  #isLit = false;
  /** Whether the run is being changed by a choice of rules here. */
  #isChoosing = false;

  /** Rejects when the words cannot be loaded. */
  static async load(host: RunContext, run: JudgeRun): Promise<JudgeParts> {
    return new JudgeParts(host, run, await loadJudgeWords(host.t.language));
  }

  private constructor(host: RunContext, run: JudgeRun, words: JudgeWords) {
    const { root } = host;
    this.#host = host;
    this.#run = run;
    this.#root = root;
    this.#words = words;
    this.#language = words.language;
    this.#table = run.rules;
    this.#marks = new RunMarks(root);
    const [place, found] = [document.createElement("section"), document.createElement("section")];
    const side = root.querySelector(".side");
    side?.prepend(found);
    side?.append(place);
    const seconds = (ms: number) => run.seconds(ms);
    const goTo = (ms: number, target: Target | undefined) => run.goTo(ms, target);
    const now = () => this.#words;
    this.#judge = new JudgePanel(place, found, {
      get words() {
        return now().judge;
      },
      seconds,
      goTo,
      why: (question, back) => this.#ask(question, back),
    });
    this.#why = new WhyPanel(root, {
      get words() {
        return now().why;
      },
      seconds,
      goTo,
      answer: async (question, asked = host.session) => asked && answer(question, asked, now().why),
    });
    this.#rules = new RulesPanel(root, this.#rulesOwner());
    this.#search = new Later(
      async () => (await import("../search/search-parts.ts")).SearchParts.load(host, run, now),
      (reason) => host.say(reason),
    );
    this.#headline = new Headline(
      root.querySelector(".headline") as HTMLElement,
      this.#headlineOwner(),
    );
    // The lines of the list of requests; another part draws them.
    root.querySelector(".ledger-place")?.addEventListener("click", (event) => {
      const line = (event.target as Element).closest<HTMLElement>("[data-request]");
      if (line) this.#askRequest(Number(line.dataset.request), line);
    });
    this.#transcript = new Drawer(root, "transcript-panel", () => this.#transcriptContent());
    this.#caption = new Caption(root.querySelector(".caption") as HTMLElement, now, (back) =>
      this.#transcript.show(back, ".transcript li:last-child"),
    );
  }

  /** Shows the run as it is now. Cheap when nothing has changed but the time. */
  draw(session: Session): void {
    const { language } = this.#host.t;
    if (language !== this.#language) void this.#setLanguage(language);
    if (session !== this.#session) this.#take(session);
    this.#compare?.draw(session);
    this.#drawVerdict(session);
    this.#countBroken(session);
    this.#headline.draw(session, this.#judge.violation, this.#run.failure);
    this.#caption.draw(session);
  }

  /** The violation that is shown; `undefined` while there is none. */
  get wrong(): Wrong | undefined {
    const { violation } = this.#judge;
    if (!violation) return undefined;
    return {
      says: violatedText(violation, this.#words),
      targets: culpritTargets(culprits(violation)),
    };
  }

  /** Shows how many rules are broken, on the button that opens the rules. */
  #countBroken({ setup }: Session): void {
    const { rules: name } = this.#host.t.transport;
    const state = [setup, this.#words, name];
    if (state.every((value, at) => value === this.#counted[at])) return;
    this.#counted = state;
    const broken = changedRules(setup, this.#table);
    this.#isPaper = broken.length === 0;
    const says = this.#words.headline.broken(broken.length) + rulesText(broken, this.#words);
    countOn(this.#root, name, broken.length, says);
  }

  /** Forgets what was found in a future that has changed. */
  branched(): void {
    this.#judged = [];
    this.#caption.forget();
    if (this.#isChoosing) return;
    this.#outcome = undefined;
    this.#why.hide();
    this.#rules.refresh();
    void this.#search.value?.refresh();
    this.#compare?.renewSoon();
  }

  /** The questions that can be asked about something in the playground. */
  offers(target: Askable): Offer[] {
    const { session } = this.#host;
    return session ? this.#offersOf(target, session) : [];
  }

  #offersOf(target: Askable, asked: Asked, elsewhere?: Elsewhere): Offer[] {
    const committed = asked.ask((run) => run.committedUpTo());
    const questions = questionsAbout(target, asked.view, this.#words.why, committed);
    return questions.map(({ label, question }) => ({
      label,
      open: (back) => this.#ask(question, back, elsewhere),
    }));
  }

  /** Opens the facts about a request, and the questions that can be asked about it. */
  #askRequest(id: number, anchor: HTMLElement): void {
    const { session } = this.#host;
    const request = session && requestOf(session.view, id);
    if (!request) return;
    const offers = this.offers({ kind: "request", id });
    void this.#host.popups.with((popups) => popups.openRequest(request, offers, anchor));
  }

  /** Opens the facts about something in the second world, and the questions that can be asked about it. */
  #touchSecond(target: Target, anchor: Element, world: SecondWorld): void {
    const { compare } = this.#words;
    const elsewhere: Elsewhere = { asked: world, about: compare.about };
    this.#host.select(target);
    void this.#host.popups.with((popups) =>
      popups.openTarget(target, anchor, {
        view: world.view,
        note: compare.about,
        message: (id) => world.ask((run) => run.message(id)),
        committed: () => world.ask((run) => run.committedUpTo()),
        offers: (about) => this.#offersOf(about, world, elsewhere),
      }),
    );
  }

  /** The short offer of a question, for places with little room. */
  offer(question: Question): Offer {
    return { label: this.#words.judge.why, open: (back) => this.#ask(question, back) };
  }

  #ask(question: Question, back: HTMLElement | SVGElement, elsewhere?: Elsewhere): void {
    this.#host.session?.pause();
    this.#rules.hide();
    void this.#why.show(question, back, elsewhere);
    this.#host.show(undefined);
  }

  /** Opens the rules, or closes them. */
  toggleRules(anchor: HTMLElement): void {
    this.#why.hide();
    if (this.#rules.isOpen) this.#rules.hide();
    else this.#rules.show(anchor);
  }

  #take(session: Session): void {
    this.#session = session;
    this.#judged = [];
    this.#outcome = undefined;
    this.#why.hide();
    this.#rules.refresh();
  }

  #drawVerdict(session: Session): void {
    const found = session.ask((run) => run.found()) ?? 0;
    // While time passes, only new findings are drawn.
    const instant = session.moving ? undefined : session.view;
    const asked = [session, instant, found, this.#words];
    if (asked.some((value, at) => value !== this.#judged[at])) {
      this.#judged = asked;
      this.#judge.draw(verdict(this.#violations.of(session), found));
      if (!this.#violations.areAllKnown) void this.#drawMore(session);
    }
    this.#drawOften(session);
    this.#light();
  }

  /** Draws in a task of its own the violations that there was no time for. */
  async #drawMore(session: Session): Promise<void> {
    await nextTask();
    this.#judged = [];
    if (session === this.#session && !session.trap) this.#drawVerdict(session);
  }

  /** Draws the numbers and marks that change as time passes, only as often as they can be read. */
  #drawOften(session: Session): void {
    const clock = performance.now();
    if (session.moving && clock - this.#wordsAt < WORDS_MS) return;
    if (!session.isTurnOf(this)) return;
    this.#wordsAt = clock;
    this.#countBroken(session);
    this.#marks.draw(session, this.#isPaper, this.#words);
    const progress = session.ask((run) => run.progress());
    if (progress) this.#judge.drawProgress(settled(progress, session.view), session.now);
  }

  /** Marks in all views whom and what the violation is about. */
  #light(): void {
    const { violation } = this.#judge;
    // Drawings may create new elements at any time, so the marks are set at every drawing.
    if (!violation && !this.#isLit) return;
    this.#isLit = violation !== undefined;
    const found = violation && culprits(violation);
    const targets = found ? culpritTargets(found) : [];
    for (const name of [".area-cluster", ".area-logs"]) {
      const area = this.#root.querySelector(name);
      if (area) mark(area, "culprit", elementsOf(area, targets));
    }
    const diagram = this.#root.querySelector(".area-spacetime");
    if (!diagram) return;
    const facts = violation ? [violation.first, violation.second] : NONE;
    mark(diagram, "culprit", elementsAt(diagram, this.#run.lightMoments(facts)));
  }

  /** Replays the run with these rules, and says how it turned out. */
  async #choose(rules: Rules, rule?: RuleName): Promise<void> {
    const { session } = this.#host;
    const switched = session && (await switchRules(session, rules, rule));
    if (session !== this.#host.session) return;
    // The panel shows the rules of the run, which have not changed.
    if (!switched) return this.#rules.refresh();
    this.#isChoosing = true;
    this.#outcome = switched.outcome;
    this.#run.branched();
    this.#isChoosing = false;
    this.#compare?.renew();
    this.#host.show(undefined);
    this.#rules.refresh();
  }

  #toggleCompare(): void {
    const { session } = this.#host;
    if (this.#compare) {
      this.#compare.remove();
      this.#compare = undefined;
    } else if (session?.run) {
      this.#compare = new Compare(
        this.#root.querySelector(".playground") as HTMLElement,
        this.#compareOwner(),
      );
      const other = this.#otherRules(rulesOf(session.setup, this.#table));
      this.#compare.use(other);
      // Drawers would cover the second world.
      this.#rules.hide();
      this.#why.hide();
    }
    this.#rules.refresh();
    this.#host.show(this.#host.selected);
  }

  /** Opens the comparison where the two worlds begin to differ, or closes it. */
  #openCompare(): void {
    this.#toggleCompare();
    const { session } = this.#host;
    const other = this.#compare?.rules;
    if (session && other) void this.#goToDifference(session, other);
  }

  /** Goes to where the two worlds begin to differ, if they do. */
  async #goToDifference(session: Session, other: Rules): Promise<void> {
    const { now, view } = session;
    const at = await firstDifference(session, other);
    // A reader who has moved to another moment meanwhile stays there.
    const isHere = this.#compare && session === this.#host.session && session.view === view;
    if (isHere && at !== undefined && at !== now) this.#run.goTo(at, undefined);
  }

  /** Puts a second world with these rules beside the run; without rules, takes it away. */
  compare(rules: Partial<Rules> | undefined): void {
    if ((rules !== undefined) !== (this.#compare !== undefined)) this.#toggleCompare();
    if (rules) this.#compare?.use({ ...paperRules(this.#table), ...rules });
  }

  /** The rules to compare with: the paper's, or, for a run with the paper's rules, those of its Figure 8. */
  #otherRules(rules: Rules): Rules {
    const paper = paperRules(this.#table);
    const isPaper = this.#table.every(({ name }) => {
      const rule = name as keyof Rules;
      return rules[rule] === paper[rule];
    });
    return isPaper ? withChoice(paper, "commit", "any-term-on-majority") : paper;
  }

  async #setLanguage(language: string): Promise<void> {
    this.#language = language;
    const words = await loadJudgeWords(language);
    if (language !== this.#language) return;
    this.#words = words;
    this.#why.hide();
    this.#rules.refresh();
    void this.#search.value?.refresh();
    this.#host.show(this.#host.selected);
  }

  #openSearch(): void {
    void this.#search.with((search) => {
      // A closing drawer returns the focus to the element that opened it.
      this.#rules.hide();
      this.#why.hide();
      search.show(this.#root.activeElement as HTMLElement | null);
    });
  }

  #headlineOwner() {
    const parts = this;
    return {
      get words() {
        return parts.#words;
      },
      table: this.#table,
      openRules: (back: HTMLElement) => this.#rules.show(back, "fieldset.changed"),
      why: (violation: Violation, back: HTMLElement) => this.#judge.explain(violation, back),
    };
  }

  #transcriptContent() {
    const { session } = this.#host;
    const words = this.#words;
    const { caption, language } = words;
    const history = session && {
      events: session.ask((run) => run.events(-1)) ?? [],
      steps: session.ask((run) => run.lastSteps()) ?? [],
      notes: session.ask((run) => run.notes(language)) ?? [],
      now: session.now,
    };
    const lines = history
      ? transcript(history, {
          event: (what) => this.#run.eventText(what),
          step: (step) => stepText(step, words, session.view),
        })
      : [];
    const goTo = ({ at, seq }: Line) =>
      seq === undefined ? this.#run.goTo(at, undefined) : this.#run.goToEvent(seq, undefined);
    const body = renderTranscript(lines, (ms) => this.#run.seconds(ms), goTo);
    return { title: caption.transcript, close: caption.close, body };
  }

  #rulesOwner() {
    const parts = this;
    const host = this.#host;
    return {
      get words() {
        return parts.#words.rules;
      },
      table: this.#table,
      get chosen() {
        return host.session && rulesOf(host.session.setup, parts.#table);
      },
      get outcome() {
        return parts.#outcome;
      },
      get isComparing() {
        return parts.#compare !== undefined;
      },
      seconds: (ms: number) => parts.#run.seconds(ms),
      happens: ({ parts: difference }: RuleComparison) => {
        const text = (event: NonNullable<typeof difference>["first"]) =>
          event && whatText(parts.#words.why.whats, event.what);
        return { before: text(difference?.first), after: text(difference?.second) };
      },
      section: (name: string, dissertation: boolean) =>
        parts.#words.why.section(name, dissertation),
      choose: (rules: Rules, rule?: RuleName) => void parts.#choose(rules, rule),
      openScenario: (name: string) => parts.#run.openBuiltin(name),
      toggleCompare: () => parts.#openCompare(),
      search: () => parts.#openSearch(),
      goTo: (ms: number) => parts.#run.goTo(ms, undefined),
    };
  }

  #compareOwner() {
    const parts = this;
    const host = this.#host;
    return {
      get words() {
        return parts.#words;
      },
      get t() {
        return host.t;
      },
      get selected() {
        return host.selected;
      },
      table: this.#table,
      seconds: (ms: number) => parts.#run.seconds(ms),
      touch: (target: Target, anchor: Element, world: SecondWorld) =>
        parts.#touchSecond(target, anchor, world),
      replaced: () => parts.#why.hideElsewhere(),
      redraw: () => host.show(host.selected),
      close: () => parts.#toggleCompare(),
    };
  }
}
