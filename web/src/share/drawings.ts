// The views of a run at one instant as drawings that need no browser, made by the templates of the page.

import type { View } from "../../generated/raft_wasm.js";
import { renderClient } from "../view/client-svg.ts";
import { type ClusterShapes, clusterShapes, timerLeft } from "../view/cluster.ts";
import { renderLinks } from "../view/cluster-svg.ts";
import { type LogShapes, logsLayout, type RowShape } from "../view/logs.ts";
import { renderCell, renderIndex, renderRow } from "../view/logs-svg.ts";
import { lostAt, lostTracks, renderLost } from "../view/lost.ts";
import { renderMessage } from "../view/message-svg.ts";
import { type MessageTrack, messageAt } from "../view/messages.ts";
import { renderServer, renderTimer } from "../view/server-svg.ts";
import "../view/crowd.ts";
import type { Point, Size, ViewContext } from "../view/types.ts";
import { templateText } from "./template-text.ts";
import { element, joined, type Node, parse, still } from "./tree.ts";

/** A part of a drawing. What has the same key is the same thing at every instant. */
export interface Part {
  key: string;
  nodes: Node[];
  /** Where it is, if it moves. */
  at?: Point;
  /** Its way, if it flies. */
  track?: MessageTrack;
  /** How much is left of a timer, from 1 to 0. */
  left?: number;
}

export interface Drawing {
  /** The class of its `<svg>`, which its styles begin with. */
  name: "cluster" | "logs" | "spacetime-plot";
  size: Size;
  /** In the order in which they are drawn. */
  parts: Part[];
}

/** A drawing without anything selected, in the words of a language. */
export const contextFor = (drawing: ViewContext["t"]["drawing"]): ViewContext => ({
  t: { drawing },
  selected: undefined,
  activate: () => {},
});

const nodesOf = (template: unknown): Node[] => still(parse(templateText(template)));

/** Draws the cluster at a time, in milliseconds. What has not changed since the shapes `before` is kept. */
export function clusterDrawing(
  view: View,
  now: number,
  size: Size,
  ctx: ViewContext,
  before?: ClusterShapes,
): Drawing & { shapes: ClusterShapes } {
  const shapes = clusterShapes(view, size, before);
  const { still: places, timers, messages } = shapes;
  const part = (key: string, template: unknown): Part => ({ key, nodes: nodesOf(template) });
  const flying = (track: MessageTrack): Part => ({
    ...part(`message:${track.message.id}`, renderMessage(track, false, ctx)),
    at: messageAt(track, now),
    track,
  });
  const isClients = ({ glyph }: MessageTrack) => glyph === "client";
  const falling = lostTracks(view, places, now).flatMap((way) => lostAt(way, now) ?? []);
  const parts = [
    part("links", renderLinks(places, ctx)),
    ...timers.map((timer) => ({
      ...part(`timer:${timer.id}`, renderTimer(timer)),
      left: timerLeft(timer.timer, now),
    })),
    ...places.clients.map((client) => part(`client:${client.id}`, renderClient(client, ctx))),
    ...messages.filter(isClients).map(flying),
    ...places.servers.map((shape) => part(`server:${shape.server.id}`, renderServer(shape, ctx))),
    ...messages.filter((track) => !isClients(track)).map(flying),
    ...falling.map((lost) => part(`lost:${lost.track.message.id}`, renderLost(lost))),
  ];
  return { name: "cluster", size, parts, shapes };
}

/** Draws the logs. What has not changed since the shapes `before` is kept. */
export function logsDrawing(
  view: View,
  width: number,
  ctx: ViewContext,
  before?: LogShapes,
): Drawing & { shapes: LogShapes } {
  const shapes = logsLayout(view, { width }, before);
  const { columns, rows, earlier, left, shift, size } = shapes;
  const moved = { transform: `translate(${-shift} 0)` };
  const names = columns.flatMap(({ index }) => nodesOf(renderIndex(index, shapes)));
  const hidden =
    earlier > 0
      ? [element("text", { class: "earlier", x: left, y: 13 }, [ctx.t.drawing.earlier(earlier)])]
      : [];
  const head = [element("g", { class: "indexes", ...moved }, names), ...hidden];
  const parts = [
    { key: "indexes", nodes: head },
    ...rows.flatMap((row) => rowParts(row, shapes, ctx)),
  ];
  return { name: "logs", size, parts, shapes };
}

/** A row in pieces, each of which can change by itself: its name, its cells, its marks. */
function rowParts(row: RowShape, shapes: LogShapes, ctx: ViewContext): Part[] {
  const [drawn] = nodesOf(renderRow(row, shapes, ctx));
  if (!drawn || typeof drawn === "string") return [];
  const inRow = (key: string, nodes: Node[]): Part => ({
    key: `row:${row.server.id}:${key}`,
    nodes: [{ ...drawn, children: nodes }],
  });
  return drawn.children.flatMap((child, at) => {
    if (typeof child === "string" || child.attributes.get("class") !== "cells") {
      return [inRow(String(at), [child])];
    }
    return row.cells.map((cell) => {
      const nodes = nodesOf(renderCell(cell, false, shapes.cell, ctx));
      return inRow(`cell:${cell.index}`, [{ ...child, children: nodes }]);
    });
  });
}

/** The nodes of a whole drawing, each where it is at its instant. */
export const allNodes = ({ parts }: Drawing): Node[] => joined(parts.flatMap(placed));

/** The nodes of a part, each where it is at the instant of the drawing. */
export function placed({ nodes, at, left }: Part): Node[] {
  if (at) return [element("g", { transform: `translate(${at.x} ${at.y})` }, nodes)];
  return left === undefined ? nodes : withLeft(nodes, `${Math.round(left * 1000) / 10} 100`);
}

/** A timer with so much of its arc. */
function withLeft(nodes: Node[], dashes: string): Node[] {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    const attributes = new Map(node.attributes);
    if (attributes.get("class") === "left") attributes.set("stroke-dasharray", dashes);
    return { ...node, attributes, children: withLeft(node.children, dashes) };
  });
}
