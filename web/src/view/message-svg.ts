import { nothing, svg, type TemplateResult } from "lit/html.js";

import { termClass } from "../theme/terms.ts";
import { describeMessage } from "./describe.ts";
import { crowds, directionOf, type Glyph, type MessageTrack } from "./messages.ts";
import { encode } from "./targets.ts";
import type { ViewContext } from "./types.ts";

/** A message in flight, centred in its group. */
export function renderMessage(
  track: MessageTrack,
  isStop: boolean,
  { selected, t }: ViewContext,
): TemplateResult {
  const { message } = track;
  const isSelected = selected?.kind === "message" && selected.id === message.id;
  return svg`
    <g class="message ${looks(track)} ${isSelected ? "selected" : ""}" role="button"
      tabindex=${isStop ? 0 : -1} data-target=${encode({ kind: "message", id: message.id })}
      aria-label=${describeMessage(message, t.drawing) + crowds.label(track, t)}>
      <circle class="hit" r="14"></circle>
      <path class="tail" d=${track.parked === undefined ? "M0 0H-19" : ""} transform="rotate(${directionOf(track).toFixed()})"></path>
      ${renderGlyph(track)}
      ${crowds.signs(track)}
    </g>`;
}

export const looks = (track: MessageTrack): string =>
  `${track.glyph} ${track.reply ? "reply" : "call"} ${termClass(track.message.term)}`;

/** The outlines, centred at the message's position. */
const OUTLINES: Record<Glyph, string> = {
  entries: "M-7 -7.5h14a3 3 0 0 1 3 3v9a3 3 0 0 1 -3 3h-14a3 3 0 0 1 -3 -3v-9a3 3 0 0 1 3 -3z",
  heartbeat:
    "M-4 -5h8a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1 -1.5 1.5h-8a1.5 1.5 0 0 1 -1.5 -1.5v-7a1.5 1.5 0 0 1 1.5 -1.5z",
  vote: "M0 -10L10 0L0 10L-10 0z",
  preVote: "M0 -10L10 0L0 10L-10 0z",
  client: "M-7.5 0a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0 -15 0z",
};

const MARKS = {
  yes: "M-3.5 0.2L-1 2.8L3.5 -2.6",
  no: "M-2.8 -2.8L2.8 2.8M2.8 -2.8L-2.8 2.8",
  redirect: "M-3.5 0H3.5M0.8 -2.8L3.5 0L0.8 2.8",
};

/** A message's sign. */
export function renderGlyph({
  glyph,
  mark,
  count,
  message,
}: Pick<MessageTrack, "glyph" | "mark" | "count"> & {
  message: { copy: boolean };
}): TemplateResult {
  return svg`
    ${message.copy ? svg`<path class="copy" transform="translate(3 -3)" d=${OUTLINES[glyph]}></path>` : nothing}
    <path class="outline" d=${OUTLINES[glyph]}></path>
    ${mark ? svg`<path class="answer" d=${MARKS[mark]}></path>` : nothing}
    ${count > 0 ? svg`<text class="count" y="4">${count > 99 ? "99+" : count}</text>` : nothing}`;
}
