// The space-time diagram of a window of time as a drawing that needs no browser.

import type { RunWords } from "../i18n/run.en.ts";
import type { Axis, AxisSource } from "../spacetime/axis.ts";
import { GUTTER, sheetFor, sizeOf, visible, xAt } from "../spacetime/layout.ts";
import {
  renderFrame,
  renderGrid,
  renderNames,
  renderSheet,
  renderTickLabels,
} from "../spacetime/spacetime-svg.ts";
import type { Span } from "../spacetime/window.ts";
import type { Drawing } from "./drawings.ts";
import { templateText } from "./template-text.ts";
import { type Element, type Node, parse, still } from "./tree.ts";

/** The least distance of two labels of the axis, in pixels. */
const TICKS_APART = 90;
/** Half the width of a label, in pixels. */
const LABEL = 20;
/** The height of the diagram, in pixels. */
const HEIGHT = 230;

/** The window of a run, on an axis that already knows it. */
export interface Window {
  axis: Axis;
  source: AxisSource;
  servers: number;
  span: Span;
}

/** Draws a window. What lies after the present is faint, as on the page. */
export function spacetimeDrawing(
  { axis, source, servers, span }: Window,
  width: number,
  words: RunWords["spacetime"],
): Drawing {
  const { history, until } = axis;
  const sheet = sheetFor(span, width, servers, undefined, HEIGHT);
  const nodes = parse(templateText(renderFrame(sheet, words)));
  // A label at the very end would be clipped.
  const labelled = { from: span.from, to: span.to - LABEL / sheet.scale };
  const ticks = axis.ticks(labelled, TICKS_APART / sheet.scale, words);
  const lanes = history?.lanes ?? [];
  const fill = (name: string, template: unknown) =>
    moving(nodes, name)?.children.push(...parse(templateText(template)));
  fill("names", renderNames(sheet, lanes, span.from, words));
  fill("labels", renderTickLabels(sheet, ticks));
  fill("grid", renderGrid(sheet, ticks));
  const ctx = { words, selected: undefined };
  if (history) fill("sheet", renderSheet(sheet, visible(history, span), until, ctx));
  const x = (time: number) => Math.min(sheet.width, Math.max(0, xAt(sheet, time)));
  const now = x(axis.now(source));
  const known = Math.max(now, x(axis.reached(source)));
  moving(nodes, "known")?.attributes.set("width", String(known));
  moving(nodes, "cursor")?.attributes.set("transform", `translate(${GUTTER + now} 0)`);
  const future = moving(nodes, "future")?.attributes;
  future?.set("x", String(GUTTER + now)).set("width", String(sheet.width - now));
  const [plot] = still(nodes);
  const parts = typeof plot === "object" ? plot.children : [];
  return {
    name: "spacetime-plot",
    size: sizeOf(sheet),
    parts: parts.map((node, at) => ({ key: `spacetime:${at}`, depth: at, nodes: [node] })),
  };
}

/** The moving group of the frame with this name. */
function moving(nodes: readonly Node[], name: string): Element | undefined {
  for (const node of nodes) {
    if (typeof node === "string") continue;
    const found = node.attributes.get("data-moving") === name ? node : moving(node.children, name);
    if (found) return found;
  }
  return undefined;
}
