// The processor time of each frame on a page's main thread, from a trace of the browser.

/**
 * An event of a trace that has a length. Times are in microseconds: `ts` and `dur` by the clock, `tdur` of
 * the processor.
 * @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur: number, tdur: number }} Span
 */

const isTask = (/** @type {Span} */ { name }) => name.endsWith("RunTask");
const isCallback = (/** @type {Span} */ { name }) => name === "FireAnimationFrame";

/**
 * Returns the times of the frames with script. `script` is the time of the callbacks of requestAnimationFrame, in
 * milliseconds, `rest` that of the same task's other work: styles, layout and painting.
 * @param {Buffer} trace in JSON, with the categories toplevel and devtools.timeline
 * @returns {{ script: number, rest: number }[]}
 */
export function frameTimes(trace) {
  /** @type {{ traceEvents: Span[] }} */
  const { traceEvents } = JSON.parse(trace.toString());
  const spans = traceEvents.filter(({ ph }) => ph === "X");
  const main = spans.find(isCallback);
  const ofMain = spans
    .filter(({ pid, tid }) => pid === main?.pid && tid === main?.tid)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const frames = [];
  /** @type {{ task: Span, script: number } | undefined} */
  let frame;
  for (const span of ofMain) {
    if (isTask(span) && !(frame && span.ts < frame.task.ts + frame.task.dur)) {
      frame = { task: span, script: 0 };
      frames.push(frame);
    } else if (isCallback(span) && frame) frame.script += span.tdur;
  }
  return frames
    .filter(({ script }) => script > 0)
    .map(({ task, script }) => ({ script: script / 1000, rest: (task.tdur - script) / 1000 }));
}
