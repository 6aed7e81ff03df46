import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { html, nothing, svg, type TemplateResult } from "lit/html.js";
import type { EntryView, ServerView } from "../../generated/raft_wasm.js";
import type { Figure } from "../i18n/figure.en.ts";
import { termClass } from "../theme/terms.ts";
import type { CellShape, LogShapes, MarkShape, RowShape } from "./logs.ts";
import { encode, listeners, sameTarget } from "./targets.ts";
import { fitNumber, fitText, shorten } from "./text.ts";
import type { FigureContext, Size, Target } from "./types.ts";

const FONT_SIZE = 12;
const SMALL = 11;

/** The logs as an `<svg>`. */
export function renderLogs(shapes: LogShapes, ctx: FigureContext): TemplateResult {
  const { size, cell, columns, rows, header, left, earlier, shift } = shapes;
  const t = ctx.t.figure;
  const on = listeners(ctx);
  return html`
    <svg class="logs" viewBox="0 0 ${size.width} ${size.height}" role="group" data-grid
      aria-label=${t.logs} @pointerdown=${on.press} @click=${on.click} @keydown=${on.key}>
      ${earlier > 0 ? svg`<text class="earlier" x=${left} y="13">${t.earlier(earlier)}</text>` : nothing}
      <g class="indexes" aria-hidden="true" transform="translate(${-shift} 0)">
        ${repeat(
          columns,
          ({ index }) => index,
          ({ index, x }) => svg`<text x=${x + shift + cell.width / 2} y=${header}>${index}</text>`,
        )}
      </g>
      ${repeat(
        rows,
        ({ server }) => server.id,
        (row) => guard(drawnOf(row, shapes, ctx), () => renderRow(row, shapes, ctx)),
      )}
    </svg>`;
}

/** All that the drawing of a row depends on. */
function drawnOf(
  { server, leading, next, match, endsAt, y }: RowShape,
  { size, shift, columns }: LogShapes,
  ctx: FigureContext,
): unknown[] {
  const { log, status, role, commitIndex, lastApplied } = server;
  const places = [size.width, shift, columns.length, y];
  const marks = [commitIndex, lastApplied, next?.index, match?.index, endsAt];
  return [log.entries, log.last, status, role, leading, ...places, ...marks, ctx];
}

function renderRow(row: RowShape, shapes: LogShapes, ctx: FigureContext): TemplateResult {
  const { cell, size, shift } = shapes;
  const { server, cells } = row;
  const t = ctx.t.figure;
  const last = cells.findLast(({ kind }) => kind === "entry")?.index;
  // What of the cells changes without the log.
  const extent = [server.log.last, server.commitIndex, shift, size.width, cells.length];
  return svg`
    <g class="row ${server.status} ${row.leading ? "leading" : ""}" data-row role="group"
      aria-label=${t.log(server.id)} transform="translate(0 ${row.y})">
      ${row.leading ? svg`<rect class="band" y="-7" width=${size.width} height=${cell.height + 14} rx="6"></rect>` : nothing}
      ${renderName(row, shapes, t)}
      <g transform="translate(${-shift} 0)">
        ${guard([server.log.entries, ...extent, ctx], () => renderCells(row, shapes, last, ctx))}
      </g>
      ${row.endsAt === undefined ? nothing : svg`<text class="ends" x=${shapes.left + 10} y=${cell.height / 2 + 4}>${t.endsAt(row.endsAt)}</text>`}
      ${renderMarks(row, cell, t)}
    </g>`;
}

function renderName({ server }: RowShape, { cell, left }: LogShapes, t: Figure): TemplateResult {
  const role = server.role === "follower" ? "" : t.roles[server.role];
  const state = { up: role, paused: t.paused, crashed: t.crashed }[server.status];
  const texts = server.role === "preCandidate" ? [state, t.preCandidateShort] : [state];
  const middle = cell.height / 2;
  return svg`
    <text class="name" x="8" y=${state ? middle - 2 : middle + 5}>${t.server(server.id)}</text>
    <text class="state" x="8" y=${middle + 13}>${fitText(texts, left - 12, SMALL)}</text>`;
}

function renderCells(
  row: RowShape,
  { cell, shift }: LogShapes,
  last: number | undefined,
  ctx: FigureContext,
) {
  return repeat(
    row.cells,
    ({ index }) => index,
    (shape) => guardedCell({ ...shape, x: shape.x + shift }, row, cell, shape.index === last, ctx),
  );
}

/** Its place among its own is the same when the columns move on. */
function guardedCell(
  shape: CellShape,
  { server }: RowShape,
  size: Size,
  stop: boolean,
  ctx: FigureContext,
) {
  const { kind, entry, committed, index, x } = shape;
  const target: Target = { kind: "entry", server: server.id, index };
  const drawn = [
    kind,
    entry?.term,
    entry?.text,
    entry?.noop,
    committed,
    x,
    size.width,
    size.height,
  ];
  return guard([...drawn, stop, sameTarget(target, ctx.selected), ctx.t.figure], () =>
    renderCell(shape, server, size, stop, ctx),
  );
}

function renderCell(
  { kind, x, index, entry, committed }: CellShape,
  server: ServerView,
  { width, height }: Size,
  stop: boolean,
  ctx: FigureContext,
): TemplateResult {
  if (!entry) {
    const classes = `cell ${kind} ${committed ? "committed" : ""}`;
    return svg`<rect class=${classes} x=${x} width=${width} height=${height} rx="4"></rect>`;
  }
  const t = ctx.t.figure;
  const target: Target = { kind: "entry", server: server.id, index };
  const selected = sameTarget(target, ctx.selected) ? "selected" : "";
  const what = entry.noop ? t.noop : entry.text || t.noCommand;
  const state = committed ? t.committed : t.notCommitted;
  const label = t.entryLabel(server.id, index, entry.term, what, state);
  const fontSize = width < 46 ? SMALL : FONT_SIZE;
  const text = shorten(entryText(entry, t), width - 5, fontSize, true);
  const term = fitNumber(entry.term, [t.termShort], width - 4, SMALL);
  return svg`
    <g class="cell entry ${committed ? "committed" : ""} ${termClass(entry.term)} ${selected}"
      transform="translate(${x} 0)" role="button" tabindex=${stop ? 0 : -1}
      data-target=${encode(target)} aria-label=${label}>
      <title>${label}</title>
      <rect class="hit" x="-2" y="-4" width=${width + 4} height=${height + 8} rx="6"></rect>
      <rect class="body" x="0.75" y="0.75" width=${width - 1.5} height=${height - 1.5} rx="4"></rect>
      ${text ? svg`<text class="command" font-size=${fontSize} x=${width / 2} y=${height / 2 - 1}>${text}</text>` : nothing}
      <text class="term" x=${width / 2} y=${height / 2 + (text ? 13 : 4)}>${term}</text>
    </g>`;
}

/** A command as short as it can be read. */
export function entryText({ text, noop }: EntryView, t: Figure): string {
  if (noop) return t.noop;
  const [word, key = "", value = ""] = text.split(/\s+/);
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
      return text;
  }
}

function renderMarks(row: RowShape, { height }: Size, t: Figure): TemplateResult {
  const { server, commit, applied, next, match } = row;
  const { id } = server;
  const same = next && match && Math.abs(next.x - match.x) < 14 ? 7 : 0;
  return svg`
    ${mark("applied", applied, 0, t.lastAppliedTitle(id, applied.index), svg`<circle cy="-4" r="3"></circle>`)}
    ${mark("commit", commit, 0, t.commitIndexTitle(id, commit.index), svg`<path d="M0 -4V${height + 4}"></path>`)}
    ${match && mark("match", match, -same, t.matchIndexTitle(id, match.index), triangle(height))}
    ${next && mark("next", next, same, t.nextIndexTitle(id, next.index), triangle(height))}`;
}

const triangle = (height: number): TemplateResult =>
  svg`<path d="M0 ${height + 6}l4.5 7.5h-9z"></path>`;

function mark(name: string, at: MarkShape, moved: number, title: string, drawing: TemplateResult) {
  return svg`
    <g class="mark ${name} ${at.beyond ? "beyond" : ""}" transform="translate(${at.x + moved} 0)">
      <title>${title}</title>
      ${drawing}
    </g>`;
}
