// What has happened in a run up to an instant, as a list to read back: each line leads to its moment.

import { html, type TemplateResult } from "lit/html.js";
import type { EventView, NoteView } from "../../generated/raft_timeline.js";

/** No more than can be read; the latest. */
const MOST = 300;

export interface Line {
  /** In milliseconds. */
  at: number;
  text: string;
  /** Whether the scenario says it. */
  isNote: boolean;
}

/** Notable events and the scenario's notes up to `now`, oldest first. */
export function transcript(
  events: EventView[],
  notes: NoteView[],
  now: number,
  textOf: (event: EventView["what"]) => string,
): Line[] {
  const said: Line[] = notes.map(({ at, text }) => ({ at, text, isNote: true }));
  const happened: Line[] = events
    // That all servers start is no news.
    .filter(({ at, what }) => at > 0 || what.type !== "started")
    .map(({ at, what }) => ({ at, text: textOf(what), isNote: false }));
  // A note introduces what happens at its instant: the sort keeps it before that.
  return [...said, ...happened]
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at)
    .slice(-MOST);
}

export function renderTranscript(
  lines: Line[],
  seconds: (ms: number) => string,
  goTo: (ms: number) => void,
): TemplateResult {
  return html`<ol class="transcript">
    ${lines.map(
      ({ at, text, isNote }) => html`<li class=${isNote ? "said" : ""}>
        <button type="button" class="goto" @click=${() => goTo(at)}>${seconds(at)}</button>
        <span>${text}</span>
      </li>`,
    )}
  </ol>`;
}
