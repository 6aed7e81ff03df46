// The panel of the scenario's expectations: the state of each and, for one that failed, what was the case
// instead, with links to the moment and to the reasons.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { ExpectationsView, ExpectationView, Subject } from "../../generated/raft_timeline.js";
import type { ExpectationTexts } from "../i18n/expectations.en.ts";
import { momentOf, SHAPES, type State, statement } from "../model/expectations.ts";
import type { Question } from "../model/question.ts";
import { adopt } from "../theme/css.ts";
import type { Target } from "../view/types.ts";
import expectationStyles from "./expectations.css?inline";
import { inOrder, leftOut, questionOf, targetOf } from "./list.ts";

export interface ExpectationsOwner {
  readonly words: ExpectationTexts;
  /** Goes to a moment, and selects what was there. */
  goTo(ms: number, target: Target | undefined): void;
  /** Goes to a moment, and opens the answer to a question there. */
  why(ms: number, question: Question, back: HTMLElement): void;
}

/** The expectation that failed first. */
export interface Failure {
  /** How many have failed, which came first, and what was the case instead. */
  says: string;
  /** Goes to the moment, and opens the reasons if the run can give any. `back` gets the focus afterwards. */
  explain(back: HTMLElement): void;
}

export class ExpectationsPanel {
  /** `undefined` while nothing has failed. */
  failure: Failure | undefined;
  readonly #place: HTMLElement;
  readonly #owner: ExpectationsOwner;
  #drawn: unknown[] = [];

  /** Nothing else may render into `place`, which is hidden while nothing is expected. */
  constructor(place: HTMLElement, owner: ExpectationsOwner) {
    this.#place = place;
    this.#owner = owner;
    place.className = "expectations";
    place.hidden = true;
    adopt(place, expectationStyles);
  }

  /** Shows the state of the expectations. Cheap when it has not changed. */
  draw(view: ExpectationsView | undefined): void {
    const { words } = this.#owner;
    if (view === this.#drawn[0] && words === this.#drawn[1]) return;
    this.#drawn = [view, words];
    this.failure = view && this.#firstFailure(view);
    this.#place.hidden = !view || view.list.length === 0;
    this.#place.setAttribute("aria-label", words.title);
    render(view && !this.#place.hidden ? this.#panel(view) : nothing, this.#place);
  }

  #panel(view: ExpectationsView): TemplateResult {
    const { words } = this.#owner;
    const left = leftOut(view);
    return html`<h2>${words.title}</h2>
      <p class="sum ${view.failed > 0 ? "failed" : "quiet"}" aria-live="polite">
        ${words.sum(view.held, view.failed, view.open)}
      </p>
      <ul>${inOrder(view).map((expectation) => this.#item(expectation))}</ul>
      ${left > 0 ? html`<p class="quiet">${words.more(left)}</p>` : nothing}`;
  }

  #item(expectation: ExpectationView): TemplateResult {
    const { words, goTo } = this.#owner;
    const { state, when, at, text } = expectation;
    const moment = momentOf(expectation);
    const target = state.type === "failed" ? targetOf(state.subject) : undefined;
    return html`<li class=${state.type}>
      <button type="button" class="what" title=${words.goTo(moment)} @click=${() => goTo(moment, target)}>
        ${sign(state.type, words[state.type])}
        <span>${words.when(when, at)} <code>${text}</code></span>
      </button>
      ${state.type === "failed" ? this.#failure(expectation, state) : nothing}
    </li>`;
  }

  #failure(
    expectation: ExpectationView,
    { at, instead, subject }: Extract<ExpectationView["state"], { type: "failed" }>,
  ): TemplateResult {
    const { words } = this.#owner;
    return html`<p class="instead">${words.instead(instead)}</p>
      <p class="row">
        <button type="button" class="go" @click=${() => this.#owner.goTo(at, targetOf(subject))}>
          ${words.goTo(at)}
        </button>
        ${subject ? this.#why(expectation, at, subject) : nothing}
      </p>`;
  }

  #why(expectation: ExpectationView, at: number, subject: Subject): TemplateResult {
    const { words } = this.#owner;
    const title = statement(expectation, words);
    const ask = (event: Event) => this.#ask(at, subject, title, event.currentTarget as HTMLElement);
    return html`<button type="button" aria-label=${`${words.why} ${title}`} @click=${ask}>${words.why}</button>`;
  }

  #ask(at: number, subject: Subject, title: string, back: HTMLElement): void {
    this.#owner.why(at, questionOf(subject, title), back);
  }

  #firstFailure(view: ExpectationsView): Failure | undefined {
    const { words, goTo } = this.#owner;
    const [first] = inOrder(view);
    if (first?.state.type !== "failed") return undefined;
    const { at, subject, instead } = first.state;
    const title = statement(first, words);
    return {
      says: words.failing(view.failed, title, instead),
      explain: (back) => (subject ? this.#ask(at, subject, title, back) : goTo(at, undefined)),
    };
  }
}

function sign(state: State, label: string): TemplateResult {
  return html`<svg viewBox="0 0 16 16" role="img" aria-label=${label}><path d=${SHAPES[state]} /></svg>`;
}
