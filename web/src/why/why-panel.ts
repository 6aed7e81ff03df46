// The answer to a "why?": the rule that decided, and the chain of causes behind it.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Decided } from "../../generated/raft_timeline.js";
import type { Asked } from "../engine/asked.ts";
import { decisionText, whatText } from "../i18n/sentences.ts";
import type { WhyWords } from "../i18n/why.en.ts";
import type { Question } from "../model/question.ts";
import { type Section, sectionOf } from "../model/sections.ts";
import { adopt } from "../theme/css.ts";
import { Drawer } from "../ui/drawer.ts";
import type { Target } from "../view/types.ts";
import type { WhyAnswer } from "./answer.ts";
import { type ChainLink, deciding, SHOWN, targetOf } from "./chain.ts";
import type { Finding } from "./finding.ts";
import whyStyles from "./why.css?inline";

/** What the panel needs of the playground. */
export interface WhyOwner {
  readonly words: WhyWords;
  /** Writes a time as the playground does. */
  seconds(ms: number): string;
  /**
   * Searches for the answer in `asked`, or in the run that is shown; `undefined` when it is no longer wanted.
   */
  answer(question: Question, asked?: Asked): Promise<WhyAnswer | undefined>;
  /** Goes to a moment, and selects what was there. */
  goTo(ms: number, target: Target | undefined): void;
}

/** An event of the answer, with its causes. */
interface Explanation {
  says: string | undefined;
  chain: ChainLink[];
  /** Whether all its links are shown. */
  isWhole: boolean;
}

/** A run other than the one that is shown, and a text that says which. */
export interface Elsewhere {
  asked: Asked;
  about: string;
}

export class WhyPanel {
  readonly #owner: WhyOwner;
  readonly #drawer: Drawer;
  #title = "";
  /** Says which run the answer is about, if there are two. */
  #about: string | undefined;
  #findings: Finding[] = [];
  #explanations: Explanation[] = [];

  constructor(root: ShadowRoot, owner: WhyOwner) {
    this.#owner = owner;
    adopt(root.firstElementChild as Element, whyStyles);
    this.#drawer = new Drawer(root, "why", () => ({
      title: owner.words.title,
      close: owner.words.close,
      body: this.#body(),
    }));
  }

  /** Answers a question about the run as it is now; `back` gets the focus when the panel is closed. */
  async show(
    question: Question,
    back: HTMLElement | SVGElement | undefined,
    elsewhere?: Elsewhere,
  ): Promise<void> {
    const answer = await this.#owner.answer(question, elsewhere?.asked);
    if (!answer) return;
    this.#title = answer.title;
    this.#about = elsewhere?.about;
    this.#findings = answer.findings;
    this.#explanations = answer.chains.map((chain) => ({ ...chain, isWhole: false }));
    this.#drawer.show(back);
  }

  /** Closes the panel, as the answer may no longer hold. */
  hide(): void {
    this.#drawer.hide();
  }

  /** Closes the panel if the answer is about the second run. */
  hideElsewhere(): void {
    if (this.#about !== undefined) this.hide();
  }

  #body(): TemplateResult {
    // Of two events that contradict each other, the later is what went wrong, unless the earlier did.
    const order =
      this.#findings.length > 0 ? this.#explanations : [...this.#explanations].reverse();
    const decided = deciding(order.flatMap(({ chain }) => chain));
    return html`
      ${this.#about === undefined ? nothing : html`<p class="about quiet">${this.#about}</p>`}
      <p class="question">${this.#title}</p>
      ${decided ? html`<div class="deciding">${this.#decision(decided)}</div>` : nothing}
      ${this.#renderFindings()}
      ${this.#explanations.map((explanation) => this.#causes(explanation, decided))}`;
  }

  #renderFindings() {
    if (this.#findings.length === 0) return nothing;
    return html`<ul class="findings">${this.#findings.map(
      (finding) =>
        html`<li>${finding.says} ${this.#section(finding.section)}${this.#leadTo(finding)}</li>`,
    )}</ul>`;
  }

  /** A button that goes to the time at which a finding began. */
  #leadTo({ at, target }: Finding) {
    if (at === undefined) return nothing;
    const { words, seconds, goTo } = this.#owner;
    const when = seconds(at);
    return html` <button type="button" class="goto" aria-label=${words.goTo(when)}
      @click=${() => goTo(at, target)}>${when}</button>`;
  }

  #section({ name, dissertation }: Section): TemplateResult {
    return html`<span class="section">${this.#owner.words.section(name, dissertation === true)}</span>`;
  }

  #causes(explanation: Explanation, decided: Decided | undefined): TemplateResult {
    const { words } = this.#owner;
    const shown = explanation.isWhole ? explanation.chain : explanation.chain.slice(0, SHOWN);
    const rest = explanation.chain.length - shown.length;
    const unfold = () => {
      explanation.isWhole = true;
      this.#drawer.refresh();
    };
    return html`
      <h3>${explanation.says ?? words.chain}</h3>
      <ol class="chain">${shown.map((link) => this.#link(link, decided))}</ol>
      ${rest > 0 ? html`<button type="button" @click=${unfold}>${words.more(rest)}</button>` : nothing}`;
  }

  #link({ at, what, decisions }: ChainLink, told: Decided | undefined): TemplateResult {
    const { words, seconds } = this.#owner;
    const when = seconds(at);
    const go = () => this.#owner.goTo(at, targetOf(what));
    return html`<li>
      <button type="button" class="goto" aria-label=${words.goTo(when)} @click=${go}>${when}</button>
      <p>${whatText(words.whats, what)}</p>
      ${decisions.map(
        (decided) =>
          html`<div class="decision ${decided === told ? "decides" : ""}">${this.#decision(decided)}</div>`,
      )}
    </li>`;
  }

  #decision({ server, decision }: Decided): TemplateResult {
    const { words } = this.#owner;
    return html`<p>${decisionText(words.decisions, server, decision)}
      ${this.#section(sectionOf(decision))}</p>`;
  }
}
