// The timeline on the page: the whole run as a track, on which the reader can go anywhere.

import { html, nothing, render } from "lit/html.js";
import type { EventView, ExpectationsView, NoteView } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";
import { adopt } from "../theme/css.ts";
import { iconButton } from "../ui/buttons.ts";
import { expectationMarks } from "./expectation-marks.ts";
import { extentOf } from "./extent.ts";
import {
  grouped,
  jump,
  MarkList,
  noteMarks,
  reigns,
  type TimelineMark,
  violationMarks,
} from "./marks.ts";
import timelineStyles from "./timeline.css?inline";
import { type Ghost, LINE, renderTrack, THUMB } from "./track.ts";

/** The run that is shown. Times are in milliseconds. */
export interface TimelineSource {
  readonly now: number;
  /** The instant to which the run is being moved, if it is. */
  readonly heading?: number | undefined;
  /** The instant up to which the run has been played. */
  readonly reached: number;
  /** The instant up to which the run has been played or is planned. */
  readonly end: number;
  /** Whether time passes. */
  readonly moving: boolean;
  /** Whether `part`, which is due, is to be drawn in this frame. */
  isTurnOf(part: unknown): boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The notable events after the event of this number, as far as the run has been played. */
  marks(since: number): EventView[];
  /** When properties are violated, as far as the run has been played. */
  violatedAt(): ArrayLike<number> & Iterable<number>;
  /** The scenario's expectations with their states; a new object when they change. */
  expectations(): ExpectationsView | undefined;
  /** The scenario's notes, in the reader's language. */
  notes(language: string): NoteView[];
}

/** What the timeline needs of the playground. */
export interface TimelineActions {
  goTo(time: number): void;
  stepBack(): void;
  stepForward(): void;
  undo(): void;
  redo(): void;
  copyLink(): void;
  /** Opens the dialog that shares the moment. */
  share(): void;
}

/** The time between two looks at what is new while time passes, in real milliseconds. */
const REST_MS = 250;
/** The least distance of the signs of a row, in pixels. */
const APART = 9;
/** Half the width that a finger covers, and the most that it moves in a tap, in pixels. */
const FINGER = 22;
const STEADY = 8;

const ICONS = {
  link: "M6.5 9.5l3-3M7 5l1.6-1.6a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.6 1.6a2.8 2.8 0 0 1-4-4L5 7",
  share: "M8 10.5V2.5M5 5.5L8 2.5L11 5.5M5 7.5H3.5v6h9v-6H11",
  undo: "M6.5 3.5L3.5 6.5L6.5 9.5M3.5 6.5h5.5a3.5 3.5 0 0 1 0 7H7",
  redo: "M9.5 3.5L12.5 6.5L9.5 9.5M12.5 6.5H7a3.5 3.5 0 0 0 0 7h2",
};

export class Timeline {
  readonly #place: HTMLElement;
  readonly #words: () => RunWords;
  readonly #actions: TimelineActions;
  readonly #resized: ResizeObserver;
  #source: TimelineSource | undefined;
  #events: EventView[] = [];
  #list = new MarkList();
  #violations: TimelineMark[] = [];
  #expected: unknown[] = [];
  #expectations: TimelineMark[] = [];
  #notes: NoteView[] | undefined;
  #notesIn: string | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #width = 0;
  #extent = 1;
  /** The end of the run at the last look, in milliseconds. */
  #end: number | undefined;
  #ghost: Ghost | undefined;
  /** The instant up to which the run had been played at the last look. */
  #reached = 0;
  #slider: HTMLInputElement | undefined;
  /** The time to which the reader drags the slider, until the next frame. */
  #wanted: number | undefined;
  #drawn: unknown[] = [];
  /** The position at which the slider was pressed last, in pixels. */
  #pressedAt = 0;

  /** `place` is inside a shadow root, and nothing else renders into it. */
  constructor(place: HTMLElement, words: () => RunWords, actions: TimelineActions) {
    this.#place = place;
    this.#words = words;
    this.#actions = actions;
    place.classList.add("timeline");
    adopt(place, timelineStyles);
    this.#resized = new ResizeObserver(() => this.#measure());
  }

  /** Forgets the marks, for another run or another future of this one. */
  forget(): void {
    this.#events = [];
    this.#list = new MarkList();
    this.#violations = [];
    this.#notes = undefined;
    this.#lookedAt = Number.NEGATIVE_INFINITY;
  }

  /** The end of the run, played or planned, at the last look, in milliseconds. */
  get future(): number | undefined {
    return this.#end;
  }

  /** Shows the future that an action has replaced, until another is; `undefined` shows none. */
  setAside(ghost: Ghost | undefined): void {
    this.#ghost = ghost;
  }

  /** Shows the run as it is now. Cheap when nothing has changed but the time. */
  draw(source: TimelineSource): void {
    this.#source = source;
    const words = this.#words();
    if (!this.#notes || this.#notesIn !== words.language) {
      this.#notes = source.notes(words.language);
      this.#notesIn = words.language;
    }
    this.#look(source);
    this.#renderAround(source, this.#notes);
    this.#moveSlider(source);
  }

  /** Goes to the next mark, or to the one before. */
  jump(step: 1 | -1): void {
    const { now } = this.#source ?? {};
    const at = now === undefined ? undefined : jump(this.#marks(), now, step);
    if (at !== undefined) this.#actions.goTo(at);
  }

  #marks(): TimelineMark[] {
    const marks = [...this.#violations, ...this.#list.marks].sort((a, b) => a.at - b.at);
    return [...noteMarks(this.#notes ?? []), ...marks, ...this.#expectations];
  }

  /** Looks for new events, if that is due. */
  #look(source: TimelineSource): void {
    const clock = performance.now();
    if (source.moving && clock - this.#lookedAt < REST_MS) return;
    if (!source.isTurnOf(this)) return;
    this.#lookedAt = clock;
    const last = this.#events.at(-1)?.seq ?? -1;
    const events = source.marks(last).filter(({ seq }) => seq > last);
    this.#events.push(...events);
    this.#list.add(events);
    const times = source.violatedAt();
    if (times.length !== this.#violations.length) this.#violations = violationMarks(times);
    this.#lookAtExpectations(source);
    this.#reached = source.reached;
    this.#end = source.end;
    this.#extent = extentOf(source.reached, Math.max(source.end, this.#ghost?.to ?? 0));
  }

  #lookAtExpectations(source: TimelineSource): void {
    const [view, { expectations: words }] = [source.expectations(), this.#words()];
    if (view === this.#expected[0] && words === this.#expected[1]) return;
    this.#expected = [view, words];
    this.#expectations = view ? expectationMarks(view, words) : [];
  }

  #renderAround(source: TimelineSource, notes: NoteView[]): void {
    const words = this.#words();
    const { canUndo, canRedo } = source;
    const lived = Math.round((this.#reached / this.#extent) * this.#width);
    const known = [
      this.#events,
      this.#events.length,
      this.#violations,
      this.#expectations,
      this.#extent,
      this.#ghost,
      lived,
      this.#width,
    ];
    const state = [words, canUndo, canRedo, notes, ...known];
    if (state.every((value, at) => value === this.#drawn[at])) return;
    this.#drawn = state;
    render(this.#around(source), this.#place);
    if (this.#slider) return;
    this.#slider = this.#place.querySelector("input") as HTMLInputElement;
    this.#resized.observe(this.#slider);
    this.#measure();
  }

  #around({ canUndo, canRedo }: TimelineSource) {
    const words = this.#words();
    const t = words.timeline;
    const [width, extent] = [this.#width, this.#extent];
    const groups = grouped(this.#marks(), extent, APART / Math.max(1, width));
    const reached = this.#reached;
    const model = {
      width,
      extent,
      reached,
      reigns: reigns(this.#events),
      groups,
      ghost: this.#ghost,
    };
    return html`
      <div class="lane" role="group" aria-label=${t.title}>
        <div class="track">
          ${width > 0 ? renderTrack(model, (time) => this.#actions.goTo(time), words) : nothing}
          <input type="range" min="0" step="any" aria-label=${t.position}
            @input=${this.#drag} @pointerdown=${this.#press} @pointerup=${this.#release} @keydown=${this.#key} />
        </div>
        ${iconButton(ICONS.undo, t.undo, () => this.#actions.undo(), !canUndo)}
        ${iconButton(ICONS.redo, t.redo, () => this.#actions.redo(), !canRedo)}
        ${iconButton(ICONS.link, words.address.copyLink, () => this.#actions.copyLink(), false)}
        ${iconButton(ICONS.share, words.address.share, () => this.#actions.share(), false)}
      </div>`;
  }

  #moveSlider({ now: shown, heading, moving }: TimelineSource): void {
    // The slider stays where the reader has put it.
    const now = heading ?? shown;
    const slider = this.#slider;
    if (!slider || this.#wanted !== undefined) return;
    const extent = String(this.#extent);
    if (slider.max !== extent) slider.max = extent;
    const pixel = this.#extent / Math.max(1, this.#width - 2 * THUMB);
    // Less than half a pixel is invisible; when paused, the position is exact.
    if (Math.abs(slider.valueAsNumber - now) < (moving ? pixel / 2 : 1e-6)) return;
    slider.value = String(now);
    if (!moving || !slider.matches(":focus")) this.#tellTime(slider, now);
  }

  #tellTime(slider: HTMLInputElement, now: number): void {
    slider.setAttribute("aria-valuetext", this.#words().seconds(now));
  }

  readonly #drag = () => {
    if (!this.#slider) return;
    const first = this.#wanted === undefined;
    this.#wanted = this.#slider.valueAsNumber;
    // Once per frame is enough, however often the finger moves.
    if (first) requestAnimationFrame(this.#settle);
  };

  readonly #settle = () => {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    if (wanted === undefined) return;
    this.#actions.goTo(wanted);
    if (this.#slider) this.#tellTime(this.#slider, wanted);
  };

  readonly #press = ({ clientX }: PointerEvent) => {
    this.#pressedAt = clientX;
  };

  /**
   * The slider covers the marks: releasing on a mark, or tapping beside one with a finger, goes to the mark.
   */
  readonly #release = ({ clientX, clientY, pointerType }: PointerEvent) => {
    const below = (this.#place.getRootNode() as ShadowRoot).elementsFromPoint(clientX, clientY);
    const isTap = pointerType === "touch" && Math.abs(clientX - this.#pressedAt) < STEADY;
    const mark =
      below.find((element) => element.matches(".moment > *")) ??
      (isTap ? this.#markNear(clientX, clientY) : undefined);
    if (!mark) return;
    this.#wanted = undefined;
    mark.dispatchEvent(new Event("click", { bubbles: true }));
  };

  /** The mark nearest to a tap; none if the tap is on the line. */
  #markNear(x: number, y: number): Element | undefined {
    const { top = 0 } = this.#slider?.parentElement?.getBoundingClientRect() ?? {};
    if (Math.abs(y - top - LINE) < STEADY) return undefined;
    const distances = [...this.#place.querySelectorAll(".moment")].map((mark) => {
      const { left, right, top, bottom } = mark.getBoundingClientRect();
      return { mark, distance: Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y) };
    });
    const [nearest] = distances.sort((a, b) => a.distance - b.distance);
    return nearest && nearest.distance <= FINGER ? nearest.mark : undefined;
  }

  /** On the slider, too, an arrow key moves by one event, and with Shift to a mark. */
  readonly #key = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (step !== 1 && step !== -1) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) this.jump(step);
    else if (step > 0) this.#actions.stepForward();
    else this.#actions.stepBack();
  };

  #measure(): void {
    const width = this.#slider?.clientWidth ?? 0;
    if (width === this.#width) return;
    this.#width = width;
    if (this.#source) this.draw(this.#source);
  }
}
