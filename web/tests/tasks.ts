// How long the page's tasks are, for a report: the machine's other work counts, so nothing is asserted.

import type { CDPSession, Page } from "@playwright/test";

/** In milliseconds, since the last time it was asked. */
export interface Longest {
  /** The longest task that the browser calls long, 50 ms or more; 0 if there was none. */
  task: number;
  /** The longest script of the page in a long animation frame. */
  script: number;
  /** The most processor time of a task that is not the test's own; where that is asked for. */
  processor: number | undefined;
}

interface Noted {
  longest: { task: number; script: number };
}

/** Notes the tasks of the page from now on. `withProcessor` traces the browser, which costs some time. */
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
        // The test's own scripts have no address.
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

/** Does the test ask the page something in this event? */
const isOfTest = ({ name, args }: TraceEvent): boolean =>
  name === "Receive mojo message" && JSON.stringify(args).includes("DevTools");

/** Chromium's trace of all tasks. */
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

  /** Ends the trace: the most processor time of a task of a page's main thread, in milliseconds. */
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
