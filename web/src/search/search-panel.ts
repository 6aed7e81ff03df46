// The panel of the search for a run: the goal, the progress, and what was found.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { TextProblem } from "../../generated/raft_timeline.js";
import type { SearchWords } from "../i18n/search.en.ts";
import { adopt } from "../theme/css.ts";
import { Drawer } from "../ui/drawer.ts";
import { GOALS, withGoal } from "./goals.ts";
import { outcomeText } from "./outcome.ts";
import { RunFinder } from "./run-finder.ts";
import searchStyles from "./search.css?inline";

export interface SearchOwner {
  readonly words: SearchWords;
  /** The rules of the run that differ from the paper's, in words; `undefined` with the paper's rules. */
  readonly brokenRules: string | undefined;
  /** The number of servers of the run. */
  readonly servers: number;
  /** The text of the run, whose rules, timing and logs define the world to search. */
  text(): Promise<string | undefined>;
  /** What is wrong with goals, if anything is. */
  goalProblem(goals: string, servers: number): TextProblem | undefined;
  /** Says what is wrong with a text, without the place. */
  whatIsWrong(problem: TextProblem): string;
  /** Opens a run that was found, compared with the paper's rules if `isCompared`. */
  open(text: string, isCompared: boolean): void;
}

/**
 * The numbers of servers offered: the smallest cluster in which a majority excludes a server, and a larger
 * one.
 */
const FEW = 3;
const MORE = 5;

export class SearchPanel {
  readonly #owner: SearchOwner;
  readonly #drawer: Drawer;
  #goals = "";
  #isCustom = false;
  #servers: number | undefined;
  #problem: unknown;
  #finder: RunFinder | undefined;
  /** The rules that the search was started with. */
  #searched: string | undefined;

  constructor(root: ShadowRoot, owner: SearchOwner) {
    this.#owner = owner;
    adopt(root.firstElementChild as Element, searchStyles);
    this.#drawer = new Drawer(root, "search", () => ({
      title: owner.words.title,
      close: owner.words.close,
      body: this.#body(),
    }));
  }

  /** Shows the panel. `back` gets the focus when the panel is closed; a search then continues. */
  show(back: HTMLElement | null): void {
    // Without a broken rule no property can be violated, so the reader looks for something else.
    if (!this.#finder) this.#isCustom = this.#owner.brokenRules === undefined;
    this.#drawer.show(back ?? undefined);
  }

  hide(): void {
    this.#drawer.hide();
  }

  refresh(): void {
    this.#drawer.refresh();
  }

  #body(): TemplateResult {
    const { words, brokenRules } = this.#owner;
    const isSearching = this.#finder?.state === "searching";
    return html`
      <p class="quiet">${words.about}</p>
      <p class="searched">${brokenRules === undefined ? words.rules.paper : words.rules.broken(brokenRules)}</p>
      <fieldset ?disabled=${isSearching}>
        <legend>${words.goal.title}</legend>
        ${this.#choice(false, words.goal.violation)} ${this.#choice(true, words.goal.custom)}
        ${this.#isCustom ? this.#conditions() : nothing}
      </fieldset>
      <p class="problem" role="alert">${this.#problem ?? nothing}</p>
      <div class="row actions">${this.#serversField(isSearching)} ${this.#buttons()}</div>
      ${this.#finder ? this.#outcome(this.#finder) : nothing}`;
  }

  #choice(isCustom: boolean, label: string): TemplateResult {
    const choose = () => {
      this.#isCustom = isCustom;
      this.#problem = undefined;
      this.refresh();
    };
    return html`<label class="kind"><input type="radio" name="goal" .checked=${this.#isCustom === isCustom}
      @change=${choose} /> ${label}</label>`;
  }

  #conditions(): TemplateResult {
    const { goal } = this.#owner.words;
    const type = (event: Event) => {
      this.#goals = (event.currentTarget as HTMLTextAreaElement).value;
      this.#problem = this.#goals.trim() === "" ? undefined : this.#check();
      this.refresh();
    };
    const insert = (event: Event) => {
      const select = event.currentTarget as HTMLSelectElement;
      this.#goals = withGoal(this.#goals, select.value);
      select.value = "";
      this.#problem = this.#check();
      this.refresh();
    };
    return html`
      <textarea rows="3" spellcheck="false" autocomplete="off" dir="ltr" lang="en" aria-label=${goal.label}
        aria-invalid=${this.#problem ? "true" : nothing} .value=${this.#goals} @input=${type}></textarea>
      <select aria-label=${goal.insert} @change=${insert}>
        <option value="">${goal.insert}</option>
        ${GOALS.map((condition) => html`<option lang="en">${condition}</option>`)}
      </select>`;
  }

  #serversField(isDisabled: boolean): TemplateResult {
    const { words, servers } = this.#owner;
    const numbers = [...new Set([FEW, MORE, servers])].sort((a, b) => a - b);
    const choose = (event: Event) => {
      this.#servers = Number((event.currentTarget as HTMLSelectElement).value);
      this.#problem = this.#isCustom && this.#goals.trim() !== "" ? this.#check() : undefined;
      this.refresh();
    };
    return html`<label>${words.servers}
      <select ?disabled=${isDisabled} .value=${String(this.#chosenServers)} @change=${choose}>
        ${numbers.map((number) => html`<option ?selected=${number === this.#chosenServers}>${number}</option>`)}
      </select></label>`;
  }

  get #chosenServers(): number {
    return this.#servers ?? FEW;
  }

  /** One button both starts and stops, so that it keeps the focus. */
  #buttons(): TemplateResult {
    const { words } = this.#owner;
    const { state } = this.#finder ?? {};
    const isSearching = state === "searching";
    const press = () => (isSearching ? this.#finder?.pause() : void this.#start());
    const label = state ? words.again : words.start;
    const resume = (event: Event) => {
      const button = event.currentTarget as HTMLElement;
      (button.previousElementSibling as HTMLElement).focus();
      this.#finder?.resume();
    };
    return html`<button type="button" class="primary" @click=${press}>${isSearching ? words.stop : label}</button>${
      state === "paused"
        ? html`<button type="button" @click=${resume}>${words.resume}</button>`
        : nothing
    }`;
  }

  /** Says what is wrong with the typed goals. */
  #check(): unknown {
    const { words } = this.#owner;
    if (this.#goals.trim() === "") return words.goal.empty;
    const problem = this.#owner.goalProblem(this.#goals, this.#chosenServers);
    return problem && words.goal.line(problem.line, this.#owner.whatIsWrong(problem));
  }

  async #start(): Promise<void> {
    this.#problem = this.#isCustom ? this.#check() : undefined;
    if (this.#problem) return this.refresh();
    const text = await this.#owner.text();
    if (text === undefined) return;
    this.#finder?.end();
    const goals = this.#isCustom ? this.#goals : "";
    this.#searched = this.#owner.brokenRules;
    this.#finder = new RunFinder({ text, goals, servers: this.#chosenServers }, () =>
      this.refresh(),
    );
    this.refresh();
  }

  #outcome(finder: RunFinder): TemplateResult {
    const { words } = this.#owner;
    const { found, done } = finder;
    const open = (isCompared: boolean) => () => found && this.#owner.open(found.text, isCompared);
    return html`<section class="search-result">
      <p class="search-says" role="status">${outcomeText(finder, words)}</p>
      ${
        found
          ? html`<div class="row">
        <button type="button" @click=${open(false)}>${words.open}</button>
        ${this.#searched === undefined ? nothing : html`<button type="button" @click=${open(true)}>${words.compare}</button>`}
      </div>`
          : nothing
      }
      <h3>${words.done.title}</h3>
      <dl class="search-numbers">
        ${numbers(done, words).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>
    </section>`;
  }
}

function numbers(done: RunFinder["done"], { done: words }: SearchWords): [string, string][] {
  return [
    [words.runs, words.number(done.runs)],
    [words.moves, words.number(done.moves)],
    [words.states, words.number(done.states)],
    [words.depth, words.moveCount(done.depth)],
    [words.time, words.seconds(done.time)],
  ];
}
