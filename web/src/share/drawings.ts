// The views of a run at one instant as drawings, made from the page's templates without a browser.

import type { View } from "../../generated/raft_wasm.js";
import { renderClient } from "../view/client-svg.ts";
import { type ClusterShapes, clusterShapes, timerLeft } from "../view/cluster.ts";
import { renderLinks } from "../view/cluster-svg.ts";
import { type LogShapes, logsLayout, type RowShape } from "../view/logs.ts";
import { renderCell, renderEarlier, renderIndex, renderRow } from "../view/logs-svg.ts";
import { lostShapes, renderLost } from "../view/lost.ts";
import { renderMessage } from "../view/message-svg.ts";
import { type MessageTrack, messageAt } from "../view/messages.ts";
import { renderServer, renderTimer } from "../view/server-svg.ts";
import "../view/crowd.ts";
import type { Point, Size, Target, ViewContext } from "../view/types.ts";
import { type Marks, marked, NO_MARKS } from "./marks.ts";
import { templateText } from "./template-text.ts";
import { element, joined, type Node, parse, still } from "./tree.ts";

/** A part of a drawing. Parts with the same key show the same thing at different instants. */
export interface Part {
  key: string;
  /** The drawing order: greater ones are drawn later. */
  depth: number;
  nodes: Node[];
  /** The part's position, if it moves. */
  at?: Point;
  /** The message's way, if the part is a message. */
  track?: MessageTrack;
  /** The share of a timer that is left, from 1 to 0. */
  left?: number;
}

export interface Drawing {
  /** The class of the `<svg>`, with which the selectors of its styles begin. */
  name: "cluster" | "logs" | "spacetime-plot";
  size: Size;
  /** The parts in drawing order. */
  parts: Part[];
}

/** What a drawing needs besides the view. */
export interface DrawingContext extends ViewContext {
  marks: Marks;
}

/** The context of a drawing with nothing selected, in one language. */
export const contextFor = (
  drawing: ViewContext["t"]["drawing"],
  marks = NO_MARKS,
): DrawingContext => ({ t: { drawing }, selected: undefined, activate: () => {}, marks });

const nodesOf = (template: unknown): Node[] => still(parse(templateText(template)));

/** The nodes of a target, with its marks. */
const markedNodes = (template: unknown, target: Target, { marks }: DrawingContext): Node[] =>
  still(marked(parse(templateText(template)), target, marks));

/** The parts already drawn, by their shapes; all in one language. */
export type Drawn = WeakMap<object, Part>;

/** Returns the part that was drawn for this shape object, or draws it. */
function known<Shape extends object>(
  drawn: Drawn,
  shape: Shape,
  draw: (shape: Shape) => Part,
): Part {
  const found = drawn.get(shape) ?? draw(shape);
  drawn.set(shape, found);
  return found;
}

/** Draws the cluster at a time, in milliseconds. Keeps what has not changed since the shapes `before`. */
export function clusterDrawing(
  view: View,
  now: number,
  size: Size,
  ctx: DrawingContext,
  before?: ClusterShapes,
  drawn: Drawn = new WeakMap(),
): Drawing & { shapes: ClusterShapes } {
  const shapes = clusterShapes(view, size, before);
  const { still: places, timers, messages } = shapes;
  const flying = (track: MessageTrack): Part => ({
    ...known(drawn, track, (it) => messagePart(it, ctx)),
    at: messageAt(track, now),
  });
  const falling = lostShapes(view, places, now);
  const parts: Part[] = [
    known(drawn, places.links, () => ({
      key: "links",
      depth: 0,
      nodes: nodesOf(renderLinks(places, ctx)),
    })),
    ...timers.map((timer) => ({
      key: `timer:${timer.id}`,
      depth: 1,
      nodes: nodesOf(renderTimer(timer)),
      left: timerLeft(timer.timer, now),
    })),
    ...places.clients.map((shape) =>
      known(drawn, shape, (client) => ({
        key: `client:${client.id}`,
        depth: 2,
        nodes: nodesOf(renderClient(client, ctx)),
      })),
    ),
    ...messages.map(flying),
    ...places.servers.map((shape) =>
      known(drawn, shape, ({ server }) => ({
        key: `server:${server.id}`,
        depth: 4,
        nodes: markedNodes(renderServer(shape, ctx), { kind: "server", id: server.id }, ctx),
      })),
    ),
    ...falling.map((lost) => ({
      key: `lost:${lost.track.message.id}`,
      depth: 6,
      nodes: nodesOf(renderLost(lost)),
    })),
  ];
  // Sorting is stable.
  return { name: "cluster", size, parts: parts.sort((a, b) => a.depth - b.depth), shapes };
}

/** Draws a message. Those of clients are drawn below the servers, which they may cross. */
const messagePart = (track: MessageTrack, ctx: ViewContext): Part => ({
  key: `message:${track.message.id}`,
  depth: track.glyph === "client" ? 3 : 5,
  nodes: nodesOf(renderMessage(track, false, ctx)),
  track,
});

/** The rows already drawn, each with the last of its indexes that was committed in the run then. */
export type RowsDrawn = WeakMap<RowShape, { committed: number; parts: Part[] }>;

/** Draws the logs. Keeps what has not changed since the shapes `before`. */
export function logsDrawing(
  view: View,
  width: number,
  ctx: DrawingContext,
  before?: LogShapes,
  rowsDrawn: RowsDrawn = new WeakMap(),
): Drawing & { shapes: LogShapes } {
  const shapes = logsLayout(view, { width }, before);
  const { columns, rows, shift, size } = shapes;
  const moved = { transform: `translate(${-shift} 0)` };
  const names = columns.flatMap(({ index }) => nodesOf(renderIndex(index, shapes)));
  const earlier = nodesOf(renderEarlier(shapes, ctx.t.drawing));
  const head = [element("g", { class: "indexes", ...moved }, names), ...earlier];
  const parts = rows.flatMap((row) => {
    const committed = ctx.marks.committed[row.server.id - 1] ?? 0;
    const known = rowsDrawn.get(row);
    if (known?.committed === committed) return known.parts;
    const parts = rowParts(row, shapes, ctx);
    rowsDrawn.set(row, { committed, parts });
    return parts;
  });
  return {
    name: "logs",
    size,
    parts: [{ key: "indexes", depth: 0, nodes: head }, ...parts],
    shapes,
  };
}

/** The parts of a row that change independently: its background, its name, its cells, its marks. */
function rowParts(row: RowShape, shapes: LogShapes, ctx: DrawingContext): Part[] {
  const [drawn] = nodesOf(renderRow(row, shapes, ctx));
  if (!drawn || typeof drawn === "string") return [];
  const inRow = (key: string, nodes: Node[]): Part => ({
    key: `row:${row.server.id}:${key}`,
    depth: key === "band" ? 0 : 1,
    nodes: [{ ...drawn, children: nodes }],
  });
  return drawn.children.flatMap((child) => {
    if (typeof child === "string") return [];
    const name = child.attributes.get("class") ?? "";
    if (name !== "cells") return [inRow(name, [child])];
    return row.cells.map((cell) => {
      const target: Target = { kind: "entry", server: cell.server, index: cell.index };
      const nodes = markedNodes(renderCell(cell, false, shapes.cell, ctx), target, ctx);
      return inRow(`cell:${cell.index}`, [{ ...child, children: nodes }]);
    });
  });
}

/** The nodes of a whole drawing, each at its position at the drawing's instant. */
export const allNodes = ({ parts }: Drawing): Node[] => joined(parts.flatMap(placed));

/** The nodes of a part, at its position at the drawing's instant. */
export function placed({ nodes, at, left }: Part): Node[] {
  if (at) return [element("g", { transform: `translate(${at.x} ${at.y})` }, nodes)];
  return left === undefined ? nodes : withLeft(nodes, `${Math.round(left * 1000) / 10} 100`);
}

/** The nodes of a timer with these dashes for its arc. */
export function withLeft(nodes: Node[], dashes: string): Node[] {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    const attributes = new Map(node.attributes);
    if (attributes.get("class") === "left") attributes.set("stroke-dasharray", dashes);
    return { ...node, attributes, children: withLeft(node.children, dashes) };
  });
}
