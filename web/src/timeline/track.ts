// The track of the timeline: leaders, marks, and the slider.

import { html, nothing, svg, type TemplateResult } from "lit/html.js";
import { given } from "../i18n/given.ts";
import type { RunWords } from "../i18n/run.en.ts";
import { termClass } from "../theme/terms.ts";
import type { MarkGroup, MarkKind, Reign, TimelineMark } from "./marks.ts";

/** A future that an action has replaced, in milliseconds. */
export interface Ghost {
  from: number;
  to: number;
}

/** What the track is drawn from. */
export interface TrackModel {
  /** The width in CSS pixels. */
  width: number;
  /** The milliseconds that the whole track represents. */
  extent: number;
  /** The instant up to which the run was played, in milliseconds. */
  reached: number;
  reigns: Reign[];
  groups: MarkGroup[];
  ghost: Ghost | undefined;
}

/** Half the width of the slider's thumb: the track begins and ends that far inside. */
export const THUMB = 9;
const TRACK_HEIGHT = 54;
/** The height of the line, in pixels from the top. */
export const LINE = 29;

const ROWS: Record<MarkKind, number> = {
  note: 6,
  violation: 16,
  elected: 16,
  fault: 16,
  recovery: 16,
  commit: 37,
  failed: 46,
  due: 46,
  met: 46,
};

const SIGNS: Record<MarkKind, string> = {
  note: "M-5 -4.5h10v7h-5.5l-2.5 2.5v-2.5h-2z",
  violation: "M0 -6.5a6.5 6.5 0 1 0 0.01 0zM0 -3.5V0.6M0 3.2V3.3",
  elected: "M0 -5.5L1.5 -1.8L5.2 -1.6L2.3 0.8L3.2 4.5L0 2.4L-3.2 4.5L-2.3 0.8L-5.2 -1.6L-1.5 -1.8z",
  fault: "M-3.2 -3.2L3.2 3.2M3.2 -3.2L-3.2 3.2",
  recovery: "M-2.5 -3.8L3.8 0L-2.5 3.8z",
  commit: "M0 -3v5",
  failed: "M-5.5 -5.5h11v11h-11zM-2.5 -2.5l5 5M2.5 -2.5l-5 5",
  due: "M0 -4a4 4 0 1 0 0.01 0z",
  met: "M-4.5 0.5l3 3l6 -7",
};

/** The position of a share of the track, in pixels. */
export const trackX = (share: number, width: number): number =>
  THUMB + Math.min(1, Math.max(0, share)) * Math.max(0, width - 2 * THUMB);

export function renderTrack(
  { width, extent, reached, reigns, groups, ghost }: TrackModel,
  goTo: (time: number) => void,
  words: RunWords,
): TemplateResult {
  const x = (time: number) => trackX(time / extent, width).toFixed(1);
  return html`<svg class="marks" width=${width} height=${TRACK_HEIGHT} aria-hidden="true">
    <path class="unlived" d="M${x(0)} ${LINE}H${x(extent)}"></path>
    <path class="lived" d="M${x(0)} ${LINE}H${x(reached)}"></path>
    ${ghost ? svg`<path class="ghost" d="M${x(ghost.from)} ${LINE}v7H${x(ghost.to)}"></path>` : nothing}
    ${reigns
      .filter(({ from }) => from <= extent)
      .map(
        ({ term, from, to }) =>
          svg`<path class="reign ${termClass(term)}" d="M${x(from)} ${LINE}H${x(to ?? reached)}"></path>`,
      )}
    ${groups.map((group) => renderMark(group, width, goTo, words))}
  </svg>`;
}

function renderMark(
  { kind, marks, share }: MarkGroup,
  width: number,
  goTo: (time: number) => void,
  words: RunWords,
): TemplateResult {
  const [first] = marks;
  const what = marks.findLast((mark) => mark.kind === "elected")?.event?.what;
  const term = what?.type === "becameRole" ? termClass(what.term) : "";
  const place = `translate(${trackX(share, width).toFixed(1)} ${ROWS[kind]})`;
  return svg`
    <g class="moment ${kind} ${term}" transform=${place} @click=${() => goTo(first?.at ?? 0)}>
      <title>${labelOf(marks, words)}</title>
      ${kind === "commit" ? nothing : svg`<path class="reach" d="M-7 -7h14v14h-14z"></path>`}
      <path class="sign" d=${SIGNS[kind]}></path>
    </g>`;
}

/** The most marks that a label lists. */
const MOST_NAMED = 4;

/** Describes the marks that a sign stands for. */
export function labelOf(marks: TimelineMark[], words: RunWords): string {
  const named = marks.slice(0, MOST_NAMED).map((mark) => describe(mark, words));
  const rest = marks.length - named.length;
  return [...named, ...(rest > 0 ? [words.timeline.more(rest)] : [])].join("\n");
}

function describe({ at, event, text }: TimelineMark, { timeline, seconds }: RunWords): string {
  const what = event
    ? timeline.event(event.what)
    : text === undefined
      ? timeline.violation
      : given(text);
  return timeline.mark(what ?? "", seconds(at));
}
