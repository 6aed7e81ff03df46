// One part of a search: in a worker of its own or, where the page may not start one, in short tasks of the
// page.

import { loadTimeline } from "../engine/engine.ts";
import { nextTask, TASK_MS } from "../engine/slices.ts";
import { timeline } from "../engine/timeline-engine.ts";
import { SearchCourse } from "./course.ts";
import type { FromWorker, SearchOrder, ToWorker } from "./protocol.ts";
import SearchWorker from "./search-worker.ts?worker&inline";

/** A running part of a search, wherever it runs. */
export interface SearchPart {
  pause(): void;
  resume(): void;
  /** Ends the part, which cannot be used afterwards. */
  end(): void;
}

/** What a part searches. */
interface PartOrder {
  order: SearchOrder;
  seed: number;
  /** Whether the part also looks at every run within bounds. */
  proves: boolean;
}

export async function startPart(
  part: PartOrder,
  hear: (message: FromWorker) => void,
): Promise<SearchPart> {
  const module = await timeline.compiled();
  return (await inWorker(module, part, hear)) ?? onPage(part, hear);
}

/** Starts a part in a worker; `undefined` when that is impossible, perhaps because of a host's policy. */
async function inWorker(
  module: WebAssembly.Module,
  part: PartOrder,
  hear: (message: FromWorker) => void,
): Promise<SearchPart | undefined> {
  let worker: Worker;
  try {
    worker = new SearchWorker();
  } catch {
    return undefined;
  }
  const say = (message: ToWorker) => worker.postMessage(message);
  const hasStarted = new Promise<boolean>((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      resolve(true);
      hear(data);
    });
    worker.addEventListener("error", (event) => {
      // The search continues on the page instead, and reports there.
      event.preventDefault();
      resolve(false);
    });
  });
  say({ type: "start", module, ...part });
  if (!(await hasStarted)) {
    worker.terminate();
    return undefined;
  }
  return {
    pause: () => say({ type: "pause" }),
    resume: () => say({ type: "resume" }),
    end: () => worker.terminate(),
  };
}

async function onPage(part: PartOrder, hear: (message: FromWorker) => void): Promise<SearchPart> {
  const { RunSearch } = await loadTimeline();
  const { order, seed, proves } = part;
  let [isPaused, isEnded, isRunning] = [false, false, false];
  const search = new RunSearch(order.text, order.goals, order.servers, seed, proves);
  const course = new SearchCourse(search, (report) => hear({ type: "report", report }));
  const carryOn = async (): Promise<void> => {
    // Paused and resumed within one task, the search is still running.
    if (isRunning) return;
    isRunning = true;
    try {
      while (!isPaused && !isEnded && !course.work(TASK_MS)) await nextTask();
    } catch (error) {
      hear({ type: "failed", message: String(error) });
    }
    isRunning = false;
  };
  void carryOn();
  return {
    pause: () => {
      isPaused = true;
      course.report();
    },
    resume: () => {
      isPaused = false;
      void carryOn();
    },
    end: () => {
      isEnded = true;
      search.free();
    },
  };
}
