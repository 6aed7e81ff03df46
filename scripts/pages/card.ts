// The picture that other sites show beside a link to a page (Open Graph): the servers and their logs at the
// key moment, without words, so that it is the same in every language. As PNG: few of those sites draw SVG.

import type { ServerView, View } from "../../web/generated/raft_wasm.d.ts";
import { tokenOf } from "../../web/src/share/picture.ts";
import { lightTerms, type TermColors, termSlot } from "../../web/src/theme/terms.ts";
import { textLines } from "./glyphs.ts";
import {
  type Color,
  disc,
  outline,
  type Point,
  Raster,
  rounded,
  type Shape,
  stroke,
} from "./raster.ts";
import { rules } from "./sheets.ts";

/** The smallest size that such sites show as a large picture, in pixels. */
export const CARD = { width: 600, height: 315 };

const token = (name: string): Color => tokenOf({ rules, theme: "light" }, name);
const PAPER = token("--paper");
const INK = token("--ink");
const HAIRLINE = token("--hairline");
const QUIET = token("--quiet");
/** Of a term before any. */
const NONE: TermColors = { fill: token("--panel"), on: INK, edge: QUIET };

const RING = { middle: [136, 157.5] as Point, radius: 96 };
/** Where the logs are; of a long one, so many entries at its end. */
const LOGS = { left: 284, cells: 322, right: 580, most: 12, height: 284 };

/** A PNG file. */
export function card({ servers }: View): Uint8Array {
  const picture = new Raster(CARD.width, CARD.height, PAPER);
  drawServers(picture, servers);
  drawLogs(picture, servers);
  return picture.png();
}

const colorsOf = (term: number): TermColors => lightTerms[termSlot(term) - 1] ?? NONE;

function write(picture: Raster, text: string, at: Point, height: number, color: string): void {
  for (const line of textLines(text, at, height)) picture.fill(stroke(line, height / 8), color);
}

/** A frame for what is not so, or not yet; filled if it is. */
function draw(picture: Raster, shape: Shape, color: string, isFilled: boolean): void {
  picture.fill(isFilled ? shape : outline(shape, 1.5), color);
}

/** A ring of servers, S1 at the top; a leader has a second line around it, and a crashed one is empty. */
function drawServers(picture: Raster, servers: readonly ServerView[]): void {
  const { middle, radius } = RING;
  const size = Math.min(31, (radius * 2) / servers.length);
  picture.fill(outline(disc(middle, radius), 1), HAIRLINE);
  servers.forEach(({ id, status, role, term }, at) => {
    const angle = (2 * Math.PI * at) / servers.length - Math.PI / 2;
    const place: Point = [
      middle[0] + radius * Math.cos(angle),
      middle[1] + radius * Math.sin(angle),
    ];
    const isUp = status !== "crashed";
    const { fill, on, edge } = colorsOf(term);
    picture.fill(disc(place, size + 7), PAPER);
    if (isUp && role === "leader") picture.fill(outline(disc(place, size + 5), 2.5), edge);
    draw(picture, disc(place, size), isUp ? fill : QUIET, isUp);
    write(picture, `S${id}`, place, size * 0.62, isUp ? on : QUIET);
  });
}

/** A row for each server, with the term of an entry in each cell; what is committed is filled. */
function drawLogs(picture: Raster, servers: readonly ServerView[]): void {
  const last = Math.max(...servers.map(({ log }) => log.last));
  const count = Math.min(LOGS.most, Math.max(6, last));
  const first = Math.max(1, last - count + 1);
  const row = Math.min(48, LOGS.height / servers.length);
  const size = Math.min(row, (LOGS.right - LOGS.cells) / count);
  servers.forEach(({ id, log, commitIndex }, at) => {
    const y = CARD.height / 2 + (at - (servers.length - 1) / 2) * row;
    write(picture, `S${id}`, [LOGS.left + 14, y], 13, INK);
    for (let index = first; index < first + count; index++) {
      const place: Point = [LOGS.cells + size * (index - first + 0.5), y];
      const cell = rounded(place, size - 3, size - 3, 3);
      const entry = log.entries[index - log.first];
      const { fill, on, edge } = colorsOf(entry?.term ?? 0);
      const isCommitted = entry !== undefined && index <= commitIndex;
      const frame = entry ? edge : HAIRLINE;
      draw(picture, cell, isCommitted ? fill : frame, isCommitted);
      if (entry) write(picture, `${entry.term}`, place, size * 0.42, isCommitted ? on : edge);
    }
  });
}
