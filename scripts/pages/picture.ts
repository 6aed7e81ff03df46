// A moment of a run as still pictures: the cluster and the logs, drawn by the templates of the page.

import { readFileSync } from "node:fs";
import type { View } from "../../web/generated/raft_wasm.d.ts";
import type { DrawingTexts } from "../../web/src/i18n/drawing.en.ts";
import { termStyles } from "../../web/src/theme/terms.ts";
import { renderClient } from "../../web/src/view/client-svg.ts";
import { clusterShapes, timerLeft } from "../../web/src/view/cluster.ts";
import { renderLinks } from "../../web/src/view/cluster-svg.ts";
import { logsLayout } from "../../web/src/view/logs.ts";
import { renderCell, renderIndex, renderRow } from "../../web/src/view/logs-svg.ts";
import { renderMessage } from "../../web/src/view/message-svg.ts";
import { messageAt } from "../../web/src/view/messages.ts";
import { renderServer, renderTimer } from "../../web/src/view/server-svg.ts";
import type { ViewContext } from "../../web/src/view/types.ts";
import { templateText } from "./template-text.ts";

export interface Picture {
  cluster: string;
  logs: string;
}

const WIDTH = 640;
const CLUSTER_HEIGHT = 380;

export function picture(view: View, drawing: DrawingTexts): Picture {
  const ctx: ViewContext = { t: { drawing }, selected: undefined, activate: () => {} };
  return { cluster: clusterPicture(view, ctx), logs: logsPicture(view, ctx) };
}

/** Both in one picture of its own, which needs nothing else. */
export function standalone({ cluster, logs }: Picture): string {
  const height = (svg: string) => Number(/viewBox="0 0 \d+ (\d+)/.exec(svg)?.[1] ?? 0);
  const place = (svg: string, y: number) =>
    svg.replace("<svg ", `<svg y="${y}" width="${WIDTH}" height="${height(svg)}" `);
  const total = CLUSTER_HEIGHT + height(logs);
  const styles = pictureStyles().replace("width: 100%; height: auto;", "");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${total}" width="${WIDTH}" height="${total}"><style>${styles}svg{background:var(--paper)}</style>${place(cluster, 0)}${place(logs, CLUSTER_HEIGHT)}</svg>`;
}

/** The styles of the drawings, for the root of a document. */
export function pictureStyles(): string {
  const file = (path: string) =>
    readFileSync(new URL(`../../web/src/${path}`, import.meta.url), "utf8");
  const sheets = [
    "theme/tokens.css",
    "view/drawing.css",
    "view/cluster.css",
    "view/logs.css",
    "view/signs.css",
  ];
  const text = sheets
    .map(file)
    .join("\n")
    .replace(/\/\*[\s\S]*?\*\//g, "");
  const short = text.replace(/\s+/g, " ");
  return `${short.replace(/:host\(([^)]*)\)/g, ":root$1").replace(/:host/g, ":root")}\n${termStyles}`;
}

function clusterPicture(view: View, ctx: ViewContext): string {
  const size = { width: WIDTH, height: CLUSTER_HEIGHT };
  const { still, timers, messages } = clusterShapes(view, size);
  const parts = [
    templateText(renderLinks(still, ctx)),
    ...timers.map((timer) => {
      const left = Math.round(timerLeft(timer.timer, view.now) * 100);
      return templateText(renderTimer(timer)).replace(
        'class="left"',
        `class="left" stroke-dasharray="${left} 100"`,
      );
    }),
    ...still.clients.map((client) => templateText(renderClient(client, ctx))),
    ...still.servers.map((server) => templateText(renderServer(server, ctx))),
    ...messages.map((track) => {
      const { x, y } = messageAt(track, view.now);
      const drawn = templateText(renderMessage(track, false, ctx));
      return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">${drawn}</g>`;
    }),
  ];
  return svg("cluster", size, ctx.t.drawing.cluster, parts.join(""));
}

function logsPicture(view: View, ctx: ViewContext): string {
  const shapes = logsLayout(view, { width: WIDTH });
  const indexes = shapes.columns.map(({ index }) => templateText(renderIndex(index, shapes)));
  const rows = shapes.rows.map((row) => {
    const cells = row.cells.map((cell) => templateText(renderCell(cell, false, shapes.cell, ctx)));
    const drawn = templateText(renderRow(row, shapes, ctx));
    return drawn.replace(/(<g class="cells"[^>]*>)/, `$1${cells.join("")}`);
  });
  const head = `<g class="indexes" transform="translate(${-shapes.shift} 0)">${indexes.join("")}</g>`;
  return svg("logs", shapes.size, ctx.t.drawing.logs, `${head}${rows.join("")}`);
}

/** A picture is to be looked at: nothing in it can be touched. */
function svg(
  name: string,
  { width, height }: { width: number; height: number },
  label: string,
  inside: string,
): string {
  const still = inside
    .replace(/ (role|tabindex|data-[\w-]+|aria-[\w-]+)="[^"]*"/g, "")
    .replace(/ data-row\b/g, "")
    .replace(/<(circle|rect|path) class="hit"[^>]*>(<\/\1>)?/g, "")
    .replace(/<title>[^<]*<\/title>/g, "")
    .replace(/\s*\n\s*/g, " ");
  return `<svg class="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${still}</svg>`;
}
