import { html, nothing, svg, type TemplateResult } from "lit/html.js";
import type { EntryView } from "../../generated/raft_wasm.js";
import type { DrawingTexts } from "../i18n/drawing.en.ts";
import { given, visible } from "../i18n/given.ts";
import { termClass } from "../theme/terms.ts";
import {
  type CellShape,
  GAP,
  type LogShapes,
  type MarkShape,
  ONE_LINE,
  type RowShape,
  TWO_LINES,
} from "./logs.ts";
import { encode, listeners, sameTarget } from "./targets.ts";
import { fitNumber, fitText, shorten } from "./text.ts";
import type { Size, Target, ViewContext } from "./types.ts";

const FONT_SIZE = 12;
const SMALL = 11;

/** The logs as an `<svg>` with empty groups for the columns' names and the rows, which LogsDrawing fills. */
export function renderLogs(shapes: LogShapes, ctx: ViewContext): TemplateResult {
  const { size, shift } = shapes;
  const t = ctx.t.drawing;
  const on = listeners(ctx);
  return html`
    <svg class="logs" viewBox="0 0 ${size.width} ${size.height}" role="group" data-grid
      aria-label=${t.logs} @pointerdown=${on.press} @click=${on.click} @keydown=${on.key}>
      ${renderEarlier(shapes, t)}
      <g class="indexes" aria-hidden="true" transform="translate(${-shift} 0)"></g>
      <g class="rows"></g>
    </svg>`;
}

/** The number of entries before those that are shown, at the left of the columns' names. */
export function renderEarlier({ earlier, left, header }: LogShapes, t: DrawingTexts) {
  if (earlier === 0) return nothing;
  const says = fitText([t.earlier(earlier), `… ${earlier}`], left - 8, SMALL);
  return svg`<text class="earlier" y=${header}>${says}<title>${t.earlier(earlier)}</title></text>`;
}

/** A server's log, with an empty group for its cells. */
export function renderRow(row: RowShape, shapes: LogShapes, ctx: ViewContext): TemplateResult {
  const { cell, size, shift, marks } = shapes;
  const { server } = row;
  // In low rows, the triangles of one row end where the band of the next begins.
  const below = Math.min(6, marks - TRIANGLE);
  const around = Math.min(7, marks - below - TRIANGLE);
  const t = ctx.t.drawing;
  return svg`
    <g class="row ${server.status} ${row.leading ? "leading" : ""}" data-row role="group"
      aria-label=${t.log(server.id)} transform="translate(0 ${row.y})">
      ${row.leading ? svg`<rect class="band" y=${-around} width=${size.width} height=${cell.height + 2 * around} rx="6"></rect>` : nothing}
      ${renderName(row, shapes, t)}
      <g class="cells" transform="translate(${-shift} 0)"></g>
      ${row.endsAt === undefined ? nothing : svg`<text class="ends" x=${shapes.left + 10} y=${cell.height / 2 + 4}>${t.endsAt(row.endsAt)}</text>`}
      ${renderMarks(row, cell.height, below, t)}
    </g>`;
}

function renderName(
  { server }: RowShape,
  { cell, left, isTight }: LogShapes,
  t: DrawingTexts,
): TemplateResult {
  const role = server.role === "follower" ? "" : t.roles[server.role];
  const state = { up: role, paused: t.paused, crashed: t.crashed }[server.status];
  const texts = server.role === "preCandidate" ? [state, t.preCandidateShort] : [state];
  const middle = cell.height / 2;
  const isBelow = state !== "" && !isTight;
  const x = isTight ? 32 : 8;
  return svg`
    <text class="name" x="8" y=${isBelow ? middle - 2 : middle + 5}>${t.server(server.id)}</text>
    <text class="state" x=${x} y=${isBelow ? middle + 13 : middle + 4.5}>${fitText(texts, left - x - 4, SMALL)}</text>`;
}

/** The name of a column, at its position if all columns were shown. */
export function renderIndex(index: number, { cell, left, header }: LogShapes): TemplateResult {
  const x = left + (index - 1) * (cell.width + GAP) + cell.width / 2;
  return svg`<text x=${x} y=${header}>${index}</text>`;
}

/** A cell of a server's log. */
export function renderCell(
  { server, kind, x, index, entry, committed }: CellShape,
  isStop: boolean,
  { width, height }: Size,
  ctx: ViewContext,
): TemplateResult {
  if (!entry) {
    const classes = `cell ${kind} ${committed ? "committed" : ""}`;
    return svg`<rect class=${classes} x=${x} width=${width} height=${height} rx="4"></rect>`;
  }
  const t = ctx.t.drawing;
  const target: Target = { kind: "entry", server, index };
  const selected = sameTarget(target, ctx.selected) ? "selected" : "";
  const what = entry.noop ? t.noop : given(entry.text) || t.noCommand;
  const state = committed ? t.committed : t.notCommitted;
  const label = t.entryLabel(server, index, entry.term, what, state);
  const fontSize = width < 46 ? SMALL : FONT_SIZE;
  const isLow = height < TWO_LINES;
  const command = entryText(entry, t);
  // A low and narrow cell shows only its term.
  const isTiny = isLow && width < ONE_LINE;
  const text = isTiny ? "" : shorten(command, width - (isLow ? 24 : 5), fontSize, true);
  const middle = height / 2 + 4;
  const places = isLow
    ? {
        text: { x: width * 0.37, y: middle },
        term: { x: text ? width - 11 : width / 2, y: middle },
      }
    : {
        text: { x: width / 2, y: middle - 6 },
        term: { x: width / 2, y: text ? middle + 6 : middle },
      };
  const term = fitNumber(entry.term, [t.termShort], width - 4, SMALL);
  return svg`
    <g class="cell entry ${committed ? "committed" : ""} ${termClass(entry.term)} ${selected}"
      transform="translate(${x} 0)" role="button" tabindex=${isStop ? 0 : -1}
      data-target=${encode(target)} aria-label=${label}>
      <rect class="hit" x="-2" y="-4" width=${width + 4} height=${height + 8} rx="6"></rect>
      <rect class="body" x="0.75" y="0.75" width=${width - 1.5} height=${height - 1.5} rx="4"></rect>
      ${text ? svg`<text class="command" font-size=${fontSize} x=${places.text.x} y=${places.text.y}>${text}</text>` : nothing}
      <text class="term" x=${places.term.x} y=${places.term.y}>${term}</text>
    </g>`;
}

/** A command in its shortest readable form. */
export function entryText({ text, noop }: EntryView, t: DrawingTexts): string {
  if (noop) return t.noop;
  const [word, key = "", value = ""] = text.split(/\s+/).map(visible);
  switch (word) {
    case "set":
      return `${key}=${value}`;
    case "add":
      return value.startsWith("-") ? `${key}−${value.slice(1)}` : `${key}+${value}`;
    case "get":
      return `${key}?`;
    case "del":
      return `${key}=∅`;
    default:
      return visible(text);
  }
}

/** Renders the marks of a row. `below` is the distance from a cell to the triangles, in pixels. */
function renderMarks(
  row: RowShape,
  height: number,
  below: number,
  t: DrawingTexts,
): TemplateResult {
  const { server, commit, applied, next, match } = row;
  const { id } = server;
  const same = next && match && Math.abs(next.x - match.x) < 14 ? 7 : 0;
  return svg`
    ${mark("applied", applied, 0, t.lastAppliedTitle(id, applied.index), svg`<circle cy="-4" r="3"></circle>`)}
    ${mark("commit", commit, 0, t.commitIndexTitle(id, commit.index), svg`<path d="M0 -4V${height + 4}"></path>`)}
    ${match && mark("match", match, -same, t.matchIndexTitle(id, match.index), triangle(height + below))}
    ${next && mark("next", next, same, t.nextIndexTitle(id, next.index), triangle(height + below))}`;
}

const TRIANGLE = 8;
const triangle = (top: number): TemplateResult => svg`<path d="M0 ${top}l4.5 7.5h-9z"></path>`;

function mark(name: string, at: MarkShape, moved: number, title: string, drawing: TemplateResult) {
  return svg`
    <g class="mark ${name} ${at.beyond ? "beyond" : ""}" transform="translate(${at.x + moved} 0)">
      <title>${title}</title>
      ${drawing}
    </g>`;
}
