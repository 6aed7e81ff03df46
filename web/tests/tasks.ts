// Measures the page's tasks for a report. Other work on the machine counts as well, so nothing is asserted.

import type { CDPSession, Page } from "@playwright/test";

/** The longest times since the last call, in milliseconds. */
export interface Longest {
  /** The longest of the tasks of 50 ms or more, which the browser reports; 0 if there was none. */
  task: number;
  /** The longest script of the page in a long animation frame. */
  script: number;
  /** The most processor time of a task that is not the test's own; `undefined` unless it was asked for. */
  processor: number | undefined;
}

interface Noted {
  longest: { task: number; script: number };
}

/**
 * Records the tasks of the page from now on. `withProcessor` traces the browser, which takes some time
 * itself.
 */
export async function watchTasks(
  page: Page,
  withProcessor = false,
): Promise<() => Promise<Longest>> {
  await page.evaluate(() => {
    const noted = window as unknown as Noted;
    noted.longest = { task: 0, script: 0 };
    new PerformanceObserver((list) => {
      const { longest } = noted;
      for (const entry of list.getEntries()) {
        const { duration, scripts } = entry as PerformanceEntry & { scripts?: Script[] };
        if (!scripts) longest.task = Math.max(longest.task, duration);
        // The test's own scripts have no URL.
        for (const script of scripts ?? []) {
          if (script.sourceURL) longest.script = Math.max(longest.script, script.duration);
        }
      }
    }).observe({ entryTypes: ["longtask", "long-animation-frame"] });
    interface Script {
      duration: number;
      sourceURL: string;
    }
  });
  const trace = withProcessor ? new Trace(await page.context().newCDPSession(page)) : undefined;
  await trace?.begin();
  return async () => {
    const longest = await page.evaluate(() => {
      const noted = window as unknown as Noted;
      const { longest } = noted;
      noted.longest = { task: 0, script: 0 };
      return longest;
    });
    const processor = await trace?.longest();
    await trace?.begin();
    return { ...longest, processor };
  };
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** Whether this event is a call by the test. */
const isOfTest = ({ name, args }: TraceEvent): boolean =>
  name === "Receive mojo message" && JSON.stringify(args).includes("DevTools");

/** A trace of all tasks by Chromium. */
class Trace {
  readonly #session: CDPSession;
  #events: TraceEvent[] = [];

  constructor(session: CDPSession) {
    this.#session = session;
    session.on("Tracing.dataCollected", ({ value }) => {
      this.#events.push(...(value as unknown as TraceEvent[]));
    });
  }

  async begin(): Promise<void> {
    this.#events = [];
    await this.#session.send("Tracing.start", {
      traceConfig: { includedCategories: ["toplevel"] },
      transferMode: "ReportEvents",
    });
  }

  /** Ends the trace. Returns the most processor time of a task of a page's main thread, in milliseconds. */
  async longest(): Promise<number> {
    const ended = new Promise((resolve) => this.#session.once("Tracing.tracingComplete", resolve));
    await this.#session.send("Tracing.end");
    await ended;
    const id = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
    const mains = this.#events.filter(
      ({ name, args }) => name === "thread_name" && args.name === "CrRendererMain",
    );
    const threads = new Set(mains.map(id));
    const events = this.#events.filter((event) => event.ph === "X" && threads.has(id(event)));
    const asked = events.filter(isOfTest).map(({ ts }) => ts);
    const tasks = events.filter(
      ({ name, ts, dur = 0 }) =>
        name.includes("RunTask") && !asked.some((at) => at >= ts && at <= ts + dur),
    );
    return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000));
  }
}
