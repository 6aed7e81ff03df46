// Lets whoever drives the browser ask for the fingerprint of a run: `digestOf(lines, until)`.

import { loadTimeline } from "./engine/engine.js";

const { Run } = await loadTimeline();

globalThis.digestOf = (/** @type {string[]} */ lines, /** @type {number} */ until) => {
  const run = Run.fromText(lines.join("\n"));
  run.advanceTo(until);
  return run.digest();
};
