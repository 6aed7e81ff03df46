// The modules of the simulator, shared by every playground on the page: the one that new runs start on, and
// the larger one that keeps the past and knows the scenario language, loaded on demand.

import {
  defaultSetup,
  freshSeed,
  initSync,
  lastPanic,
  Simulation,
} from "../../generated/raft_wasm.js";
import moduleUrl from "../../generated/raft_wasm_bg.wasm?url";
import { Loader } from "./loader.ts";

/** Imported by name, so that the generated code that fetches a module is left out of the page. */
const firstGlue = { Simulation, defaultSetup, freshSeed, initSync, lastPanic };

export type Engine = typeof firstGlue;
export type TimelineEngine = typeof import("../../generated/raft_timeline.js");

export const live = new Loader<Engine>(moduleUrl, async (instance) => {
  if (instance === 1) return firstGlue;
  const spare = await import("./spare.ts");
  return import(/* @vite-ignore */ `${spare.url}?instance=${instance}`);
});

let discardTimeline = () => {};

/** Loads the module that keeps the past. */
export async function loadTimeline(): Promise<TimelineEngine> {
  const { timeline } = await import("./timeline-engine.ts");
  discardTimeline = () => timeline.discard();
  return timeline.load();
}

/** After a trap, makes new runs start on new instances. */
export function discardEngines(): void {
  live.discard();
  discardTimeline();
}
