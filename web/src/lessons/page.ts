// The lessons on the page: opens the list, or a lesson beside the playground, as the address says. Loaded
// when the reader first opens them.

import { type Language, languageOf } from "../i18n/catalogue.ts";
import { type LessonWords, loadLessonWords } from "../i18n/lessons.ts";
import { loadRunWords, type RunWords } from "../i18n/run.ts";
import type { SearchWords } from "../i18n/search.en.ts";
import { loadSearchWords } from "../i18n/search.ts";
import { adopt, sheetOf } from "../theme/css.ts";
import fingerStyles from "../ui/finger.css?inline";
import { isTyping, type LessonLink, lessonLink, readLessonLink } from "./address.ts";
import { lessonIndex } from "./lesson-index.ts";
import lessonStyles from "./lessons.css?inline";
import { LessonList } from "./list.ts";
import { loadGlossary, loadLesson, type Term } from "./load.ts";
import { Panel } from "./panel.ts";
import { Player } from "./player.ts";
import { LIGHTS, pointing } from "./pointing.ts";
import {
  clearProgress,
  openStore,
  type Progress,
  readProgress,
  writeProgress,
} from "./progress.ts";
import stageStyles from "./stage.css?inline";
import { PlaygroundStage } from "./stage.ts";

class Lessons {
  readonly #playground = document.querySelector(
    "raft-playground",
  ) as HTMLElementTagNameMap["raft-playground"];
  readonly #store = openStore();
  readonly #pointing = new CSSStyleSheet();
  readonly #list: LessonList;
  #progress: Progress;
  #words!: LessonWords;
  #runWords!: RunWords;
  #searchWords!: SearchWords;
  #glossary: Map<string, Term> = new Map();
  #place: HTMLElement | undefined;
  #player: Player | undefined;
  #stage: PlaygroundStage | undefined;
  #panel: Panel | undefined;
  #lit: string | undefined;
  #turn = 0;

  constructor() {
    const lessons = this;
    this.#progress = readProgress(this.#store);
    this.#list = new LessonList({
      get words() {
        return lessons.#words;
      },
      get progress() {
        return lessons.#progress;
      },
      forget: () => this.#forget(),
      closed: () => this.#listClosed(),
    });
    adopt(document.body, lessonStyles);
    adopt(document.body, fingerStyles);
    addEventListener("hashchange", () => void this.open());
    // Handled before the playground, which has other uses for some of these keys.
    document.addEventListener("keydown", (event) => this.#key(event), { capture: true });
    new MutationObserver(() => void this.#languageChanged()).observe(document.documentElement, {
      attributeFilter: ["lang"],
    });
  }

  /** Opens what the address leads to. */
  async open(): Promise<void> {
    const link = linkOfAddress();
    if (!link) return this.#end();
    const turn = ++this.#turn;
    try {
      await this.#loadWords();
      if (turn !== this.#turn) return;
      if (link.lesson === undefined) return this.#list.show();
      this.#list.close();
      await this.#openLesson(link, turn);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#playground.context.say(this.#words?.failed(reason) ?? reason);
    }
  }

  get #language(): Language {
    return languageOf(document.documentElement.lang);
  }

  async #loadWords(): Promise<void> {
    const language = this.#language;
    [this.#words, this.#runWords, this.#searchWords] = await Promise.all([
      loadLessonWords(language),
      loadRunWords(language),
      loadSearchWords(language),
    ]);
  }

  async #openLesson({ lesson: name = "", step }: LessonLink, turn: number): Promise<void> {
    const open = this.#player;
    if (open?.lesson.name === name) {
      const at = indexOf(open.lesson.data.steps, step);
      if (at !== open.index) await open.go(at);
      return;
    }
    const [lesson, glossary] = await Promise.all([
      loadLesson(name, this.#language),
      loadGlossary(),
    ]);
    if (turn !== this.#turn) return;
    if (!lesson) {
      this.#playground.context.say(this.#words.missing);
      return this.#list.show();
    }
    this.#glossary = glossary;
    const stage = new PlaygroundStage(this.#playground);
    await stage.ready();
    if (turn !== this.#turn) return;
    stage.whenDrawn(() => this.#lookSoon());
    this.#stage = stage;
    this.#begin(new Player(lesson, stage, () => this.#draw()));
    await this.#player?.go(indexOf(lesson.data.steps, step));
  }

  #begin(player: Player): void {
    const lessons = this;
    this.#player = player;
    this.#place ??= this.#newPlace();
    this.#panel = new Panel(this.#place, player, {
      get words() {
        return lessons.#words;
      },
      get expectations() {
        return lessons.#runWords.expectations;
      },
      get search() {
        return lessons.#searchWords;
      },
      get following() {
        return lessons.#following(player.lesson.name);
      },
      term: (id) => this.#glossary.get(id),
      light: (term) => {
        this.#lit = term && LIGHTS[this.#glossary.get(term)?.shows ?? term];
        this.#point();
      },
      leave: () => this.#leave(),
    });
  }

  /** Creates the place of a lesson beside the playground; the page and the playground make room for it. */
  #newPlace(): HTMLElement {
    const place = document.createElement("section");
    place.className = "lesson";
    this.#playground.before(place);
    const root = this.#playground.shadowRoot as ShadowRoot;
    adopt(root, stageStyles);
    root.adoptedStyleSheets.push(this.#pointing);
    document.documentElement.dataset.lesson = isPresentation() ? "present" : "";
    this.#playground.toggleAttribute("present", isPresentation());
    return place;
  }

  /** Checks the run in the next frame: it has been drawn, so something may have changed. */
  #lookSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#look();
    });
  }
  #frame: number | undefined;

  #look(): void {
    const player = this.#player;
    if (!this.#place || !player) return;
    const isAnswered = player.look();
    this.#point();
    if (player.isAway !== this.#wasAway) this.#draw();
    this.#wasAway = player.isAway;
    if (!isAnswered) this.#lookSoon();
  }
  #wasAway = false;

  #draw(): void {
    const player = this.#player;
    if (!player || !this.#place) return;
    this.#panel?.draw();
    this.#point();
    this.#keep(player);
    // A step that plays on behind the list leaves the list's address alone.
    if (!leadsToList()) this.#writeAddress(player);
  }

  #writeAddress({ lesson, step, index }: Player): void {
    const hash = lessonLink(lesson.name, index < 0 ? undefined : (step?.id ?? "end"));
    const rest = location.hash.split("&").filter((part) => /^#?(lang|theme|present)=/.test(part));
    const whole = `#${[hash, ...rest.map((part) => part.replace("#", ""))].join("&")}`;
    if (whole !== location.hash) history.replaceState(null, "", whole);
  }

  #pointed = "";
  #point(): void {
    const player = this.#player;
    const points = player?.isAway ? [] : (player?.step?.point ?? []);
    const css = pointing(points, this.#playground.session?.view, this.#lit);
    if (css === this.#pointed) return;
    this.#pointed = css;
    this.#pointing.replaceSync(css);
  }

  /** Stores the reader's progress. */
  #keep({ lesson, step, index, count }: Player): void {
    const { done, last } = this.#progress;
    const isOver = index >= count;
    const isNew = isOver && !done.includes(lesson.name);
    const isElsewhere = step && (last?.lesson !== lesson.name || last.step !== step.id);
    if (!isNew && !isElsewhere) return;
    this.#progress = {
      done: isNew ? [...done, lesson.name] : done,
      ...(step ? { last: { lesson: lesson.name, step: step.id } } : last && { last }),
    };
    writeProgress(this.#store, this.#progress);
  }

  #forget(): void {
    this.#progress = { done: [] };
    clearProgress(this.#store);
  }

  #following(name: string) {
    const at = lessonIndex.findIndex((entry) => entry.name === name);
    const next = at < 0 ? undefined : lessonIndex[at + 1];
    return next && { name: next.name, title: next[this.#language].title };
  }

  /** Closing the list leads back to the lesson, or to the run. */
  #listClosed(): void {
    if (!leadsToList()) return;
    if (this.#player) this.#writeAddress(this.#player);
    else history.replaceState(null, "", location.href.split("#", 1)[0]);
  }

  #leave(): void {
    const url = new URL(location.href);
    url.hash = "";
    for (const key of ["lesson", "step", "present"]) url.searchParams.delete(key);
    history.pushState(null, "", url);
    this.#end();
  }

  #end(): void {
    this.#list.close();
    this.#player?.end();
    this.#player = undefined;
    this.#stage?.whenDrawn(undefined);
    this.#stage = undefined;
    this.#wasAway = false;
    this.#panel = undefined;
    this.#lit = undefined;
    this.#pointed = "";
    this.#pointing.replaceSync("");
    this.#place?.remove();
    this.#place = undefined;
    delete document.documentElement.dataset.lesson;
    this.#playground.removeAttribute("present");
    const root = this.#playground.shadowRoot;
    if (!root) return;
    const ours = [this.#pointing, sheetOf(stageStyles)];
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => !ours.includes(sheet));
  }

  #key(event: KeyboardEvent): void {
    const isTaken = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
    if (isTaken || this.#list.isOpen || isTyping(event)) return;
    if (this.#panel?.handleKey(event)) event.preventDefault();
  }

  async #languageChanged(): Promise<void> {
    if (this.#words?.language === this.#language) return;
    const turn = this.#turn;
    await this.#loadWords();
    const player = this.#player;
    const lesson = player && (await loadLesson(player.lesson.name, this.#language));
    if (turn !== this.#turn) return;
    if (player && lesson && player === this.#player) player.lesson = lesson;
    this.#draw();
    if (this.#list.isOpen) this.#list.draw();
  }
}

const linkOfAddress = () => readLessonLink(location.hash) ?? readLessonLink(location.search);

function leadsToList(): boolean {
  const link = linkOfAddress();
  return link !== undefined && link.lesson === undefined;
}

function isPresentation(): boolean {
  return /[?&#]present=1\b/.test(location.search + location.hash);
}

/** The index of a step; -1 (the page before the first) without a name, and the number of steps for `end`. */
function indexOf(steps: readonly { id: string }[], step: string | undefined): number {
  if (step === undefined) return -1;
  if (step === "end") return steps.length;
  return steps.findIndex(({ id }) => id === step);
}

// In another page's frame the playground is registered a little later.
void customElements.whenDefined("raft-playground").then(() => new Lessons().open());
