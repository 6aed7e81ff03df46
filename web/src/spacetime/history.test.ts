import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { historyOf } from "../../tests/unit/asked.ts";
import { isKept, visible } from "./layout.ts";

const wasm = new URL("../../generated/raft_timeline_bg.wasm", import.meta.url);

beforeAll(async () => {
  await timeline.default({ module_or_path: readFileSync(wasm) });
});

const runOf = (name: string) => timeline.Run.fromText(timeline.builtinText(name) as string);

test("messages that wait for the script are shown as such, also when they set out before the window", () => {
  const run = runOf("figure-8-unsafe");
  run.seek(400);
  const history = historyOf(run, 350, 400);
  const kept = history.flights.filter(isKept);
  expect(kept.length).toBe(run.view().messages.length);
  expect(visible(history, { from: 350, to: 400 }).flights).toEqual(expect.arrayContaining(kept));
});

test("messages in flight are shown up to where they will arrive", () => {
  const run = runOf("first-election");
  run.seek(1000);
  while (run.view().messages.length === 0 && run.step());
  const now = run.now();
  const { flights } = historyOf(run, now - 5, now);
  const [flight] = visible(
    { lanes: [], points: [], flights, isCut: false },
    { from: now - 1, to: now },
  ).flights;
  expect(flight?.endedAt).toBeUndefined();
  expect(flight?.arrivesAt).toBeGreaterThan(now);
});
