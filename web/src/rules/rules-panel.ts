// The panel of the rules, each with its choices, and the effect of the last choice.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { ChoiceView, Rules, RuleView } from "../../generated/raft_timeline.js";
import type { RulesWords } from "../i18n/rules.en.ts";
import { METRICS, metricText } from "../model/metrics.ts";
import type { RuleName } from "../model/rule-choices.ts";
import { choiceText, differences, paperRules, withChoice } from "../model/rule-choices.ts";
import { adopt } from "../theme/css.ts";
import { Drawer } from "../ui/drawer.ts";
import { ruleSections, scenarioOf } from "./about.ts";
import type { RuleComparison } from "./outcome.ts";
import rulesStyles from "./rules.css?inline";

export interface RulesOwner {
  readonly words: RulesWords;
  /** All rules with their choices. */
  readonly table: RuleView[];
  /** The rules of the run that is shown; `undefined` while there is none. */
  readonly chosen: Rules | undefined;
  /** The effect of the last choice, if one was made. */
  readonly outcome: RuleComparison | undefined;
  /** Whether two worlds are shown. */
  readonly isComparing: boolean;
  /** Writes a time as the playground does. */
  seconds(ms: number): string;
  /** What happens in each run at the moment at which they part, in words; `undefined` where nothing does. */
  happens(outcome: RuleComparison): { before: string | undefined; after: string | undefined };
  section(name: string, dissertation: boolean): string;
  /** Replays the run with these rules. `rule` is the one that was changed; without it, all were. */
  choose(rules: Rules, rule?: RuleName): void;
  openScenario(name: string): void;
  toggleCompare(): void;
  /** Opens the search for a run. */
  search(): void;
  goTo(ms: number): void;
}

export class RulesPanel {
  readonly #owner: RulesOwner;
  readonly #drawer: Drawer;

  constructor(root: ShadowRoot, owner: RulesOwner) {
    this.#owner = owner;
    adopt(root.firstElementChild as Element, rulesStyles);
    this.#drawer = new Drawer(root, "rules", () => ({
      title: owner.words.title,
      close: owner.words.close,
      body: this.#body(),
    }));
  }

  get isOpen(): boolean {
    return this.#drawer.isOpen;
  }

  /** Shows the panel, scrolled to the first element that `lead` selects. */
  show(back: HTMLElement, lead?: string): void {
    this.#drawer.show(back, lead);
  }

  hide(): void {
    this.#drawer.hide();
  }

  refresh(): void {
    this.#drawer.refresh();
  }

  #body(): TemplateResult {
    const { words, table, chosen, isComparing } = this.#owner;
    if (!chosen) return html``;
    const paper = paperRules(table);
    const changed = differences(chosen, paper, table).length;
    return html`
      <p class="quiet">${words.about}</p>
      <div class="row actions">
        <button type="button" ?disabled=${changed === 0} @click=${() => this.#owner.choose(paper)}>${words.allPaper}</button>
        <button type="button" aria-pressed=${isComparing ? "true" : "false"}
          @click=${() => this.#owner.toggleCompare()}>${words.compare}</button>
        <button type="button" @click=${() => this.#owner.search()}>
          ${changed === 0 ? words.findRun : words.findCounterexample}</button>
      </div>
      ${this.#status(undefined)}
      <div class="all">${table.map((rule) => this.#rule(rule, chosen))}</div>`;
  }

  #rule({ name, choices }: RuleView, chosen: Rules): TemplateResult {
    const { words } = this.#owner;
    const rule = name as RuleName;
    const { protects, name: title } = words.texts[rule];
    const { name: section, dissertation = false } = ruleSections[rule];
    const isChanged = chosen[rule] !== choices[0]?.name;
    return html`<fieldset class=${isChanged ? "changed" : ""}>
      <legend>${title} <span class="section">${this.#owner.section(section, dissertation)}</span></legend>
      <p class="protects">${protects}</p>
      ${choices.map((choice) => this.#choice(rule, choice, chosen))}
      ${this.#status(rule)}
    </fieldset>`;
  }

  #choice(rule: RuleName, { name, weight }: ChoiceView, chosen: Rules): TemplateResult {
    const { words } = this.#owner;
    const label = choiceText(rule, name, words);
    const scenario = scenarioOf(rule, name);
    const choose = () => this.#owner.choose(withChoice(chosen, rule, name), rule);
    return html`<div class="choice">
      <label>
        <input type="radio" name=${rule} .checked=${chosen[rule] === name} @change=${choose} />
        <span>${label}</span>
        <span class="weight ${weight}" title=${words.weightAbout[weight]}>${words.weights[weight]}</span>
      </label>
      ${
        scenario
          ? html`<button type="button" class="goto" aria-label=${words.scenarioLabel(words.texts[rule].name, label)}
              @click=${() => this.#owner.openScenario(scenario)}>${words.scenario}</button>`
          : nothing
      }
    </div>`;
  }

  /** The effect of the last choice, shown at the rule that was changed. */
  #status(rule: RuleName | undefined): TemplateResult {
    const { outcome } = this.#owner;
    const isHere = outcome !== undefined && outcome.rule === rule;
    return html`<div role="status">${isHere ? this.#outcome(outcome) : nothing}</div>`;
  }

  #outcome(outcome: RuleComparison): TemplateResult {
    const { words, seconds } = this.#owner;
    const { parts } = outcome;
    if (!parts) return html`<section class="came"><p>${words.outcome.same}</p></section>`;
    const { before, after } = this.#owner.happens(outcome);
    return html`<section class="came">
      <p><button type="button" class="goto sentence" @click=${() => this.#owner.goTo(parts.at)}>
        ${words.outcome.parts(seconds(parts.at))}</button></p>
      <dl>
        <div><dt>${words.outcome.before}</dt><dd>${before ?? words.outcome.nothing}</dd></div>
        <div><dt>${words.outcome.now}</dt><dd>${after ?? words.outcome.nothing}</dd></div>
      </dl>
      ${metricsTable(outcome, words)}
    </section>`;
  }
}

function metricsTable({ before, after }: RuleComparison, words: RulesWords): TemplateResult {
  const rows: [string, string, string][] = METRICS.map((name) => [
    words.tally[name],
    metricText(name, before.tally, words.ms),
    metricText(name, after.tally, words.ms),
  ]);
  rows.push([words.outcome.violations, String(before.violations), String(after.violations)]);
  return html`<table>
    <thead><tr><td></td><th scope="col">${words.outcome.before}</th><th scope="col">${words.outcome.now}</th></tr></thead>
    <tbody>${rows.map(
      ([name, was, is]) =>
        html`<tr class=${was === is ? "" : "differs"}><th scope="row">${name}</th><td>${was}</td><td>${is}</td></tr>`,
    )}</tbody>
  </table>`;
}
