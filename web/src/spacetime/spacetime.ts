// The space-time diagram on the page. Events are drawn once; as time passes the drawing is moved under its
// window, and only what is new is added.

import { html, nothing, render, svg, type TemplateResult } from "lit/html.js";
import type { RunWords } from "../i18n/run.en.ts";
import type { Question } from "../model/question.ts";
import { adopt } from "../theme/css.ts";
import { iconButton } from "../ui/buttons.ts";
import fingerStyles from "../ui/finger.css?inline";
import type { Offer } from "../ui/menu-model.ts";
import { decode } from "../view/targets.ts";
import type { Moment, Target } from "../view/types.ts";
import type { Axis, AxisSource, Travel } from "./axis.ts";
import { axisFor } from "./axis-for.ts";
import { listen } from "./interaction.ts";
import { type Label, labelsIn, showWhole } from "./labels.ts";
import {
  GUTTER,
  type Sheet,
  serverAt,
  sheetFor,
  timeAt,
  type Visible,
  visible,
  xAt,
} from "./layout.ts";
import { SheetLayers } from "./sheet-layers.ts";
import spacetimeStyles from "./spacetime.css?inline";
import {
  POINTS,
  renderFrame,
  renderGrid,
  renderLits,
  renderNames,
  renderTickLabels,
  SPILL,
} from "./spacetime-svg.ts";
import { canZoom, follow, pan, type Span, usualLength, windowAt, zoom } from "./window.ts";

/** The run that is shown. */
export interface SpacetimeSource extends AxisSource {
  readonly servers: number;
  /** Whether time passes. */
  readonly moving: boolean;
  isTurnOf(part: unknown): boolean;
  /** The instant to which the run is being moved, in milliseconds, if it is. */
  readonly heading: number | undefined;
}

/** What the diagram needs of the playground. */
export interface SpacetimeOwner extends Travel {
  /** The offer to ask a question, if it can be asked. */
  why(question: Question): Offer | undefined;
}

/** The item that the reader went to last. */
interface Picked {
  says: string;
  question: Question;
  /** Whether the run is still on its way there. */
  isComing: boolean;
  /** The moment of the item, which is described as long as the run stays there. */
  now: number;
  version: unknown;
}

/** The least distance of two labels of the axis, in pixels. */
const TICKS_APART = 90;
const ZOOM = 2;

/** The elements that move without being redrawn. */
interface Moving {
  names: SVGGElement;
  labels: SVGGElement;
  grid: SVGGElement;
  known: SVGSVGElement;
  sheet: SVGGElement;
  lit: SVGGElement;
  /** The transforms of all that moves with the sheet. */
  moves: SVGTransform[];
  future: SVGRectElement;
  cursor: SVGTransform;
}

export class Spacetime {
  readonly #place: HTMLElement;
  readonly #words: () => RunWords;
  readonly #owner: SpacetimeOwner;
  readonly #seenByReader: IntersectionObserver;
  readonly #resized: ResizeObserver;
  #axis: Axis = axisFor(false);
  /** Whether the axis is the order of steps. */
  #isOrdered = false;
  #source: SpacetimeSource | undefined;
  #selected: Target | undefined;
  #isVisible = true;
  #span: Span = windowAt(0, this.#axis.usual);
  /** Whether the length of the window is still to be chosen. */
  #isNew = true;
  /** Whether the reader has moved the window away from the present. */
  #away = false;
  #lastNow = 0;
  #frame: number | undefined;
  #width = 0;
  #height = 0;
  #sheet: Sheet | undefined;
  #frameWords: RunWords | undefined;
  #moving: Moving | undefined;
  #layers: SheetLayers | undefined;
  /** The labels of the axis and of the terms that begin. */
  #tickLabels: Label[] = [];
  #termLabels: Label[] = [];
  #drawing: HTMLElement | undefined;
  #seen: Visible | undefined;
  #readout: string | undefined;
  #picked: Picked | undefined;
  #lit: readonly Moment[] = [];
  /** How long the last look at new history took, in real milliseconds. */
  #lookTook = 0;
  /** What the drawing on the page was made from. */
  #drawn: unknown[] = [];
  #drawnAround: unknown[] = [];

  /** `place` is inside a shadow root, and nothing else renders into it. */
  constructor(place: HTMLElement, words: () => RunWords, owner: SpacetimeOwner) {
    this.#place = place;
    this.#words = words;
    this.#owner = owner;
    place.classList.add("spacetime");
    adopt(place, spacetimeStyles);
    adopt(place, fingerStyles);
    this.#resized = new ResizeObserver(() => {
      if (this.#measure()) this.#redraw();
    });
    this.#seenByReader = new IntersectionObserver((entries) => {
      this.#isVisible = entries.at(-1)?.isIntersecting ?? true;
      this.#redraw();
    });
    this.#seenByReader.observe(place);
  }

  /** Forgets the history, for another run or another future of this one. */
  forget(): void {
    this.#axis.forget();
  }

  /** Starts anew for another run, with the usual window. */
  reset(): void {
    this.#axis.forget();
    this.#isNew = true;
    this.#away = false;
  }

  /** Shows the run as it is now. Cheap when nothing has changed but the time. */
  draw(source: SpacetimeSource, selected: Target | undefined): void {
    this.#source = source;
    this.#selected = selected;
    if (source.isManual !== this.#isOrdered) {
      this.#isOrdered = source.isManual;
      this.#axis = axisFor(source.isManual);
      this.#drawn = [];
      this.#away = false;
      this.#isNew = true;
    }
    // A diagram out of sight need not be redrawn, but it must exist once, to be found.
    if (!this.#isVisible && this.#moving) return;
    // Together with the other drawings of a new or moving run, this would make one long task.
    const isLong = this.#isNew || source.heading !== undefined;
    if (isLong && this.#moving) this.#redrawSoon();
    else this.#draw(source);
  }

  /** Marks who contradicts whom, and when. Returns where on the axis that is. */
  light(moments: readonly Moment[]): Moment[] {
    if (!isSame([...moments], [...this.#lit])) {
      this.#lit = moments;
      this.#redraw();
    }
    return this.#placed(moments);
  }

  #placed(moments: readonly Moment[]): Moment[] {
    return moments.map((moment) => ({ ...moment, at: this.#axis.placeOf(moment) }));
  }

  #draw(source: SpacetimeSource): void {
    this.#keepPicked(source);
    this.#renderAround();
    const width = this.#width;
    if (width <= GUTTER) return;
    const axis = this.#axis;
    this.#follow(source);
    const [clock, known] = [performance.now(), axis.version];
    axis.look(source, this.#span, clock, !source.moving);
    if (axis.version !== known) {
      this.#lookTook = performance.now() - clock;
      // The place of the present may depend on the known history.
      this.#follow(source);
    }
    // The window may have another length now.
    this.#renderAround();
    const sheet = sheetFor(this.#span, width, source.servers, this.#sheet, this.#height);
    const words = this.#words();
    if (sheet !== this.#sheet || words !== this.#frameWords) this.#renderFrame(sheet, words);
    this.#renderSheet(sheet, source);
    this.#move(sheet, source);
    // While time passes, the next frame draws it anyway.
    if (axis.isLooking && !source.moving) this.#redrawSoon();
  }

  /** The window that is shown. */
  get span(): Span {
    return this.#span;
  }

  /** Forgets the picked item once the run is at another moment. */
  #keepPicked({ now, version, heading }: SpacetimeSource): void {
    const picked = this.#picked;
    if (!picked) return;
    if (picked.isComing) {
      this.#picked = { ...picked, now, version, isComing: heading !== undefined };
    } else if (picked.now !== now || picked.version !== version) this.#picked = undefined;
  }

  /** Redraws in the next frame: the history is fetched bit by bit, even while the run is paused. */
  #redrawSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#redraw();
    });
  }

  #follow(source: SpacetimeSource): void {
    const now = this.#axis.now(source);
    if (this.#isNew) this.#span = windowAt(now, usualLength(this.#width, this.#axis.usual));
    else if (now !== this.#lastNow && !this.#away) {
      this.#span = follow(this.#span, now, this.#axis.reached(source));
    }
    this.#isNew = false;
    this.#lastNow = now;
  }

  #renderAround(): void {
    const words = this.#words();
    const isAway = this.#away;
    const span = this.#axis.length(this.#span.to - this.#span.from, words.spacetime);
    const tooMany = this.#seen?.detail === "none";
    const offer = this.#picked && this.#owner.why(this.#picked.question);
    const state = [words, isAway, span, tooMany, this.#readout, this.#picked, offer?.label];
    if (isSame(state, this.#drawnAround)) return;
    this.#drawnAround = state;
    const around = this.#around(words.spacetime, isAway, span, tooMany);
    render(html`${around}${this.#said(offer)}`, this.#place);
    if (this.#drawing) return;
    this.#drawing = this.#place.querySelector(".drawing") as HTMLElement;
    this.#measure();
    this.#resized.observe(this.#drawing);
    listen(this.#drawing, this.#actions);
  }

  #measure(): boolean {
    const { clientWidth = 0, clientHeight = 0 } = this.#drawing ?? {};
    const isSame = clientWidth === this.#width && clientHeight === this.#height;
    this.#width = clientWidth;
    this.#height = clientHeight;
    return !isSame;
  }

  #around(words: RunWords["spacetime"], isAway: boolean, span: string, tooMany: boolean) {
    const zoomBy = (factor: number) => () => this.#zoom(factor, this.#lastNow);
    return html`
      <header>
        <h2>${words.title}</h2>
        ${isAway ? html`<button type="button" @click=${this.#back}>${words.now}</button>` : nothing}
        ${iconButton("M3.5 8h9", words.zoomOut, zoomBy(ZOOM), !canZoom(this.#span, ZOOM))}
        <span class="span">${span}</span>
        ${iconButton("M3.5 8h9M8 3.5v9", words.zoomIn, zoomBy(1 / ZOOM), !canZoom(this.#span, 1 / ZOOM))}
      </header>
      <div class="stage">
        <div class="drawing"></div>
        ${tooMany ? html`<p class="too-many">${words.tooMany}</p>` : nothing}
      </div>
      ${renderKey(words)}`;
  }

  /**
   * The description of the item under the pointer, or of the picked one, and the question that can be asked
   * about it.
   */
  #said(offer: Offer | undefined): TemplateResult {
    const open = (event: Event) => offer?.open(event.currentTarget as HTMLElement);
    return html`<div class="said ${this.#readout || this.#picked ? "" : "idle"}">
      <p class="readout" aria-hidden="true">${this.#readout ?? this.#picked?.says ?? nothing}</p>
      ${offer ? html`<button type="button" aria-label=${`${offer.label} ${this.#picked?.says}`} @click=${open}>${offer.label}</button>` : nothing}
    </div>`;
  }

  #renderFrame(sheet: Sheet, words: RunWords): void {
    // The description of a mark is in the previous language.
    if (words.language !== this.#frameWords?.language) {
      this.#picked = undefined;
      this.#readout = undefined;
    }
    this.#sheet = sheet;
    this.#frameWords = words;
    this.#drawn = [];
    if (!this.#drawing) return;
    render(html`${renderFrame(sheet, words.spacetime)}`, this.#drawing);
    this.#moving = findMoving(this.#drawing);
  }

  /** Draws what is new since the last time, and what has entered or left the window. */
  #renderSheet(sheet: Sheet, source: SpacetimeSource): void {
    const words = this.#words();
    const selected = this.#selected;
    const { history, version, until } = this.#axis;
    const moving = this.#moving;
    if (!history || !moving) return;
    const span = stepped(this.#span);
    const state = [version, sheet, words, selected, span.from, span.to, this.#lit];
    if (isSame(state, this.#drawn)) return;
    // New history is drawn in a frame of its own.
    if (this.#drawn.length > 0 && !source.isTurnOf(this)) return;
    this.#drawn = state;
    const clock = performance.now();
    const ctx = { words: words.spacetime, selected };
    this.#seen = visible(history, span);
    if (this.#layers?.group !== moving.sheet) this.#layers = new SheetLayers(moving.sheet);
    this.#layers.draw(sheet, this.#seen, until, ctx);
    render(renderLits(sheet, this.#placed(this.#lit)), moving.lit);
    const ticks = this.#axis.ticks(span, TICKS_APART / sheet.scale, ctx.words);
    render(renderTickLabels(sheet, ticks), moving.labels);
    this.#tickLabels = labelsIn(moving.labels, true);
    this.#termLabels = labelsIn(this.#layers.terms, false);
    render(renderGrid(sheet, ticks), moving.grid);
    render(renderNames(sheet, history.lanes, this.#span.from, ctx.words), moving.names);
    this.#axis.took(this.#lookTook + performance.now() - clock);
    if ((this.#seen.detail === "none") !== this.#drawnAround[3]) this.#renderAround();
  }

  /** Moves what changes with time alone. */
  #move(sheet: Sheet, source: SpacetimeSource): void {
    const moving = this.#moving;
    if (!moving) return;
    const [now, reached] = [this.#axis.now(source), this.#axis.reached(source)];
    const left = xAt(sheet, this.#span.from);
    const x = (time: number) => Math.min(sheet.width, Math.max(0, xAt(sheet, time) - left));
    for (const move of moving.moves) move.setTranslate(-left, 0);
    const known = x(Math.max(now, reached));
    showWhole(this.#tickLabels, left, left + sheet.width + SPILL);
    showWhole(this.#termLabels, left, left + known);
    setIfOther(moving.known, "width", known.toFixed(1));
    moving.cursor.setTranslate(now < this.#span.from ? -99 : GUTTER + xAt(sheet, now) - left, 0);
    setIfOther(moving.future, "x", (GUTTER + x(now)).toFixed(1));
    setIfOther(moving.future, "width", (sheet.width - x(now)).toFixed(1));
  }

  #zoom(factor: number, about: number): void {
    this.#span = zoom(this.#span, factor, about);
    this.#redraw();
  }

  readonly #back = () => {
    this.#away = false;
    this.#span = windowAt(this.#lastNow, this.#span.to - this.#span.from);
    this.#redraw();
  };

  #redraw(): void {
    if (this.#source && this.#isVisible) this.#draw(this.#source);
  }

  #timeAt(x: number): number {
    const { from } = this.#span;
    return this.#sheet ? timeAt(this.#sheet, x - GUTTER) + from - this.#sheet.origin : from;
  }

  readonly #actions = {
    goTo: (place: number, target: Target | undefined, item: SVGElement | undefined) => {
      // Going there redraws, and `item` may then show something else.
      const question = item && questionAbout(item);
      const says = item?.getAttribute("aria-label") ?? "";
      const reached = this.#source ? this.#axis.reached(this.#source) : 0;
      // The window stays where the reader is looking.
      this.#axis.goTo(Math.min(Math.max(0, place), reached), target, this.#owner);
      const { now = 0, version, heading } = this.#source ?? {};
      const isComing = heading !== undefined;
      this.#picked = question && { says, question, isComing, now, version };
      this.#renderAround();
    },
    timeAt: (x: number) => this.#timeAt(x),
    serverAt: (y: number) => this.#sheet && serverAt(this.#sheet, y),
    zoom: (factor: number, x: number) => this.#zoom(factor, this.#timeAt(x)),
    pan: (pixels: number) => {
      const { scale = 1 } = this.#sheet ?? {};
      const source = this.#source;
      const [now, reached] = source ? [this.#axis.now(source), this.#axis.reached(source)] : [0, 0];
      this.#span = pan(this.#span, pixels / scale, Math.max(now, reached));
      this.#away = now < this.#span.from || now > this.#span.to;
      this.#redraw();
    },
    tell: (words: string | undefined) => {
      this.#readout = words;
      this.#renderAround();
    },
  };
}

/** The question that can be asked about an item of the drawing. */
function questionAbout(item: SVGElement): Question | undefined {
  const { seq, target } = item.dataset;
  if (seq !== undefined) {
    const title = item.getAttribute("aria-label") ?? "";
    return { about: "events", title, events: [{ seq: Number(seq) }] };
  }
  const about = decode(target);
  if (about?.kind === "message") return { about: "message", message: about.id };
  return about?.kind === "server" ? { about: "server", server: about.id } : undefined;
}

/** Slightly more than the window, in steps, so that not every moved pixel causes a redraw. */
function stepped({ from, to }: Span): Span {
  const step = (to - from) / 8;
  return { from: (Math.floor(from / step) - 1) * step, to: (Math.ceil(to / step) + 1) * step };
}

/** Sets an attribute only if it differs, as setting it always causes a repaint. */
function setIfOther(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

const isSame = (a: unknown[], b: unknown[]): boolean =>
  a.length === b.length && a.every((value, at) => Object.is(value, b[at]));

function findMoving(place: HTMLElement): Moving {
  const part = <E extends SVGElement>(name: string) =>
    place.querySelector(`[data-moving=${name}]`) as E;
  const mover = (element: SVGGElement): SVGTransform => {
    element.setAttribute("transform", "translate(0 0)");
    return element.transform.baseVal.getItem(0);
  };
  const [labels, grid, sheet, lit] = ["labels", "grid", "sheet", "lit"].map((name) =>
    part<SVGGElement>(name),
  ) as [SVGGElement, SVGGElement, SVGGElement, SVGGElement];
  return {
    names: part("names"),
    labels,
    grid,
    known: part("known"),
    sheet,
    lit,
    moves: [labels, grid, sheet, lit].map(mover),
    future: part("future"),
    cursor: mover(part("cursor")),
  };
}

/** The key of the marks. */
function renderKey({ key }: RunWords["spacetime"]): TemplateResult {
  const item = (classes: string, d: string, words: string) => html`<span class="key-item">
    <svg class="key-sign" viewBox="-11 -8 22 16" width="20" height="14.5" aria-hidden="true">
      ${svg`<path class=${classes} d=${d}></path>`}
    </svg>${words}</span>`;
  return html`<p class="key spacetime-key">
    ${item("line leader", "M-10 0H10", key.leader)}
    ${item("line candidate", "M-10 0H10", key.candidate)}
    ${item("line crashed", "M-10 0H10", key.down)} ${item("way", "M-6 -7L6 7", key.message)}
    ${item("way reply", "M-6 -7L6 7", key.reply)}
    ${item("mark lost", "M-4 -4L4 4M4 -4L-4 4", key.lost)}
    ${item("mark elected", POINTS.elected, key.elected)}
    ${item("mark", POINTS.electionTimeout, key.timeout)}
    ${item("mark", "M0 -4v8", key.commit)}
  </p>`;
}
