// Messages that were just lost, falling away. Loaded before anything can be lost.

import { render, svg, type TemplateResult } from "lit/html.js";
import type { LostView, View } from "../../generated/raft_wasm.js";
import { looks, renderGlyph } from "./message-svg.ts";
import {
  along,
  clamp,
  crowds,
  LEAST_WAY,
  type MessageTrack,
  type Places,
  track,
  wayAt,
} from "./messages.ts";
import type { Point } from "./types.ts";

export interface LostTrack {
  track: MessageTrack;
  lost: LostView;
}

export interface LostShape extends Point {
  track: MessageTrack;
  /** 1 when it was just lost, 0 when it is gone. */
  opacity: number;
}

/** How long a lost message is seen falling, in milliseconds of virtual time. */
const FALL_MS = 12;
/** How far it falls. */
const FALL = 46;
/** More are not seen falling at the same time. */
const MOST_FALLING = 60;

/** The messages that are falling at a time. */
export function lostTracks(view: View, places: Places, now: number): LostTrack[] {
  const falling = view.lost.filter(({ lostAt }) => now >= lostAt && now < lostAt + FALL_MS);
  return falling
    .slice(-MOST_FALLING)
    .map((lost) => ({ track: track(lost.message, view, places), lost }));
}

/** Where the lost message is now; nothing when it has fallen. */
export function lostAt({ track, lost }: LostTrack, now: number): LostShape | undefined {
  const fallen = (now - lost.lostAt) / FALL_MS;
  if (fallen < 0 || fallen >= 1) return undefined;
  const { x, y } = along(track, clamp(wayAt(lost.message, lost.lostAt), LEAST_WAY, 1));
  return { track, x, y: y + FALL * fallen * fallen, opacity: 1 - fallen };
}

/** A message that was lost, falling away. */
export function renderLost({ track, x, y, opacity }: LostShape): TemplateResult {
  return svg`
    <g class="lost ${looks(track)}" opacity=${opacity.toFixed(2)}
      transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">
      ${renderGlyph(track)}
      <path class="gone" d="M-5 -5L5 5M5 -5L-5 5"></path>
    </g>`;
}

crowds.drawLost = (view, places, now, group) => {
  const falling = lostTracks(view, places, now).flatMap((way) => lostAt(way, now) ?? []);
  if (falling.length > 0 || group.childElementCount > 0) render(falling.map(renderLost), group);
};
