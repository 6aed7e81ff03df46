// The captions of a run up to an instant, as a list to read back: each line leads to its moment.

import { html, type TemplateResult } from "lit/html.js";
import type { EventView, NoteView, StepView } from "../../generated/raft_timeline.js";
import { isTelling } from "./step-text.ts";

/** The most lines that are shown: the latest ones. */
const MOST = 300;

export interface Line {
  /** In milliseconds. */
  at: number;
  text: string;
  /** The first event of the step; it tells apart the steps of one instant. */
  seq?: number;
  /** Whether this is a note of the scenario. */
  isNote: boolean;
}

/** What the run knows of its past. */
export interface History {
  /** The notable events since the beginning. */
  events: EventView[];
  /** The last steps up to now, oldest first. */
  steps: StepView[];
  notes: NoteView[];
  /** In milliseconds. */
  now: number;
}

export interface Telling {
  event: (what: EventView["what"]) => string;
  step: (step: StepView) => string;
}

/** The lines for the steps worth telling, the notable events before them, and the scenario's notes. */
export function transcript({ events, steps, notes, now }: History, say: Telling): Line[] {
  const first = steps[0]?.events[0]?.seq ?? Number.POSITIVE_INFINITY;
  const said: Line[] = notes.map(({ at, text }) => ({ at, text, isNote: true }));
  const before: Line[] = events
    // The start of all servers at time 0 is not worth a line.
    .filter(({ at, seq }) => seq < first && at > 0)
    .map(({ at, seq, what }) => ({ at, seq, text: say.event(what), isNote: false }));
  const happened: Line[] = steps.filter(isTelling).map((step) => {
    const seq = step.events[0]?.seq;
    return { at: step.at, text: say.step(step), isNote: false, ...(seq !== undefined && { seq }) };
  });
  // A note introduces what happens at its instant; the sort is stable and keeps it first.
  return [...said, ...before, ...happened]
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at)
    .slice(-MOST);
}

export function renderTranscript(
  lines: Line[],
  seconds: (ms: number) => string,
  goTo: (line: Line) => void,
): TemplateResult {
  return html`<ol class="transcript">
    ${lines.map(
      (line) => html`<li class=${line.isNote ? "said" : ""}>
        <button type="button" class="goto" @click=${() => goTo(line)}>${seconds(line.at)}</button>
        <span>${line.text}</span>
      </li>`,
    )}
  </ol>`;
}
