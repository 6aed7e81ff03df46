// Messages that were just lost, falling. Loaded before anything can be lost.

import { render, svg, type TemplateResult } from "lit/html.js";
import type { StepView } from "../../generated/raft_timeline.js";
import type { LostView, View } from "../../generated/raft_wasm.js";
import { looks, renderGlyph } from "./message-svg.ts";
import {
  along,
  clamp,
  crowds,
  LEAST_WAY,
  type MessageTrack,
  messageAt,
  messageTracks,
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

/** How long a lost message falls, in virtual milliseconds. */
const FALL_MS = 12;
/** How far a message falls, in pixels. */
const FALL = 46;
/** The most messages that fall at the same time. */
const MOST_FALLING = 60;

/** The least distance between a message that was just lost and any other, in pixels. */
const APART = 24;

/** For views in which time has stood still: the messages that their last step lost. */
const lastLost = new WeakMap<View, ReadonlySet<number>>();
/** How and where views were drawn last. */
const drawn = new WeakMap<View, { places: Places; now: number; group: SVGGElement }>();

/** The messages that are falling at a time. */
export function lostTracks(view: View, places: Places, now: number): LostTrack[] {
  const last = lastLost.get(view);
  const isOfStep = ({ message, lostAt }: LostView): boolean =>
    !last || lostAt < view.now || last.has(message.id);
  const falling = view.lost.filter((lost) => {
    const { lostAt } = lost;
    return now >= lostAt && now < lostAt + FALL_MS && isOfStep(lost);
  });
  return falling
    .slice(-MOST_FALLING)
    .map((lost) => ({ track: track(lost.message, view, places), lost }));
}

/** The position of a lost message at a time; `undefined` when it has fallen. */
export function lostAt({ track, lost }: LostTrack, now: number): LostShape | undefined {
  const fallen = (now - lost.lostAt) / FALL_MS;
  if (fallen < 0 || fallen >= 1) return undefined;
  const { x, y } = along(track, wayOf({ track, lost }));
  return { track, x, y: y + FALL * fallen * fallen, opacity: 1 - fallen };
}

const wayOf = ({ lost }: LostTrack): number =>
  clamp(wayAt(lost.message, lost.lostAt), LEAST_WAY, 1);

/**
 * The shapes of all lost messages at a time. Those lost at this very instant are moved along their way so
 * that they do not cover other messages.
 */
export function lostShapes(view: View, places: Places, now: number): LostShape[] {
  const tracks = lostTracks(view, places, now);
  const isStill = tracks.some(({ lost }) => lost.lostAt === now);
  const others: Point[] = isStill
    ? messageTracks(view, places).map((track) => messageAt(track, now))
    : [];
  return tracks.flatMap((one) => {
    const shape = lostAt(one, now);
    if (!shape || one.lost.lostAt !== now) return shape ?? [];
    const place = freePlace(one, others);
    others.push(place);
    return { ...shape, ...place };
  });
}

/** The place on its way, nearest to where it was lost, that is apart from all others. */
function freePlace(one: LostTrack, others: readonly Point[]): Point {
  const { from, to } = one.track;
  const step = APART / 4 / (Math.hypot(to.x - from.x, to.y - from.y) || 1);
  const least = wayOf(one);
  const isFree = ({ x, y }: Point) => others.every((at) => Math.hypot(at.x - x, at.y - y) >= APART);
  for (let steps = 0; steps * step < 1; steps++) {
    for (const way of [least + steps * step, least - steps * step]) {
      const place = along(one.track, way);
      // Half a message's width is kept from the servers at both ends.
      if (way >= 2 * step && way <= 1 - 2 * step && isFree(place)) return place;
    }
  }
  return along(one.track, least);
}

/**
 * Notes for a view in which time has stood still since messages were lost which of them the last step lost:
 * only those are shown. To be called for every view; asks for the step only if needed.
 */
export function keepLastLost(view: View, lastStep: () => StepView | undefined): void {
  if (lastLost.has(view) || view.lost.every(({ lostAt }) => lostAt < view.now)) return;
  const ids = (lastStep()?.events ?? []).flatMap(({ what }) =>
    what.type === "lost" ? [what.summary.message] : [],
  );
  lastLost.set(view, new Set(ids));
  const known = drawn.get(view);
  if (known) draw(view, known.places, known.now, known.group);
}

/** Renders a falling message. */
export function renderLost({ track, x, y, opacity }: LostShape): TemplateResult {
  return svg`
    <g class="lost ${looks(track)}" opacity=${opacity.toFixed(2)}
      transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">
      ${renderGlyph(track)}
      <path class="gone" d="M-5 -5L5 5M5 -5L-5 5"></path>
    </g>`;
}

function draw(view: View, places: Places, now: number, group: SVGGElement): void {
  drawn.set(view, { places, now, group });
  const falling = lostShapes(view, places, now);
  if (falling.length === 0 && group.childElementCount === 0) return;
  render(
    falling.map((shape) => renderLost(shape)),
    group,
  );
}

crowds.drawLost = draw;
