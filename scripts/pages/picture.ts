// A moment of a run as still pictures of the cluster and the logs: in a page, which has their styles, and
// in a file of their own, which needs nothing else.

import type { View } from "../../web/generated/raft_wasm.d.ts";
import type { DrawingTexts } from "../../web/src/i18n/drawing.en.ts";
import {
  allNodes,
  clusterDrawing,
  contextFor,
  type Drawing,
  logsDrawing,
} from "../../web/src/share/drawings.ts";
import { NO_MARKS } from "../../web/src/share/marks.ts";
import { type Caption, drawPicture, finish } from "../../web/src/share/picture.ts";
import { element, print } from "../../web/src/share/tree.ts";
import { rules } from "./sheets.ts";

export interface Picture {
  cluster: string;
  logs: string;
  /** Both in one SVG document. */
  standalone: string;
}

const WIDTH = 688;
const CLUSTER_HEIGHT = 380;

export function picture(
  view: View,
  texts: DrawingTexts,
  caption: Caption,
  marks = NO_MARKS,
): Picture {
  const ctx = contextFor(texts, marks);
  const size = { width: WIDTH, height: CLUSTER_HEIGHT };
  const cluster = clusterDrawing(view, view.now, size, ctx);
  const logs = logsDrawing(view, WIDTH, ctx);
  return {
    cluster: inPage(cluster, texts.cluster),
    logs: inPage(logs, texts.logs),
    standalone: finish(drawPicture([cluster, logs], caption, { rules, theme: "light" })),
  };
}

function inPage(drawing: Drawing, label: string): string {
  const { name, size } = drawing;
  const { width, height } = size;
  const xml = { class: name, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label };
  return print([element("svg", xml, allNodes(drawing))]);
}
