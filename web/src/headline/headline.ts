// The strip over the views: the run's title, the broken rules, and the violation.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { RuleView, Violation } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";
import { given } from "../i18n/given.ts";
import type { JudgeWords } from "../i18n/judge.ts";
import { changedRules, rulesText } from "../model/rule-choices.ts";
import { violationText } from "../model/violation-text.ts";
import { adopt } from "../theme/css.ts";
import headlineStyles from "./headline.css?inline";

/** The number of characters above which a violation is set in smaller type. */
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

  /** Shows the run as it is now. Cheap when nothing has changed but the time. */
  draw(session: Session, violation: Violation | undefined): void {
    const { words } = this.#owner;
    const state = [words, session, session.setup, violation];
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
        ${violation ? this.#violation(violation) : nothing}`,
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
    const { judge, headline } = this.#owner.words;
    const name = judge.names[violation.property];
    const says = headline.violated(name, violationText(violation, judge));
    const why = (event: Event) => this.#owner.why(violation, event.currentTarget as HTMLElement);
    const long = says.length > LONG ? "long" : "";
    return html`<button type="button" class="violated ${long}" title=${says} @click=${why}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1.5a6.5 6.5 0 1 0 .01 0zM8 4.5v4.6M8 11.4v.2" /></svg>
      <span>${says}</span>
    </button>`;
  }
}
