// A moment of a run, captured when the share dialog was opened, and its pictures.

import type { View } from "../../generated/raft_wasm.js";
import { nextTask, runTask } from "../engine/slices.ts";
import type { RunWords } from "../i18n/run.en.ts";
import type { ShareWords } from "../i18n/share.ts";
import { axisFor } from "../spacetime/axis-for.ts";
import type { SpacetimeSource } from "../spacetime/spacetime.ts";
import type { Span } from "../spacetime/window.ts";
import { describeServer } from "../view/describe.ts";
import type { ViewContext } from "../view/types.ts";
import { animation, MOST_BYTES, TooLarge } from "./animation.ts";
import type { Choices } from "./choices.ts";
import {
  clusterDrawing,
  contextFor,
  type Drawing,
  type DrawingContext,
  logsDrawing,
} from "./drawings.ts";
import type { Marks } from "./marks.ts";
import { drawPicture, type Steps, VIEW_WIDTH } from "./picture.ts";
import type { Theme } from "./plain.ts";
import type { PlayedRun } from "./played.ts";
import { rules } from "./sheets.ts";
import type { Moment, ViewName } from "./snippets.ts";
import { spacetimeDrawing } from "./spacetime-drawing.ts";

/** The captured moment. */
export interface Taken extends Moment {
  view: View;
  marks: Marks;
  /** The violation that is shown, in a sentence. */
  violation: string | undefined;
  /** The run as a text. */
  text: string;
  source: SpacetimeSource;
  /** The window of the space-time diagram. */
  span: Span;
  drawing: ViewContext["t"]["drawing"];
  spacetime: RunWords["spacetime"];
  /** The run's notes, in the order of time. */
  notes: readonly { at: number; text: string }[];
  /** The trace up to the moment; `undefined` when it would be too large. */
  trace(): Steps<string | undefined>;
  /** The largest trace, in bytes. */
  greatestTrace: number;
  /** Returns a copy of the run, which the caller frees; `undefined` when the run has trapped. */
  copy(): (PlayedRun & { free(): void }) | undefined;
}

/** The height of the cluster in a picture, in pixels. */
const CLUSTER_HEIGHT = 380;

/** Runs the steps in tasks of a few milliseconds; `undefined` when the result is no longer wanted. */
export async function inTasks<T>(steps: Steps<T>, isWanted: () => boolean): Promise<T | undefined> {
  let result: T | undefined;
  const step = () => {
    const { done, value } = steps.next();
    if (done) result = value;
    return done === true;
  };
  while (isWanted()) {
    if (runTask(step)) return result;
    await nextTask();
  }
  return undefined;
}

/** Makes an SVG document with these views; `undefined` when it is no longer wanted. */
export async function svgOf(
  taken: Taken,
  views: readonly ViewName[],
  theme: Theme,
  words: ShareWords,
  isWanted: () => boolean,
): Promise<string | undefined> {
  const drawings: Drawing[] = [];
  const ctx = contextFor(taken.drawing, taken.marks);
  for (const name of views) {
    await nextTask();
    if (!isWanted()) return undefined;
    drawings.push(await drawingOf(name, taken, ctx));
  }
  const caption = {
    title: titleOf(taken, words),
    moment: words.moment(taken.time),
    violation: taken.violation,
    description: descriptionOf(taken),
  };
  return inTasks(drawPicture(drawings, caption, { rules, theme }), isWanted);
}

/** Makes an animated SVG document; `undefined` when it is no longer wanted. */
export async function movingSvgOf(
  taken: Taken,
  { from, to, views, pictureTheme: theme }: Pick<Choices, "from" | "to" | "views" | "pictureTheme">,
  words: ShareWords,
  isWanted: () => boolean,
): Promise<string | undefined> {
  const run = taken.copy();
  if (!run) throw new Error(words.gone);
  const segment = { from, to, speed: taken.speed };
  const caption = {
    title: titleOf(taken, words),
    moment: words.segment(from, to),
    description: words.segment(from, to),
  };
  const { spacetime, notes, drawing } = taken;
  const style = { rules, theme };
  const scene = { views, ctx: contextFor(drawing), caption, style, notes, spacetime };
  try {
    return await inTasks(animation(run, segment, scene), isWanted);
  } catch (error) {
    throw error instanceof TooLarge ? new Error(words.tooLarge(MOST_BYTES)) : error;
  } finally {
    run.free();
  }
}

/** Returns the trace up to the moment; `undefined` when it is no longer wanted. */
export async function traceText(
  { trace, greatestTrace }: Taken,
  words: ShareWords,
  isWanted: () => boolean,
): Promise<string | undefined> {
  const text = await inTasks(trace(), isWanted);
  if (text === undefined && isWanted()) throw new Error(words.traceTooLarge(greatestTrace));
  return text;
}

async function drawingOf(name: ViewName, taken: Taken, ctx: DrawingContext): Promise<Drawing> {
  const { view, time } = taken;
  if (name === "cluster") {
    return clusterDrawing(view, time, { width: VIEW_WIDTH, height: CLUSTER_HEIGHT }, ctx);
  }
  return name === "logs" ? logsDrawing(view, VIEW_WIDTH, ctx) : diagram(taken);
}

/** Draws the diagram, once its window is known. */
async function diagram({ source, span, view, spacetime }: Taken): Promise<Drawing> {
  const axis = axisFor(source.isManual);
  axis.look(source, span, 0, true);
  while (axis.isLooking) {
    await nextTask();
    axis.look(source, span, 0, true);
  }
  const servers = view.servers.length;
  return spacetimeDrawing({ axis, source, servers, span }, VIEW_WIDTH, spacetime);
}

/** The run's title, or a substitute. */
export const titleOf = ({ title }: Taken, words: ShareWords): string => title || words.untitled;

/** Describes the state of each server, for readers who do not see the picture. */
const descriptionOf = ({ view, drawing }: Taken): string =>
  view.servers.map((server) => describeServer(server, drawing)).join("; ");
