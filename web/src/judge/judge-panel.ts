// The panel of the safety properties, plain while they hold. A violation is shown in a place of its own
// before everything else, with the two facts that contradict each other, so that no reader has to look for
// it.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { Fact, Progress, Property, Violation } from "../../generated/raft_timeline.js";
import type { JudgeTexts } from "../i18n/judge.en.ts";
import type { Question } from "../model/question.ts";
import { claimText } from "../model/violation-text.ts";
import { adopt } from "../theme/css.ts";
import type { Target } from "../view/types.ts";
import { factTarget } from "./culprits.ts";
import judgeStyles from "./judge.css?inline";
import type { Verdict } from "./verdict.ts";

export interface JudgeOwner {
  readonly words: JudgeTexts;
  /** Writes a time as the playground does. */
  seconds(ms: number): string;
  /** Goes to a moment, and selects what was there. */
  goTo(ms: number, target: Target | undefined): void;
  why(question: Question, back: HTMLElement): void;
}

/**
 * The texts of the time without a leader, the time since the last commit, and the elections without a winner.
 */
export function progressTexts(
  progress: Progress,
  now: number,
  { ms, inAll, never }: JudgeTexts["progress"],
): string[] {
  const { leaderlessSince, leaderlessBefore, lastCommit, electionsWithoutWinner } = progress;
  const lasting = leaderlessSince === undefined ? 0 : now - leaderlessSince;
  return [
    inAll(ms(lasting), ms(leaderlessBefore + lasting)),
    lastCommit === undefined ? never : ms(now - lastCommit),
    String(electionsWithoutWinner),
  ];
}

export class JudgePanel {
  readonly #place: HTMLElement;
  readonly #found: HTMLElement;
  readonly #owner: JudgeOwner;
  #verdict: Verdict | undefined;
  /** The index of the violation that is shown, from 0; the latest unless the reader chose another. */
  #at = 0;
  #known = 0;
  /** The progress of the cluster, in words. */
  #progress: string[] = [];

  /** Renders the properties into `place` and a violation into `found`. Nothing else may render into these. */
  constructor(place: HTMLElement, found: HTMLElement, owner: JudgeOwner) {
    this.#place = place;
    this.#found = found;
    this.#owner = owner;
    place.className = "judge";
    found.className = "judge verdict";
    // A live region is announced only if it exists before its text.
    found.setAttribute("aria-live", "polite");
    adopt(place, judgeStyles);
  }

  /** The violation that is shown, if there is one. */
  get violation(): Violation | undefined {
    return this.#verdict?.found[this.#at];
  }

  draw(verdict: Verdict): void {
    if (verdict.found.length !== this.#known) this.#at = verdict.found.length - 1;
    this.#known = verdict.found.length;
    this.#at = Math.max(0, Math.min(this.#at, this.#known - 1));
    this.#verdict = verdict;
    this.#render();
  }

  /** Shows the progress of the cluster at an instant. */
  drawProgress(progress: Progress, now: number): void {
    const texts = progressTexts(progress, now, this.#owner.words.progress);
    if (texts.every((text, at) => text === this.#progress[at])) return;
    this.#progress = texts;
    this.#render();
  }

  /** Opens the causes of a violation; `back` gets the focus afterwards. */
  explain({ property, first, second }: Violation, back: HTMLElement): void {
    const { words } = this.#owner;
    const events = [first, second].map((fact) => ({
      seq: fact.seq,
      says: words.fact(claimText(words.claims, fact)),
    }));
    const question: Question = { about: "events", title: words.names[property], events };
    this.#owner.why(question, back);
  }

  #render(): void {
    const { words } = this.#owner;
    const verdict = this.#verdict;
    if (!verdict) return;
    this.#place.setAttribute("aria-label", words.title);
    this.#found.setAttribute("aria-label", words.violation);
    const { found, later, properties } = verdict;
    const violation = this.violation;
    render(violation ? this.#violation(violation, found.length) : nothing, this.#found);
    render(
      html`<h2>${words.title}</h2>
        ${violation ? nothing : html`<p class="quiet">${words.quiet}</p>`}
        <ul class="properties">${properties.map(({ property, isBroken }) => this.#property(property, isBroken))}</ul>
        ${later > 0 ? html`<p class="quiet">${words.later(later)}</p>` : nothing}
        ${this.#progress.length > 0 ? this.#observations() : nothing}`,
      this.#place,
    );
  }

  /** The progress of the cluster, which is no safety property. */
  #observations(): TemplateResult {
    const { title, leaderless, idle, elections } = this.#owner.words.progress;
    const names = [leaderless, idle, elections];
    return html`<dl class="observations" aria-label=${title}>${names.map(
      (name, at) => html`<div><dt>${name}</dt><dd>${this.#progress[at]}</dd></div>`,
    )}</dl>`;
  }

  #property(property: Property, isBroken: boolean): TemplateResult {
    const { words } = this.#owner;
    return html`<li class=${isBroken ? "broken" : ""} data-property=${property}>
      <details>
        <summary>
          <svg viewBox="0 0 16 16" role="img" aria-label=${isBroken ? words.broken : words.holds}>
            <path d=${isBroken ? "M4 4l8 8M12 4l-8 8" : "M3 8.5l3.5 3.5L13 4.5"} /></svg>
          ${words.names[property]}
        </summary>
        <p>${words.meanings[property]}</p>
      </details>
    </li>`;
  }

  #violation(violation: Violation, count: number): TemplateResult {
    const { words, seconds } = this.#owner;
    const { property, first, second, at } = violation;
    const why = (event: Event) => this.explain(violation, event.currentTarget as HTMLElement);
    return html`
      <p class="name">${words.names[property]} <small>${words.goTo(seconds(at))}</small></p>
      ${this.#fact(first)}
      <p class="yet">${words.yet}</p>
      ${this.#fact(second)}
      <div class="row">
        <button type="button" @click=${why}>${words.why}</button>
        ${count > 1 ? this.#pager(count) : nothing}
      </div>`;
  }

  #fact(fact: Fact): TemplateResult {
    const { words, seconds } = this.#owner;
    const go = () => this.#owner.goTo(fact.at, factTarget(fact));
    return html`<button type="button" class="fact" @click=${go}>
      ${words.fact(claimText(words.claims, fact))}
      <small>${words.goTo(seconds(fact.at))}</small>
    </button>`;
  }

  #pager(count: number): TemplateResult {
    const { words } = this.#owner;
    const turn = (by: number) => () => {
      this.#at += by;
      this.#render();
    };
    return html`<span class="pager">
      <button type="button" class="icon" aria-label=${words.previous} ?disabled=${this.#at === 0} @click=${turn(-1)}>‹</button>
      ${words.position(this.#at + 1, count)}
      <button type="button" class="icon" aria-label=${words.next} ?disabled=${this.#at === count - 1} @click=${turn(1)}>›</button>
    </span>`;
  }
}
