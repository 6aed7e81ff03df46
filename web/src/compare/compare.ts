// Two worlds side by side: the same text, seed and actions with other rules, and one clock.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { Rules, RuleView, TallyView } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";
import type { Catalogue } from "../i18n/catalogue.ts";
import type { JudgeWords } from "../i18n/judge.ts";
import { METRICS, metricText } from "../model/metrics.ts";
import type { RuleName } from "../model/rule-choices.ts";
import {
  differences,
  paperRules,
  rulesOf,
  rulesText,
  ruleText,
  withChoice,
} from "../model/rule-choices.ts";
import { adopt } from "../theme/css.ts";
import { WORDS_MS } from "../ui/pace.ts";
import { ClusterDrawing } from "../view/cluster-drawing.ts";
import { markCommitted } from "../view/in-run.ts";
import { LogsDrawing } from "../view/logs-drawing.ts";
import { keepLastLost } from "../view/lost.ts";
import { elementsOf, finderIn, mark } from "../view/mark.ts";
import { offerMissing } from "../view/missing-cells.ts";
import type { Size, Target, ViewContext } from "../view/types.ts";
import compareStyles from "./compare.css?inline";
import { type Differing, differing, onlyCommitted } from "./differ.ts";
import { SecondWorld } from "./second-world.ts";

export interface CompareOwner {
  readonly words: JudgeWords;
  readonly t: Catalogue;
  readonly selected: Target | undefined;
  readonly table: RuleView[];
  /** Writes a time as the playground does. */
  seconds(ms: number): string;
  /** Called when the reader selects something in the second world. */
  touch(target: Target, anchor: Element, world: SecondWorld): void;
  /** Called when the second world has been replaced or removed. */
  replaced(): void;
  /** Redraws both worlds. */
  redraw(): void;
  /** Closes the comparison. */
  close(): void;
}

/** How long after a change of the first run the second is replayed, in real milliseconds. */
const REST_MS = 150;
/** The places of the clusters, in either world. */
const CLUSTERS = ".area-cluster, .area-cluster-second";
/** The places of the logs, in either world. */
const LOGS = ".area-logs, .area-logs-second";

export class Compare {
  readonly #owner: CompareOwner;
  readonly #playground: HTMLElement;
  readonly #head: HTMLElement;
  readonly #other: HTMLElement;
  readonly #cluster: HTMLElement;
  readonly #logs: HTMLElement;
  readonly #parts: HTMLElement[];
  readonly #clusterDrawing: ClusterDrawing;
  readonly #logsDrawing: LogsDrawing;
  readonly #resized: ResizeObserver;
  /** The measured size of each part, in pixels; measuring forces a layout. */
  readonly #rooms = new Map<Element, Size>();
  #rules: Rules | undefined;
  #session: Session | undefined;
  #world: SecondWorld | undefined;
  #context: ViewContext | undefined;
  #wordsAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Adds the second world to the playground's frame, beside the first. */
  constructor(playground: HTMLElement, owner: CompareOwner) {
    this.#owner = owner;
    this.#playground = playground;
    const make = (name: string) =>
      Object.assign(document.createElement("div"), { className: name });
    this.#head = make("world first");
    this.#other = make("world second");
    const cluster = make("panel area-cluster-second");
    const logs = make("panel area-logs-second");
    this.#cluster = make("drawing-second");
    this.#logs = make("drawing-second");
    cluster.append(this.#cluster);
    logs.append(this.#logs);
    this.#parts = [this.#head, this.#other, cluster, logs];
    for (const part of this.#parts) part.setAttribute("role", "group");
    playground.prepend(this.#head);
    playground.querySelector(".area-logs")?.after(this.#other, cluster, logs);
    adopt(playground, compareStyles);
    playground.classList.add("comparing");
    this.#clusterDrawing = new ClusterDrawing(this.#cluster);
    this.#logsDrawing = new LogsDrawing(this.#logs);
    this.#resized = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) {
        const { width, height } = contentRect;
        this.#rooms.set(target, { width, height });
      }
      this.#owner.redraw();
    });
    for (const part of [this.#cluster, this.#logs]) this.#resized.observe(part);
  }

  /** The rules of the second world. */
  get rules(): Rules | undefined {
    return this.#rules;
  }

  /** Begins the second world with these rules. */
  use(rules: Rules): void {
    this.#rules = rules;
    this.renew();
  }

  /** Applies soon to the second run what was done to the first. */
  renewSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.renew(), REST_MS);
  }

  /** Replays the second run up to the instant of the first. */
  renew(): void {
    clearTimeout(this.#timer);
    this.#owner.replaced();
    this.#world?.dispose();
    this.#world = this.#session && this.#rules && SecondWorld.of(this.#session, this.#rules);
    this.#wordsAt = 0;
    if (!this.#world) return;
    // Both logs have room for all their rows.
    this.#playground.style.setProperty("--rows", String(this.#world.view.servers.length));
    this.#owner.redraw();
  }

  /** Removes the second world from the playground. */
  remove(): void {
    clearTimeout(this.#timer);
    this.#resized.disconnect();
    this.#owner.replaced();
    this.#world?.dispose();
    this.#world = undefined;
    for (const place of this.#playground.querySelectorAll(`${CLUSTERS}, ${LOGS}`)) {
      mark(place, "differs", []);
    }
    for (const part of this.#parts) part.remove();
    this.#playground.classList.remove("comparing");
    this.#playground.style.removeProperty("--rows");
  }

  /** Shows both worlds at the first one's instant. */
  draw(session: Session): void {
    if (session !== this.#session) {
      this.#session = session;
      // The run that it was made from is gone, and perhaps its module, too.
      this.#world = undefined;
      this.renew();
    }
    const world = this.#world;
    if (!world) return;
    const clock = performance.now();
    world.follow(session, clock);
    const context = this.#viewContext();
    const room = this.#rooms.get(this.#cluster);
    if (!room || room.width <= 0) return;
    keepLastLost(world.view, () => world.ask((run) => run.lastStep()));
    this.#clusterDrawing.draw(world.view, session.now, room, context);
    if (session.moving && clock - this.#wordsAt < WORDS_MS) return;
    if (!session.isTurnOf(this)) return;
    this.#wordsAt = clock;
    this.#logsDrawing.draw(world.view, this.#rooms.get(this.#logs) ?? room, context);
    this.#drawWords(session, world);
  }

  #drawWords(session: Session, world: SecondWorld): void {
    const committed = world.ask((run) => run.committedUpTo()) ?? [];
    const found = differing(
      { view: session.view, committed: session.ask((run) => run.committedUpTo()) ?? [] },
      { view: world.view, committed },
    );
    this.#light(found);
    const { judge, why } = this.#owner.words;
    markCommitted(this.#logs, committed, judge.inRun);
    offerMissing(this.#logs, world.view, why.noEntry);
    const first = session.ask((run) => run.tally());
    const second = world.ask((run) => run.tally());
    if (!first || !second || !this.#rules) return;
    const { compare } = this.#owner.words;
    const [head, ...others] = this.#parts;
    head?.setAttribute("aria-label", compare.first);
    for (const part of others) part.setAttribute("aria-label", compare.second);
    render(this.#firstHead(session, first, second, found), this.#head);
    render(this.#secondHead(session, second, first), this.#other);
  }

  /** Marks what differs, in both worlds. */
  #light(found: Differing[]): void {
    const servers = found
      .filter(({ what }) => what.length > 0)
      .map(({ server }): Target => ({ kind: "server", id: server }));
    for (const place of this.#playground.querySelectorAll(CLUSTERS)) {
      mark(place, "differs", elementsOf(place, servers));
    }
    for (const place of this.#playground.querySelectorAll(LOGS)) {
      const find = finderIn(place);
      const rows = found.map(({ server, entries, what }) => {
        const targets = entries.map((index): Target => ({ kind: "entry", server, index }));
        return { cells: find(targets), isSigned: what.length > 0 };
      });
      // Within a log, later differences mostly follow from the first, so only the first gets a sign. What
      // only the run as a whole knows is shown by the frames of entries.
      mark(
        place,
        "differs",
        rows.flatMap(({ cells }) => cells),
        rows.flatMap(({ cells, isSigned }) => (isSigned ? cells.slice(0, 1) : [])),
      );
    }
  }

  #firstHead(session: Session, tally: TallyView, other: TallyView, found: Differing[]) {
    const { compare } = this.#owner.words;
    return html`
      <div class="title">
        <h2>${compare.first}</h2>
        <p class="rules-of">${this.#rulesText(rulesOf(session.setup, this.#owner.table), this.#rules as Rules)}</p>
        <button type="button" class="end" @click=${() => this.#owner.close()}>${compare.close}</button>
      </div>
      ${this.#metrics(tally, other)}
      <p class="quiet differ">${this.#differences(tally, other, found)}</p>`;
  }

  /** Says in words how the two worlds differ. */
  #differences(tally: TallyView, other: TallyView, found: Differing[]): string {
    const { compare } = this.#owner.words;
    const only = onlyCommitted(tally, other);
    const servers = found
      .filter(({ what }) => what.length > 0)
      .map(({ server, what }) =>
        compare.server(
          server,
          what.map((kind) => compare.what[kind]),
        ),
      );
    const committed = only && compare.committed({ ...only, when: this.#owner.seconds(only.at) });
    const rest = servers.length > 0 ? compare.differ(servers) : undefined;
    const told = [committed, rest].filter((text) => text !== undefined);
    if (told.length > 0) return told.join(compare.between);
    return found.length > 0 ? compare.marks : compare.same;
  }

  #secondHead({ setup }: Session, tally: TallyView, other: TallyView): TemplateResult {
    const { compare } = this.#owner.words;
    return html`
      <div class="title">
        <h2>${compare.second}</h2>
        ${this.#select(rulesOf(setup, this.#owner.table))}
      </div>
      ${this.#metrics(tally, other)}`;
  }

  /** Says in words how these rules differ from the others. */
  #rulesText(rules: Rules, other: Rules): string {
    const { table, words } = this.#owner;
    return rulesText(differences(rules, other, table), words);
  }

  /** The selection of the second world's rules: one rule changed, or all as in the paper. */
  #select(first: Rules): TemplateResult {
    const { table, words } = this.#owner;
    const now = this.#rules as Rules;
    const paper = paperRules(table);
    const isPaper = differences(now, paper, table).length === 0;
    const hasPaper = differences(first, paper, table).length > 0;
    const pick = (event: Event) => {
      const [rule = "", choice = ""] = (event.target as HTMLSelectElement).value.split("=");
      this.use(rule === "" ? paper : withChoice(first, rule as RuleName, choice));
    };
    const options = (rule: RuleName, choices: string[]) =>
      choices
        .filter((choice) => choice !== first[rule])
        .map(
          (choice) =>
            html`<option value=${`${rule}=${choice}`} .selected=${!(isPaper && hasPaper) && now[rule] === choice}>
              ${ruleText({ rule, choice }, words)}</option>`,
        );
    return html`<select aria-label=${words.compare.second} @change=${pick}>
      ${hasPaper ? html`<option value="" .selected=${isPaper}>${words.compare.paper}</option>` : nothing}
      ${table.map(({ name, choices }) =>
        options(
          name as RuleName,
          choices.map((choice) => choice.name),
        ),
      )}
    </select>`;
  }

  #metrics(tally: TallyView, other: TallyView): TemplateResult {
    const { rules } = this.#owner.words;
    return html`<dl class="metrics">${METRICS.map((name) => {
      const text = metricText(name, tally, rules.ms);
      const isSame = text === metricText(name, other, rules.ms);
      return html`<div class=${isSame ? "" : "differs"}><dt>${rules.tally[name]}</dt><dd>${text}</dd></div>`;
    })}</dl>`;
  }

  readonly #touch = (target: Target, anchor: Element): void => {
    if (this.#world) this.#owner.touch(target, anchor, this.#world);
  };

  /** Returns the same object as long as nothing in it changes, as the drawings compare it by identity. */
  #viewContext(): ViewContext {
    const { t, selected } = this.#owner;
    if (this.#context?.t !== t || this.#context.selected !== selected) {
      this.#context = { t, selected, activate: this.#touch };
    }
    return this.#context;
  }
}
