// The panel of a lesson beside the playground: its text, and the buttons that lead through it, always in the
// same places.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { ExpectationTexts } from "../i18n/expectations.en.ts";
import type { LessonWords } from "../i18n/lessons.ts";
import type { SearchWords } from "../i18n/search.en.ts";
import { outcomeText } from "../search/outcome.ts";
import type { RunFinder } from "../search/run-finder.ts";
import type { Step } from "./format.ts";
import type { Term } from "./load.ts";
import type { Player } from "./player.ts";
import { type OpenTerm, renderBlocks, renderLine } from "./prose.ts";
import type { StepText } from "./text.ts";

type Prediction = NonNullable<Step["predict"]>;

/** What the panel needs of the page. */
export interface PanelOwner {
  readonly words: LessonWords;
  /** The texts for what is the case instead of a goal. */
  readonly expectations: ExpectationTexts;
  /** The texts for the search for a run. */
  readonly search: SearchWords;
  /** The lesson after this one, if there is one. */
  readonly following: { name: string; title: string } | undefined;
  term(id: string): Term | undefined;
  /** Highlights what a term means on the live cluster; `undefined` ends the highlight. */
  light(term: string | undefined): void;
  leave(): void;
}

export class Panel {
  readonly #place: HTMLElement;
  readonly #owner: PanelOwner;
  readonly #player: Player;
  /** The index of the step whose hint is shown. */
  #hinted = -2;
  #term: Term | undefined;
  #termAnchor: HTMLElement | undefined;
  /** Why the solution could not be shown. */
  #problem: string | undefined;
  #shown: number | undefined;

  constructor(place: HTMLElement, player: Player, owner: PanelOwner) {
    this.#place = place;
    this.#player = player;
    this.#owner = owner;
  }

  draw(): void {
    const { index, lesson } = this.#player;
    const isOther = this.#shown !== index;
    if (isOther) this.closeTerm();
    this.#shown = index;
    const { words } = this.#owner;
    this.#place.lang = words.language;
    this.#place.setAttribute("aria-label", `${words.lesson}: ${lesson.text.title}`);
    render(
      html`<div class="lesson-head">
          <a href="#lessons">${words.all}</a>
          <button type="button" class="leave" @click=${() => this.#owner.leave()}>${words.leave}</button>
        </div>
        <h2>${lesson.text.title}</h2>
        <div class="says" tabindex="0" role="region" aria-live="polite" aria-label=${words.lesson}
          aria-busy=${this.#player.isOpening}>
          ${this.#player.isAway ? this.#away() : this.#body()}
        </div>
        ${this.#term ? this.#termBox(this.#term) : nothing}
        ${this.#buttons()}`,
      this.#place,
    );
    this.#scroll(isOther);
  }

  /** Scrolls a new step to its beginning, and otherwise to the latest message, so that it is seen. */
  #scroll(isOther: boolean): void {
    const says = this.#place.querySelector(".says");
    const news = [...(says?.querySelectorAll(".outcome, .hint, .search-says") ?? [])].findLast(
      ({ textContent }) => textContent?.trim(),
    );
    const last = news && `${news.className} ${this.#player.finder?.state ?? ""}`;
    if (isOther) says?.scrollTo(0, 0);
    else if (last && last !== this.#last) says?.scrollTo(0, says.scrollHeight);
    this.#last = last;
  }
  #last: string | undefined;

  /** Runs the command of a key. Returns whether there was one. */
  handleKey({ key }: KeyboardEvent): boolean {
    if (key === "Escape" && this.#term) this.closeTerm();
    else if (key === "n" || key === "PageDown") this.next();
    else if (key === "b" || key === "PageUp") this.back();
    else if (key === "r") void this.#player.again();
    else if (key === "s") this.skip();
    else if (key === "h") this.hint();
    else return false;
    return true;
  }

  next(): void {
    const player = this.#player;
    if (player.phase === "playing") void player.jump().then(() => player.next());
    else if (player.isDone && player.index < player.count) void player.next();
  }

  back(): void {
    if (this.#player.index >= 0) void this.#player.back();
  }

  skip(): void {
    const { index, count } = this.#player;
    if (index < count) void this.#player.go(index + 1);
  }

  hint(): void {
    if (!this.#player.step?.task) return;
    this.#hinted = this.#player.index;
    this.draw();
  }

  closeTerm(): void {
    if (!this.#term) return;
    this.#term = undefined;
    this.#owner.light(undefined);
    this.#termAnchor?.focus({ preventScroll: true });
    this.#termAnchor = undefined;
    this.draw();
  }

  readonly #openTerm: OpenTerm = (id, anchor) => {
    const isSame = this.#term?.id === id;
    this.closeTerm();
    this.#term = isSame ? undefined : this.#owner.term(id);
    if (!this.#term) return;
    this.#termAnchor = anchor;
    this.#owner.light(id);
    this.draw();
    this.#place.querySelector<HTMLElement>(".term-box button")?.focus({ preventScroll: true });
  };

  #body(): TemplateResult {
    const { index, count, lesson, step } = this.#player;
    const { words } = this.#owner;
    if (index < 0) {
      return html`<p class="quiet">${words.length(lesson.data.minutes, count)}</p>
        <p>${renderLine(lesson.text.summary, this.#openTerm)}</p>
        <p class="quiet keys">${words.keys}</p>`;
    }
    const text = step && lesson.text.steps.get(step.id);
    return step && text ? this.#step(step, text) : this.#over();
  }

  #step(step: Step, text: StepText): TemplateResult {
    const { words } = this.#owner;
    const { index, count, phase } = this.#player;
    return html`<p class="quiet position">${words.position(index + 1, count)}</p>
      <h3>${text.heading}</h3>
      ${renderBlocks(text.body, this.#openTerm)}
      ${step.predict ? this.#prediction(step.predict, text) : nothing}
      ${step.task ? this.#task(text) : nothing}
      ${step.search ? this.#search(text) : nothing}
      <p class="quiet playing">${phase === "playing" ? words.playing : nothing}</p>`;
  }

  #prediction(
    { answer, choices: ids }: Prediction,
    { choices, done, not }: StepText,
  ): TemplateResult {
    const { words } = this.#owner;
    const { chosen, phase } = this.#player;
    const choose = (choice: string) => () => void this.#player.predict(choice);
    const isRight = chosen === answer;
    const verdict = isRight ? done : not;
    return html`<p class="ask">${words.predict}</p>
      <div class="choices" role="group" aria-label=${words.predict}>${ids.map(
        (id) =>
          html`<button type="button" aria-pressed=${chosen === id} ?disabled=${chosen !== undefined}
            @click=${choose(id)}>${renderLine(choices.get(id) ?? [], this.#openTerm)}</button>`,
      )}</div>
      ${
        phase === "read" && verdict
          ? html`<p class="outcome ${isRight ? "is-right" : "is-wrong"}">
              <strong>${isRight ? words.right : words.wrong}</strong>
              ${renderLine(verdict, this.#openTerm)}</p>`
          : nothing
      }`;
  }

  #task({ goals, hint, done }: StepText): TemplateResult {
    const { words, expectations } = this.#owner;
    const { isReached, conditions, index, phase } = this.#player;
    const items = goals.map((goal, at) => {
      const condition = conditions[at];
      const isMet = isReached || condition?.holds === true;
      const instead = !isMet && condition?.instead;
      return html`<li class=${isMet ? "is-met" : ""}>
        <span class="sign" role="img" aria-label=${isMet ? words.met : words.notYet}>${isMet ? "✓" : "○"}</span>
        <span>${renderLine(goal, this.#openTerm)}
          ${instead ? html`<small>${expectations.instead(instead)}</small>` : nothing}</span></li>`;
    });
    if (isReached) {
      return html`<ul class="goals">${items}</ul>
        <p class="outcome is-right"><strong>${words.reached}</strong>
          ${done ? renderLine(done, this.#openTerm) : nothing}</p>`;
    }
    return html`<p class="ask">${words.task}</p>
      <ul class="goals">${items}</ul>
      ${
        this.#hinted === index && hint
          ? html`<p class="hint">${renderLine(hint, this.#openTerm)}
              <button type="button" ?disabled=${phase !== "task"} @click=${() => void this.#solve()}>${words.show}</button></p>`
          : html`<p><button type="button" class="help" @click=${() => this.hint()}>${words.help}</button></p>`
      }
      ${this.#problem ? html`<p class="problem">${words.cannot(this.#problem)}</p>` : nothing}`;
  }

  #search({ goals, done }: StepText): TemplateResult {
    const { words, search } = this.#owner;
    const { finder, isReached, phase } = this.#player;
    const sign = isReached ? "✓" : "○";
    return html`<p class="ask">${words.search}</p>
      <ul class="goals">${goals.map(
        (goal) => html`<li class=${isReached ? "is-met" : ""}>
          <span class="sign" role="img" aria-label=${isReached ? words.met : words.notYet}>${sign}</span>
          <span>${renderLine(goal, this.#openTerm)}</span></li>`,
      )}</ul>
      <p>${this.#searchButton(finder)}</p>
      ${finder ? html`<p class="search-says">${outcomeText(finder, search)}</p>` : nothing}
      ${
        isReached && phase === "read"
          ? html`<p class="outcome is-right">${done ? renderLine(done, this.#openTerm) : nothing}</p>`
          : nothing
      }`;
  }

  /**
   * The one button of a search, so that it keeps the focus: it starts, stops and continues the search, and
   * opens what was found.
   */
  #searchButton(finder: RunFinder | undefined): TemplateResult {
    const { search } = this.#owner;
    const player = this.#player;
    const [label, press] =
      finder?.state === "searching"
        ? [search.stop, () => finder.pause()]
        : finder?.found
          ? [search.open, () => void player.openFound()]
          : finder?.state === "paused"
            ? [search.resume, () => finder.resume()]
            : [finder ? search.again : search.start, () => void player.search()];
    return html`<button type="button" class="search" ?disabled=${player.phase === "playing"} @click=${press}>${label}</button>`;
  }

  async #solve(): Promise<void> {
    this.#problem = undefined;
    await this.#player.again();
    if (this.#player.phase === "playing") await this.#player.jump();
    this.#problem = await this.#player.solve();
    this.draw();
  }

  #over(): TemplateResult {
    const { words, following } = this.#owner;
    return html`<p>${words.over}</p>
      ${following ? html`<p><a href="#lesson=${following.name}">${words.nextLesson(following.title)}</a></p>` : nothing}
      <ol class="overview">${this.#player.lesson.data.steps.map(
        ({ id }, at) =>
          html`<li><button type="button" class="link" @click=${() => void this.#player.go(at)}
            >${this.#player.lesson.text.steps.get(id)?.heading}</button></li>`,
      )}</ol>`;
  }

  #away(): TemplateResult {
    const { words } = this.#owner;
    return html`<p>${words.away}</p>
      <p><button type="button" class="return" @click=${() => void this.#player.again()}>${words.returnHere}</button></p>`;
  }

  #termBox({ section, ...said }: Term): TemplateResult {
    const { words } = this.#owner;
    const { term, says } = said[words.language === "zh" ? "zh" : "en"];
    return html`<div class="term-box" role="dialog" aria-label=${term}>
      <p><strong>${term}</strong> ${says} <span class="quiet">${words.section(section)}</span></p>
      <button type="button" @click=${() => this.closeTerm()}>${words.close}</button>
    </div>`;
  }

  #buttons(): TemplateResult {
    const { words } = this.#owner;
    const { index, count, isDone, phase } = this.#player;
    const canSkip = index >= 0 && index < count && (!isDone || phase === "playing");
    const forward = index < 0 ? words.begin : index === count - 1 ? words.finish : words.next;
    return html`<div class="steps" role="group" aria-label=${words.lesson}>
      <button type="button" class="back" ?disabled=${index < 0} @click=${() => this.back()}>${words.back}</button>
      <button type="button" class="again" ?disabled=${index < 0 || index >= count}
        @click=${() => void this.#player.again()}>${words.again}</button>
      <button type="button" class="skip" ?disabled=${!canSkip} @click=${() => this.skip()}>${words.skip}</button>
      <button type="button" class="next" ?disabled=${index >= count || (!isDone && index >= 0)}
        @click=${() => this.next()}>${forward}</button>
    </div>`;
  }
}
