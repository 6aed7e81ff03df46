// The fields for the servers' timeouts and intervals. Changing them replays the run.

import { html, nothing, type TemplateResult } from "lit/html.js";
import type { TimingProblem, TimingView } from "../../generated/raft_timeline.js";
import type { FullCatalogue } from "../i18n/en.later.ts";
import type { TimingOutcome } from "./set-timing.ts";

export interface TimingHandlers {
  /** Replays the run with this timing, and returns the result. */
  setTiming: (timing: TimingView) => Promise<TimingOutcome>;
  /** Called when the fields have to be redrawn. */
  redraw: () => void;
}

type Field = keyof TimingView;

const FIELDS: readonly Field[] = ["electionMin", "electionMax", "heartbeat"];

/** What is wrong, in words, and the fields that it is about. */
interface Wrong {
  text: string;
  fields: readonly Field[];
}

export class TimingFields {
  readonly #on: TimingHandlers;
  /** The contents of the fields, as text: it may not be a number. */
  #draft: Partial<Record<Field, string>> = {};
  #wrong: Wrong | undefined;
  /** Whether the run has just been replayed. */
  #isSet = false;

  constructor(on: TimingHandlers) {
    this.#on = on;
  }

  render(timing: TimingView, { network }: FullCatalogue): TemplateResult {
    const field = (name: Field, label: string) => this.#field(name, label, timing);
    const submit = (event: Event) => {
      event.preventDefault();
      void this.#apply(timing, network);
    };
    return html`<form class="settings timing" aria-label=${network.timing} @submit=${submit}>
      <span>${network.election}</span>
      <span>
        ${field("electionMin", network.label(network.election, network.min))} ${network.to}
        ${field("electionMax", network.label(network.election, network.max))} ms
      </span>
      <span>${network.heartbeat}</span>
      <span>${field("heartbeat", network.label(network.heartbeat, network.inMs))} ms</span>
      <p class="problem" id="timing-problem" role="alert">${this.#wrong?.text ?? nothing}</p>
      <p class="quiet" id="timing-about" role="status">
        ${this.#isSet ? network.timingSet : network.timingAbout}
      </p>
      <p><button type="submit" aria-describedby="timing-about">${network.setTiming}</button></p>
    </form>`;
  }

  #field(name: Field, label: string, timing: TimingView): TemplateResult {
    const isWrong = this.#wrong?.fields.includes(name) ?? false;
    const write = (event: Event) => {
      this.#draft[name] = (event.target as HTMLInputElement).value;
      if (!this.#isSet && !this.#wrong) return;
      this.#isSet = false;
      this.#wrong = undefined;
      this.#on.redraw();
    };
    return html`<input
      inputmode="decimal"
      size="4"
      aria-label=${label}
      aria-invalid=${isWrong ? "true" : nothing}
      aria-describedby=${isWrong ? "timing-problem" : nothing}
      .value=${this.#draft[name] ?? String(timing[name])}
      @input=${write}
    />`;
  }

  async #apply(now: TimingView, words: FullCatalogue["network"]): Promise<void> {
    const { electionMin, electionMax, heartbeat } = now;
    const wanted: TimingView = { electionMin, electionMax, heartbeat };
    for (const name of FIELDS) {
      const text = this.#draft[name];
      if (text !== undefined) wanted[name] = milliseconds(text);
    }
    const strange = FIELDS.filter((name) => !Number.isFinite(wanted[name]));
    if (strange.length > 0) {
      this.#wrong = { text: words.notANumber, fields: strange };
    } else {
      const { problem, isSet } = await this.#on.setTiming(wanted);
      this.#wrong = wrong(problem, wanted, words);
      this.#isSet = isSet;
      if (isSet) this.#draft = {};
    }
    this.#on.redraw();
  }
}

/** Reads a number of milliseconds; NaN for anything else. */
const milliseconds = (text: string): number =>
  text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));

/** Describes a problem in words, with the fields that it is about. */
function wrong(
  problem: TimingProblem | undefined,
  { electionMin, electionMax }: TimingView,
  words: FullCatalogue["network"],
): Wrong | undefined {
  switch (problem?.type) {
    case undefined:
      return undefined;
    case "reversed":
      return {
        text: words.timingReversed(electionMin, electionMax),
        fields: ["electionMin", "electionMax"],
      };
    case "outOfRange":
      return { text: words.timingOutOfRange(problem.min, problem.max), fields: problem.fields };
  }
}
