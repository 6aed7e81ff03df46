// The module that keeps the past and knows the scenario language.

import moduleUrl from "../../generated/raft_timeline_bg.wasm?url";
import type { TimelineEngine } from "./engine.ts";
import { Loader } from "./loader.ts";

export const timeline = new Loader<TimelineEngine>(moduleUrl, async (instance) => {
  const glue = await import("./timeline-glue.ts");
  // Importing it from another address gives another copy.
  return instance === 1 ? glue : import(/* @vite-ignore */ `${glue.url}?instance=${instance}`);
});
