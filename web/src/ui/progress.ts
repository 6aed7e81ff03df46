// The progress of long work, with a button to stop it.

import { html, nothing, render } from "lit/html.js";
import type { Work } from "../engine/slices.ts";
import type { RunWords } from "../i18n/run.en.ts";
import { adopt } from "../theme/css.ts";
import progressStyles from "./progress.css?inline";

/** How long work must take before its progress is shown, in real milliseconds. */
export const PATIENCE_MS = 300;

export class ProgressBar {
  readonly #place: HTMLElement;
  #isShown = false;

  /** Nothing else renders into `place`, which is inside a shadow root. */
  constructor(place: HTMLElement) {
    this.#place = place;
    place.classList.add("work");
    adopt(place, progressStyles);
  }

  draw(work: Work | undefined, words: RunWords): void {
    const isLong = work !== undefined && performance.now() - work.since >= PATIENCE_MS;
    if (!isLong && !this.#isShown) return;
    this.#isShown = isLong;
    render(isLong ? this.#bar(work, words) : nothing, this.#place);
  }

  /** Stops the work that is shown. Returns whether there was any. */
  stop(work: Work | undefined): boolean {
    if (!this.#isShown || !work) return false;
    work.end("stopped");
    return true;
  }

  #bar(work: Work, { progress }: RunWords) {
    const { job, share } = work;
    const says = job.what === "playing" ? progress.playing(job.at(), job.to) : progress[job.what];
    const percent = Math.round(share * 100);
    return html`<span class="says" aria-hidden="true">${says}</span>
      <progress aria-label=${says} max="100" .value=${percent}></progress>
      <button type="button" @click=${() => this.stop(work)}>${progress.stop}</button>`;
  }
}
