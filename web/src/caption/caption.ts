// The line that says what just happened, with the scenario's remark on it.

import { html, nothing, render } from "lit/html.js";
import type { NoteView } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";
import { given } from "../i18n/given.ts";
import type { JudgeWords } from "../i18n/judge.ts";
import { adopt } from "../theme/css.ts";
import { iconButton } from "../ui/buttons.ts";
import captionStyles from "./caption.css?inline";
import { sentences } from "./news.ts";
import { noteAt } from "./note.ts";
import { stepText } from "./step-text.ts";

/** How long a caption stays while time passes, so that it can be read, in real milliseconds. */
const REST_MS = 1500;
const LIST = "M3 4h10M3 8h10M3 12h7";

export class Caption {
  readonly #place: HTMLElement;
  readonly #words: () => JudgeWords;
  readonly #openTranscript: (back: HTMLElement) => void;
  #session: Session | undefined;
  /** What the caption was last made from. */
  #made: unknown[] = [];
  #step = "";
  #note: string | undefined;
  #notes: NoteView[] = [];
  #madeAt = Number.NEGATIVE_INFINITY;
  #committed = 0;
  #drawn: unknown[] = [];

  /** Nothing else renders into `place`, which is inside a shadow root. */
  constructor(
    place: HTMLElement,
    words: () => JudgeWords,
    openTranscript: (back: HTMLElement) => void,
  ) {
    this.#place = place;
    this.#words = words;
    this.#openTranscript = openTranscript;
    adopt(place, captionStyles);
  }

  /** Forgets the caption, because the run's future has changed. */
  forget(): void {
    this.#made = [];
  }

  /** Shows what led to the current instant. Cheap when that is the same. */
  draw(session: Session): void {
    const words = this.#words();
    const { view, moving } = session;
    const clock = performance.now();
    const state = [session, view, words, moving];
    const isDue = !moving || session !== this.#session || clock - this.#madeAt >= REST_MS;
    if (isDue && state.some((value, at) => value !== this.#made[at])) {
      this.#madeAt = clock;
      this.#take(session, words);
      this.#step = this.#told(session, words);
      this.#made = state;
    }
    this.#note = noteAt(this.#notes, session.now);
    this.#render(words);
  }

  #take(session: Session, words: JudgeWords): void {
    if (session !== this.#session) this.#committed = 0;
    this.#session = session;
    this.#notes = session.ask((run) => run.notes(words.language)) ?? [];
  }

  /** While time passes, the news; otherwise, or without news, the last step. */
  #told(session: Session, words: JudgeWords): string {
    const { view, moving } = session;
    const { told, committed } = sentences(session.news(), view, this.#committed, words.news);
    this.#committed = committed;
    if (moving && told.length > 0) return told.join(" ");
    const step = session.ask((run) => run.lastStep());
    if (!step) return this.#beginning(session, words);
    return stepText(step, words, view);
  }

  #beginning({ setup }: Session, { caption }: JudgeWords): string {
    const isScenario = this.#notes.length > 0;
    return isScenario ? caption.beginning : caption.begun(setup.servers, setup.seed);
  }

  #render(words: JudgeWords): void {
    const state = [words, this.#step, this.#note];
    if (state.every((value, at) => value === this.#drawn[at])) return;
    this.#drawn = state;
    const { caption } = words;
    const open = () => this.#openTranscript(this.#place.querySelector("button") as HTMLElement);
    render(
      html`<div class="told" role="group" aria-label=${caption.title}>
        <p class="step" role="status" title=${this.#step} @click=${open}>${this.#step}</p>
        <p class="note" @click=${open} title=${this.#note ? given(this.#note) : nothing}><bdi>${this.#note ?? nothing}</bdi></p>
        ${iconButton(LIST, caption.transcript, open)}
      </div>`,
      this.#place,
    );
  }
}
