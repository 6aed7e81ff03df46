// The same script gives the same run on every machine: what `cargo test` sees natively
// (crates/raft-scenario/tests/digests.rs), the modules that people download must give too.

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { Run, type SetupView } from "../../generated/raft_timeline.js";
import { type Action, Simulation } from "../../generated/raft_wasm.js";
import { loadModules } from "./modules.ts";

interface Script {
  name: string;
  setup: SetupView;
  acts: { at: number; action: Action }[];
  until: number;
  digest: string;
}

const digests = new URL("../../../crates/raft-scenario/tests/digests.json", import.meta.url);
const scripts: Script[] = JSON.parse(readFileSync(digests, "utf8"));

beforeAll(loadModules);

type Player = Simulation | Run;
/** Advances in one go, or event by event: it must make no difference. */
type Advance = (player: Player, to: number) => void;

const atOnce: Advance = (player, to) => player.advanceTo(to);

const stepByStep: Advance = (player, to) => {
  for (;;) {
    const next = player.nextEventAt();
    if (next === undefined || next > to) break;
    player.step();
  }
  player.advanceTo(to);
};

function play<P extends Player>(player: P, { acts, until }: Script, advance: Advance): P {
  for (const { at, action } of acts) {
    advance(player, at);
    const refusal = player.act(action);
    expect(refusal, `${JSON.stringify(action)} at ${at}`).toBeUndefined();
  }
  advance(player, until);
  return player;
}

function digest(script: Script, advance: Advance): string {
  const run = play(new Run(script.setup), script, advance);
  try {
    return run.digest();
  } finally {
    run.free();
  }
}

test("there are scripts", () => {
  expect(scripts.length).toBeGreaterThan(5);
});

test.each(scripts)("$name", (script) => {
  expect(digest(script, atOnce)).toBe(script.digest);
  expect(digest(script, stepByStep)).toBe(script.digest);
});

const byThePaper = scripts.filter(({ setup }) => Object.keys(setup.rules ?? {}).length === 0);

/** The first module, which has no digest and no other rules to save space, shows what the second does. */
test.each(byThePaper)("$name looks the same in both modules", (script) => {
  const simulation = play(new Simulation(script.setup), script, stepByStep);
  const run = play(new Run(script.setup), script, atOnce);
  const { version: _, ...one } = simulation.view();
  const { version: __, ...other } = run.view();
  expect(one).toEqual(other);
  simulation.free();
  run.free();
});

test.each(scripts)("$name: back and forth is as if it had never been left", (script) => {
  const run = play(new Run(script.setup), script, atOnce);
  for (const part of [0.1, 0.9, 0, 0.5]) run.seek(script.until * part);
  run.startStepBack();
  while (!run.goOn(1000));
  run.seek(script.until);
  expect(run.digest()).toBe(script.digest);
  run.free();
});

test.each(scripts)("$name, as a text, is the same run", (script) => {
  const run = play(new Run(script.setup), script, atOnce);
  const read = Run.fromText(run.text());
  read.advanceTo(script.until);
  expect(read.digest()).toBe(script.digest);
  run.free();
  read.free();
});

test("another seed is another run", () => {
  const [script] = scripts;
  if (!script) throw new Error("no scripts");
  const other = { ...script, setup: { ...script.setup, seed: script.setup.seed + 1 } };
  expect(digest(other, atOnce)).not.toBe(script.digest);
});
