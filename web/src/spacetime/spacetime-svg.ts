import { nothing, svg, type TemplateResult } from "lit/html.js";
import type { Flight, Point, PointKind, Segment } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";
import { termClass } from "../theme/terms.ts";
import { encode, sameTarget } from "../view/targets.ts";
import type { Moment, Target } from "../view/types.ts";
import type { Ticks } from "./axis.ts";
import { describeFlight, describePoint, describeSegment } from "./describe.ts";
import {
  AXIS,
  type Detail,
  type FlightGlyph,
  flightShape,
  GUTTER,
  laneY,
  type PieceShape,
  piecesOf,
  type Sheet,
  segmentAt,
  sizeOf,
  type Visible,
  xAt,
} from "./layout.ts";

type Words = RunWords["spacetime"];

/** How far a label of the axis may extend beyond the axis, in pixels. */
export const SPILL = 24;

/** What the sheet's templates need besides the shapes. */
export interface SheetContext {
  words: Words;
  selected: Target | undefined;
}

/** The drawing without the content of the sheet; the groups that move are marked with `data-moving`. */
export function renderFrame(sheet: Sheet, words: Words): TemplateResult {
  const { width, height } = sizeOf(sheet);
  const servers = Array.from({ length: sheet.servers }, (_, at) => at + 1);
  return svg`
    <svg class="spacetime-plot" viewBox="0 0 ${width} ${height}" width=${width} height=${height}
      role="group" aria-label=${`${words.title}. ${words.about}`} tabindex="0">
      <g data-moving="names"></g>
      <svg x=${GUTTER - SPILL} y="0" width=${sheet.width + SPILL} height=${AXIS}>
        <g data-moving="labels"></g>
      </svg>
      <svg x=${GUTTER} y="0" width=${sheet.width} height=${height}>
        <g data-moving="grid"></g>
      </svg>
      <svg x=${GUTTER} y="0" width=${sheet.width} height=${height} data-moving="known">
        <rect class="ground" width=${sheet.width} height=${height}></rect>
        ${servers.map((id) => svg`<path class="rest" d="M0 ${laneY(sheet, id)}H${sheet.width}"></path>`)}
        <g data-moving="sheet"></g>
      </svg>
      <svg x=${GUTTER} y="0" width=${sheet.width} height=${height}>
        <g data-moving="lit"></g>
      </svg>
      <rect class="future" y="15" height=${height - 15} data-moving="future"></rect>
      <g class="cursor" data-moving="cursor">
        <path d="M0 18V${height}"></path>
        <path class="head" d="M-4.5 15h9L0 22z"></path>
      </g>
    </svg>`;
}

/** The servers' names, with their terms at the window's left end. */
export function renderNames(
  sheet: Sheet,
  lanes: Segment[][],
  from: number,
  words: Words,
): TemplateResult {
  return svg`
    <text class="clients" x="0" y=${laneY(sheet, 0) + sheet.lane / 2 - 7}>${words.clients}</text>
    ${lanes.map((lane, at) => {
      const now = segmentAt(lane, from);
      const y = laneY(sheet, at + 1) + 4.5;
      return svg`
        <g class=${termClass(now?.term ?? 0)}>
          <text class="name" x="0" y=${y}>${words.server(at + 1)}</text>
          ${now && now.term > 0 ? svg`<text class="term" x=${GUTTER - 6} y=${y}>${words.termShort(now.term)}</text>` : nothing}
        </g>`;
    })}`;
}

/** The labels of the axis. */
export function renderTickLabels(sheet: Sheet, { at, names }: Ticks): TemplateResult {
  return svg`${at.map((place, tick) => {
    const x = (xAt(sheet, place) + SPILL).toFixed(1);
    return svg`<text class="tick-label" x=${x} y="11">${names[tick]}</text>`;
  })}`;
}

/** The lines of the axis' ticks. */
export function renderGrid(sheet: Sheet, { at }: Ticks): TemplateResult {
  const d = at.map((time) => `M${xAt(sheet, time).toFixed(1)} 16V${sheet.height}`).join("");
  return svg`<path class="tick" d=${d}></path>`;
}

/** Everything that has happened up to `until`, for a picture; the page draws it in layers. */
export function renderSheet(
  sheet: Sheet,
  { lanes, flights, points, detail }: Visible,
  until: number,
  ctx: SheetContext,
): TemplateResult {
  const { words } = ctx;
  const looks = { sheet, detail, words, until };
  const [ofAll, ofServers] = [false, true].map((isOfServer) =>
    points.filter(({ server }) => (server !== undefined) === isOfServer),
  );
  const pieces = piecesOf(sheet, lanes, until);
  return svg`
    ${ofAll?.map((point) => renderPoint(sheet, point, words))}
    ${renderLanes(lanes, pieces, ctx)}
    ${flights.map((flight) => renderFlight(looks, flight, false))}
    ${ofServers?.map((point) => renderPoint(sheet, point, words))}
    ${renderTerms(pieces, words)}`;
}

/** The lanes with their pieces. */
export function renderLanes(
  lanes: Segment[][],
  pieces: PieceShape[][],
  ctx: SheetContext,
): TemplateResult {
  return svg`${lanes.map((lane, at) => renderLane(at + 1, lane, pieces[at] ?? [], ctx))}`;
}

/** The labels of the terms that begin, drawn above everything that crosses them. */
export function renderTerms(pieces: PieceShape[][], words: Words): TemplateResult {
  return svg`${pieces
    .flat()
    .map(({ opens, x1, x2, y, term }) =>
      opens && x2 - x1 > 16
        ? svg`<text class="opens ${termClass(term)}" x=${(x1 + 3).toFixed(1)} y=${y - 8}>${words.termShort(term)}</text>`
        : nothing,
    )}`;
}

/**
 * The marks that show where to look. Those at the present extend beyond it, so they are not on the sheet,
 * which ends there.
 */
export function renderLits(sheet: Sheet, lit: readonly Moment[]): TemplateResult {
  return svg`${apart(sheet, lit).map((moment) => renderLit(sheet, moment))}`;
}

/** The moments without those whose sign would cover another one's. */
function apart(sheet: Sheet, moments: readonly Moment[]): Moment[] {
  return moments.filter(({ server, at }, nth) =>
    moments
      .slice(0, nth)
      .every(
        (other) => other.server !== server || Math.abs(xAt(sheet, other.at) - xAt(sheet, at)) > 16,
      ),
  );
}

/** A mark that shows where to look, whatever else is drawn there. */
function renderLit(sheet: Sheet, { server, at }: Moment): TemplateResult {
  const [x, y] = [xAt(sheet, at).toFixed(1), laneY(sheet, server)];
  return svg`<g class="lit" aria-hidden="true" transform="translate(${x} ${y})">
    <circle class="spot" r="7"></circle>
    <g class="sign-culprit" transform="translate(0 -16)"><circle r="8"></circle><text y="4">!</text></g>
  </g>`;
}

function renderLane(
  server: number,
  lane: Segment[],
  pieces: PieceShape[],
  { words, selected }: SheetContext,
): TemplateResult {
  const isSelected = sameTarget(selected, { kind: "server", id: server });
  return svg`<g class="lane ${isSelected ? "selected" : ""}">
    ${pieces.map((piece, at) => renderPiece(server, piece, lane[at], words))}
  </g>`;
}

function renderPiece(
  server: number,
  piece: PieceShape,
  segment: Segment | undefined,
  words: Words,
): TemplateResult {
  const { from, toldAt, x1, x2, y, looks, term } = piece;
  const d = `M${x1.toFixed(1)} ${y}H${Math.max(x2, x1 + 0.5).toFixed(1)}`;
  return svg`
    <g class="piece ${looks} ${termClass(term)}" role="link" tabindex="-1" data-at=${from}
      data-target=${encode({ kind: "server", id: server })}
      aria-label=${segment ? describeSegment(server, segment, toldAt, words) : ""}>
      <path class="line" d=${d}></path>
      ${looks === "paused" ? svg`<path class="inside" d=${d}></path>` : nothing}
    </g>`;
}

const OUTLINES: Record<FlightGlyph, string> = {
  entries: "M-5 -4h10v8h-10z",
  heartbeat: "M-2.2 -2.2h4.4v4.4h-4.4z",
  vote: "M0 -5.5L5.5 0L0 5.5L-5.5 0z",
  preVote: "M0 -5.5L5.5 0L0 5.5L-5.5 0z",
  client: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
};

/** What the drawing of a message depends on, besides the message. */
interface FlightLooks {
  sheet: Sheet;
  detail: Detail;
  words: Words;
  /** The instant up to which the run is known. */
  until: number;
}

export function renderFlight(
  { sheet, detail, words, until }: FlightLooks,
  flight: Flight,
  selected: boolean,
): TemplateResult {
  const { way, sign, glyph, reply } = flightShape(sheet, flight, until);
  const d = `M${way.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
  const end = way.at(-1) ?? sign;
  const looks = `${glyph} ${reply ? "reply" : "call"} ${selected ? "selected" : ""}`;
  return svg`
    <g class="flight ${looks} ${termClass(flight.term)}" role="link" tabindex="-1"
      data-target=${encode({ kind: "message", id: flight.id })} data-at=${flight.sentAt}
      data-until=${flight.endedAt ?? nothing} aria-label=${describeFlight(flight, words)}>
      <path class="reach" d=${d}></path>
      <path class="way" d=${d}></path>
      ${detail === "signs" ? svg`<path class="sign" transform="translate(${sign.x.toFixed(1)} ${sign.y.toFixed(1)})" d=${OUTLINES[glyph]}></path>` : nothing}
      ${flight.lost ? svg`<path class="gone" transform="translate(${end.x.toFixed(1)} ${end.y.toFixed(1)})" d="M-4 -4L4 4M4 -4L-4 4"></path>` : nothing}
    </g>`;
}

/** The shapes of the marks of points, around their places on the lane. */
export const POINTS: Record<Exclude<PointKind, "network">, string> = {
  electionTimeout: "M0 -5.5a5.5 5.5 0 1 0 0.01 0zM0 -3V0L2.2 1.6",
  elected: "M0 -7.5L2 -2.5L7.2 -2.3L3.2 1L4.5 6.2L0 3.2L-4.5 6.2L-3.2 1L-7.2 -2.3L-2 -2.5z",
  crash: "M-5 -5L5 5M5 -5L-5 5",
  restart: "M-3.5 -5.5L5.5 0L-3.5 5.5z",
  truncate: "M5 0H-5M-1.5 -3.5L-5 0L-1.5 3.5",
  commit: "M0 4v8",
};

export function renderPoint(sheet: Sheet, point: Point, words: Words): TemplateResult {
  const { kind, server, at } = point;
  const target = server === undefined ? nothing : encode({ kind: "server", id: server });
  const y = server === undefined ? 0 : laneY(sheet, server);
  const d = kind === "network" ? `M0 18V${sheet.height}` : POINTS[kind];
  return svg`
    <g class="point ${kind}" role="link" tabindex="-1" data-at=${at} data-seq=${point.seq}
      data-target=${target} transform="translate(${xAt(sheet, at).toFixed(1)} ${y})" aria-label=${describePoint(point, words)}>
      <path class="reach" d=${kind === "network" ? d : "M-8 -8h16v16h-16z"}></path>
      <path class="mark" d=${d}></path>
    </g>`;
}
