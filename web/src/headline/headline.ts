// The strip over the views: the run's title, the broken rules, and the violation or the failed expectation.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { RuleView, Violation } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";
import type { Failure } from "../expectations/expectations-panel.ts";
import { given } from "../i18n/given.ts";
import type { JudgeWords } from "../i18n/judge.ts";
import { SHAPES } from "../model/expectations.ts";
import { changedRules, rulesText } from "../model/rule-choices.ts";
import { violatedText } from "../model/violation-text.ts";
import { adopt } from "../theme/css.ts";
import headlineStyles from "./headline.css?inline";

/** An exclamation mark in a disc, as a path in a square of 16 by 16. */
const ALARM = "M8 1.5a6.5 6.5 0 1 0 .01 0zM8 4.5v4.6M8 11.4v.2";

/** The number of characters above which a sentence is set in smaller type. */
const LONG = 180;

export interface HeadlineOwner {
  readonly words: JudgeWords;
  readonly table: RuleView[];
  /** Opens the rules. */
  openRules(back: HTMLElement): void;
  /** Opens the explanation of a violation. */
  why(violation: Violation, back: HTMLElement): void;
}

export class Headline {
  readonly #place: HTMLElement;
  readonly #owner: HeadlineOwner;
  #drawn: unknown[] = [];

  /** Nothing else renders into `place`, which is inside a shadow root. */
  constructor(place: HTMLElement, owner: HeadlineOwner) {
    this.#place = place;
    this.#owner = owner;
    adopt(place, headlineStyles);
  }

  /** Shows the run as it is now, with what is wrong in it. Cheap when nothing has changed but the time. */
  draw(session: Session, violation: Violation | undefined, failure: Failure | undefined): void {
    const { words } = this.#owner;
    const state = [words, session, session.setup, violation, failure];
    if (state.every((value, at) => value === this.#drawn[at])) return;
    this.#drawn = state;
    const title = given(session.ask((run) => run.title(words.language)) ?? "");
    this.#place.setAttribute("role", "group");
    this.#place.setAttribute("aria-label", words.headline.title);
    render(
      html`<div class="run">
          <p class="run-title" title=${title || nothing}>${title || words.headline.fresh}</p>
          ${this.#rules(session)}
        </div>
        ${violation ? this.#violation(violation) : failure ? failed(failure) : nothing}`,
      this.#place,
    );
  }

  /** The rules in which the run differs from the paper. */
  #rules({ setup }: Session): TemplateResult | typeof nothing {
    const { table, words } = this.#owner;
    const broken = changedRules(setup, table);
    if (broken.length === 0) return nothing;
    const open = (event: Event) => this.#owner.openRules(event.currentTarget as HTMLElement);
    const names = broken.map(({ rule }) => words.rules.texts[rule].name);
    return html`<button type="button" class="broken-rules" title=${rulesText(broken, words)} @click=${open}>
      <span class="count">${words.headline.broken(broken.length)}</span><span class="brief-count" aria-hidden="true">${broken.length} · </span>${names.join("; ")}
    </button>`;
  }

  #violation(violation: Violation): TemplateResult {
    const says = violatedText(violation, this.#owner.words);
    return wrong("violated", ALARM, says, (back) => this.#owner.why(violation, back));
  }
}

const failed = ({ says, explain }: Failure) => wrong("failing", SHAPES.failed, says, explain);

/** A sentence that says what is wrong, and leads to the reasons. */
function wrong(
  kind: "violated" | "failing",
  sign: string,
  says: string,
  explain: (back: HTMLElement) => void,
): TemplateResult {
  const why = (event: Event) => explain(event.currentTarget as HTMLElement);
  const long = says.length > LONG ? "long" : "";
  return html`<button type="button" class="wrong ${kind} ${long}" title=${says} @click=${why}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${sign} /></svg>
      <span>${says}</span>
    </button>`;
}
