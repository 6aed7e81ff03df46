// The element and the modules of the simulator, in a project that Vite bundles.

import "raft-playground";
import "raft-playground/raft-playground.css";
import { loadSimulator, loadTimeline } from "raft-playground/engine";

const embedded = document.querySelector("raft-playground");
embedded?.addEventListener("timechange", ({ detail }) => console.assert(detail.time >= 0));

const simulator = await loadSimulator();
const simulation = new simulator.Simulation({ ...simulator.defaultSetup(), servers: 3, seed: 7 });
simulation.advanceTo(1000);
const { Run } = await loadTimeline();
const run = Run.fromText("raft 1\nservers 3\nseed 7\n");
run.seek(1000);
const output = document.querySelector("output");
if (output) output.textContent = `${simulation.view().servers.length} servers, ${run.digest()}`;
