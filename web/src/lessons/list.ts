// The list of lessons, in two orders: from no knowledge to Figure 8, and by the questions that readers of the
// paper ask.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import questions from "../../../lessons/questions.json";
import type { LessonWords } from "../i18n/lessons.ts";
import { addressOf } from "./address.ts";
import { type IndexEntry, leftOff, lessonIndex } from "./lesson-index.ts";
import type { Progress } from "./progress.ts";

export interface ListOwner {
  readonly words: LessonWords;
  readonly progress: Progress;
  forget(): void;
  closed(): void;
}

export class LessonList {
  readonly #box: HTMLDialogElement;
  readonly #owner: ListOwner;
  #said: string | undefined;

  constructor(owner: ListOwner) {
    this.#owner = owner;
    this.#box = document.createElement("dialog");
    this.#box.className = "lesson-list";
    document.body.append(this.#box);
    this.#box.addEventListener("close", () => this.#owner.closed());
  }

  get isOpen(): boolean {
    return this.#box.open;
  }

  show(): void {
    this.#said = undefined;
    this.draw();
    if (!this.#box.open) this.#box.showModal();
  }

  close(): void {
    if (this.#box.open) this.#box.close();
  }

  draw(): void {
    const { words, progress } = this.#owner;
    this.#box.lang = words.language;
    this.#box.setAttribute("aria-label", words.title);
    render(
      html`<header>
          <h2>${words.title}</h2>
          <button type="button" @click=${() => this.close()}>${words.close}</button>
        </header>
        <p>${words.lead}</p>
        ${this.#resume()}
        <p class="to-questions"><button type="button" @click=${() => this.#toQuestions()}>${words.byQuestion}</button></p>
        <div class="columns">
          <section aria-label=${words.inOrder}>
            <h3>${words.inOrder}</h3>
            <ol>${lessonIndex.map((entry) => this.#lesson(entry))}</ol>
          </section>
          <section aria-label=${words.byQuestion}>
            <h3 class="questions" tabindex="-1">${words.byQuestion}</h3>
            <ul>${questions.map((question) => this.#question(question))}</ul>
          </section>
        </div>
        ${
          progress.done.length > 0 || progress.last
            ? html`<p><button type="button" class="forget" @click=${() => this.#forget()}>${words.forget}</button></p>`
            : nothing
        }
        <p role="status">${this.#said ?? nothing}</p>`,
      this.#box,
    );
  }

  /** Scrolls to the questions, below all lessons. */
  #toQuestions(): void {
    const heading = this.#box.querySelector<HTMLElement>(".questions");
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }

  #forget(): void {
    this.#owner.forget();
    this.#said = this.#owner.words.forgotten;
    this.draw();
  }

  #resume(): TemplateResult | typeof nothing {
    const { words, progress } = this.#owner;
    const last = leftOff(progress);
    if (!last) return nothing;
    const { entry, step } = last;
    return html`<p class="resume"><a href=${addressOf(entry.name, progress.last?.step)}>${words.goOn}</a>
      ${words.resume(this.#text(entry).title, step, entry.steps.length)}</p>`;
  }

  #lesson(entry: IndexEntry): TemplateResult {
    const { words, progress } = this.#owner;
    const { title, summary } = this.#text(entry);
    const isDone = progress.done.includes(entry.name);
    return html`<li><a href=${addressOf(entry.name)}>${title}</a>
      <small>${words.length(entry.minutes, entry.steps.length)}${isDone ? html` · <span class="done">✓ ${words.isDone}</span>` : nothing}</small>
      <p>${summary}</p></li>`;
  }

  #question(question: (typeof questions)[number]): TemplateResult {
    const says = this.#owner.words.language === "zh" ? question.zh : question.en;
    return html`<li><a href=${addressOf(question.lesson, question.step)}>${says}</a></li>`;
  }

  #text(entry: IndexEntry): { title: string; summary: string } {
    return this.#owner.words.language === "zh" ? entry.zh : entry.en;
  }
}
