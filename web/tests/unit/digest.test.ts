// The same script gives the same run on every machine: what `cargo test` sees natively
// (crates/raft-scenario/tests/digests.rs), the module that people download must give too.

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import init, {
  type Action,
  type SetupView as Setup,
  Simulation,
} from "../../generated/raft_wasm.js";

interface Script {
  name: string;
  setup: Setup;
  acts: { at: number; action: Action }[];
  until: number;
  digest: string;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url));
const scripts: Script[] = JSON.parse(
  read("../../../crates/raft-scenario/tests/digests.json").toString("utf8"),
);

beforeAll(async () => {
  await init({ module_or_path: read("../../generated/raft_wasm_bg.wasm") });
});

/** Advances in one go, or event by event: it must make no difference. */
type Advance = (simulation: Simulation, to: number) => void;

const atOnce: Advance = (simulation, to) => simulation.advanceTo(to);

const stepByStep: Advance = (simulation, to) => {
  for (;;) {
    const next = simulation.nextEventAt();
    if (next === undefined || next > to) break;
    simulation.step();
  }
  simulation.advanceTo(to);
};

function run({ setup, acts, until }: Script, advance: Advance): string {
  const simulation = new Simulation(setup);
  try {
    for (const { at, action } of acts) {
      advance(simulation, at);
      const refusal = simulation.act(action);
      expect(refusal, `${JSON.stringify(action)} at ${at}`).toBeUndefined();
    }
    advance(simulation, until);
    return simulation.digest();
  } finally {
    simulation.free();
  }
}

test("there are scripts", () => {
  expect(scripts.length).toBeGreaterThan(5);
});

test.each(scripts)("$name", (script) => {
  expect(run(script, atOnce)).toBe(script.digest);
  expect(run(script, stepByStep)).toBe(script.digest);
});

test("another seed is another run", () => {
  const [script] = scripts;
  if (!script) throw new Error("no scripts");
  const other = { ...script, setup: { ...script.setup, seed: script.setup.seed + 1 } };
  expect(run(other, atOnce)).not.toBe(script.digest);
});
