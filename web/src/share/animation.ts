// A segment of a run as an animated picture: one SVG document with CSS animations, which also play in an
// `<img>`, such as in a README.

import type { View } from "../../generated/raft_wasm.js";
import { given } from "../i18n/given.ts";
import type { RunWords } from "../i18n/run.en.ts";
import type { AxisSource } from "../spacetime/axis.ts";
import { axisFor } from "../spacetime/axis-for.ts";
import { GUTTER } from "../spacetime/layout.ts";
import type { ClusterShapes } from "../view/cluster.ts";
import type { LogShapes } from "../view/logs.ts";
import { shorten } from "../view/text.ts";
import type { Size } from "../view/types.ts";
import {
  clusterDrawing,
  type Drawing,
  type DrawingContext,
  type Drawn,
  logsDrawing,
  type Part,
  type RowsDrawn,
} from "./drawings.ts";
import { Keyframes } from "./keyframes.ts";
import {
  type Caption,
  frame,
  type PictureStyle,
  type PlacedView,
  paperOf,
  plainNodes,
  type Steps,
  stack,
  VIEW_WIDTH,
} from "./picture.ts";
import { type PlayedRun, STEP_EVENTS } from "./played.ts";
import { type Actor, Recorder } from "./recorder.ts";
import type { ViewName } from "./snippets.ts";
import { spacetimeDrawing } from "./spacetime-drawing.ts";
import { element, print } from "./tree.ts";

/** The segment that is shown, in milliseconds of the run, and its speed. */
export interface Segment {
  from: number;
  to: number;
  /** Virtual milliseconds per real one. */
  speed: number;
}

/** The views that are drawn, and their texts. */
export interface Scene {
  views: readonly ViewName[];
  ctx: DrawingContext;
  caption: Caption;
  style: PictureStyle;
  /** The run's notes, each shown from its time on, in the order of time. */
  notes: readonly { at: number; text: string }[];
  /** The texts of the space-time diagram. */
  spacetime: RunWords["spacetime"];
}

/** The most frames that are recorded. */
export const MOST_FRAMES = 400;
/** The time between two frames if there are few enough, in real milliseconds. */
const FRAME_MS = 50;
/** The longest playing time, in real milliseconds: a longer segment is played faster. */
export const LONGEST_MS = 40_000;
/** How long the last instant is shown, in real milliseconds. */
const REST_MS = 1500;
/** The largest document, in bytes; compared with its number of characters. */
export const MOST_BYTES = 1_000_000;
const CLUSTER_HEIGHT = 380;
const NOTE_HEIGHT = 20;

/** Thrown when the document would be too large. */
export class TooLarge extends Error {}

/** The playing time of a segment, in real milliseconds. */
export const playingTime = ({ from, to, speed }: Segment): number =>
  Math.min(LONGEST_MS, Math.max(FRAME_MS, (to - from) / speed));

/** The instants of the frames, in milliseconds of the run. */
export function frameTimes(segment: Segment): number[] {
  const { from, to } = segment;
  const count = Math.max(1, Math.min(MOST_FRAMES, Math.ceil(playingTime(segment) / FRAME_MS)));
  return Array.from({ length: count + 1 }, (_, at) => from + ((to - from) * at) / count);
}

/**
 * Makes the document in steps, each of which plays some events or draws one frame. It throws `TooLarge` as
 * soon as it is certain that the document would have more than `limit` characters.
 */
export function* animation(
  run: PlayedRun,
  segment: Segment,
  scene: Scene,
  limit = MOST_BYTES,
): Steps<string> {
  const filmed = scene.views.filter((name) => name !== "spacetime");
  const cameras = filmed.map((name) => new Camera(name, scene));
  let servers = 0;
  for (const time of frameTimes(segment)) {
    run.startSeek(time);
    while (!run.goOn(STEP_EVENTS)) yield;
    const view = run.view();
    const committed = run.committedUpTo();
    servers = view.servers.length;
    for (const camera of cameras) {
      yield* camera.take(view, time, committed);
      yield;
    }
    if (cameras.reduce((sum, { recorder }) => sum + recorder.size, 0) > limit) throw new TooLarge();
  }
  const diagram = scene.views.includes("spacetime")
    ? yield* diagramOf(run, segment, servers, scene.spacetime)
    : undefined;
  const svg = yield* assembled(cameras, diagram, segment, scene);
  if (svg.length > limit) throw new TooLarge();
  return svg;
}

/** Assembles the document from the recordings. */
function* assembled(
  cameras: Camera[],
  diagram: Drawing | undefined,
  segment: Segment,
  scene: Scene,
): Steps<string> {
  const { caption, style, notes } = scene;
  const plays = playingTime(segment);
  const total = plays + REST_MS;
  const keyframes = new Keyframes({ ...segment, share: plays / total });
  const views: Omit<PlacedView, "y">[] = [];
  for (const { name, size, recorder } of cameras) {
    views.push({
      name,
      size,
      xml: recorder
        .finish()
        .map((it) => keyframes.render(it))
        .join(""),
    });
    yield;
  }
  if (diagram) views.push(yield* growing(diagram, keyframes, style));
  const said = noteActors(notes, segment);
  if (said.length > 0) {
    const xml = said.map((it) => keyframes.render(it)).join("");
    views.push({ name: "logs", size: { width: VIEW_WIDTH, height: NOTE_HEIGHT }, xml });
  }
  const rooms = stack(views.map(({ size }) => size));
  const placed = views.map((view, at) => ({ ...view, y: rooms[at]?.y ?? 0 }));
  return frame(placed, caption, style, `<style>${keyframes.css(total)}</style>`);
}

/** Draws the diagram of the whole segment. */
function* diagramOf(
  run: PlayedRun,
  { from, to }: Segment,
  servers: number,
  words: RunWords["spacetime"],
): Steps<Drawing> {
  const history = yield* run.history(from, to);
  const source: AxisSource = {
    isManual: false,
    happened: 0,
    now: to,
    reached: to,
    version: 0,
    history: () => () => history,
  };
  const axis = axisFor(false);
  axis.look(source, { from, to }, 0, true);
  return spacetimeDrawing({ axis, source, servers, span: { from, to } }, VIEW_WIDTH, words);
}

/** A diagram over which the present moves; what lies in the future is covered. */
function* growing(
  drawing: Drawing,
  keyframes: Keyframes,
  style: PictureStyle,
): Steps<Omit<PlacedView, "y">> {
  const { name, size, parts } = drawing;
  const isCursor = ({ nodes: [node] }: Part) =>
    typeof node === "object" && node.attributes.get("class") === "cursor";
  const cursor = parts.find(isCursor);
  const rest = parts.filter((part) => part !== cursor).flatMap(({ nodes }) => nodes);
  const width = size.width - GUTTER;
  const moves = keyframes.even("transform", `translate(-${width}px,0px)`, "translate(0px,0px)");
  const ground = paperOf(style);
  const cover = element("svg", { x: GUTTER, y: 0, width, height: size.height }, [
    element("g", { class: moves }, [
      element("rect", { x: width, width, height: size.height, fill: ground }),
    ]),
  ]);
  const drawn = print(yield* plainNodes(drawing, rest, style));
  const line = print(yield* plainNodes(drawing, cursor?.nodes ?? [], style));
  const xml = `${drawn}${print([cover])}<g class="${moves}">${line}</g>`;
  return { name, size, xml };
}

/** The notes, each shown until the next. */
function noteActors(notes: Scene["notes"], { from, to }: Segment): Actor[] {
  return notes.flatMap(({ at, text }, index) => {
    const until = Math.min(to, notes[index + 1]?.at ?? to);
    const since = Math.max(from, at);
    if (until <= since) return [];
    const words = shorten(given(text), VIEW_WIDTH, 14);
    const xml = print([element("text", { y: 15, "font-size": 14 }, [words])]);
    return [{ text: xml, depth: 0, spans: [{ from: since, to: until }] }];
  });
}

/** Records the frames of one view. */
class Camera {
  readonly name: Exclude<ViewName, "spacetime">;
  readonly #ctx: DrawingContext;
  readonly recorder: Recorder;
  /** The size of the largest frame. */
  size: Size = { width: VIEW_WIDTH, height: 0 };
  #cluster: ClusterShapes | undefined;
  #logs: LogShapes | undefined;
  readonly #drawn: Drawn = new WeakMap();
  readonly #rows: RowsDrawn = new WeakMap();

  constructor(name: Exclude<ViewName, "spacetime">, { ctx, style }: Scene) {
    this.name = name;
    this.#ctx = ctx;
    this.recorder = new Recorder((nodes) => plainNodes({ name }, nodes, style));
  }

  *take(view: View, time: number, committed: ArrayLike<number>): Steps<void> {
    const drawing = this.#draw(view, time, committed);
    if (drawing.size.height > this.size.height) this.size = drawing.size;
    yield* this.recorder.take(drawing, time);
  }

  #draw(view: View, time: number, committed: ArrayLike<number>): Drawing {
    if (this.name === "logs") {
      const ctx = { ...this.#ctx, marks: { ...this.#ctx.marks, committed } };
      const logs = logsDrawing(view, VIEW_WIDTH, ctx, this.#logs, this.#rows);
      this.#logs = logs.shapes;
      return logs;
    }
    const size = { width: VIEW_WIDTH, height: CLUSTER_HEIGHT };
    const cluster = clusterDrawing(view, time, size, this.#ctx, this.#cluster, this.#drawn);
    this.#cluster = cluster.shapes;
    return cluster;
  }
}
