// Actions that the page has no button for cross the boundary as well, and are written as the language
// writes them.

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import init, { type Action, defaultSetup, Run } from "../../generated/raft_timeline.js";

beforeAll(async () => {
  const wasm = new URL("../../generated/raft_timeline_bg.wasm", import.meta.url);
  await init({ module_or_path: readFileSync(wasm) });
});

const settings = { latencyMin: 100, latencyMax: 100, loss: 0, duplication: 0 };
const client = { client: 2 };
const server = { server: 1 };

const ACTIONS: [Action, string][] = [
  [{ setClock: { server: 3, rate: 1500 } }, "clock s3 1.5x"],
  [{ commandBy: { client: 2, text: "set x 1" } }, 'client c2 "set x 1"'],
  [{ cutClient: { from: client, to: server, bothWays: true } }, "cut c2<->s1"],
  [{ mendClient: { from: server, to: client, bothWays: false } }, "mend s1->c2"],
  [{ partitionClients: { groups: [[client, server], [{ server: 2 }]] } }, "partition c2 s1 | s2"],
  [{ setClientLink: { from: client, to: server, settings } }, "link c2->s1 latency 100"],
  [{ setClientLink: { from: client, to: server } }, "link c2->s1 normal"],
];

test("clocks and the links of clients can be set", () => {
  const run = new Run(defaultSetup());
  for (const [action, line] of ACTIONS) {
    expect(run.act(action), line).toBeUndefined();
    expect(run.text()).toContain(`at 0 ${line}\n`);
  }
  expect(run.act({ commandBy: { client: 2, text: "get x" } })).toEqual({
    type: "clientWaits",
    client: 2,
  });
  expect(run.act({ setClock: { server: 1, rate: 50 } })).toEqual({ type: "badClock" });
  expect(() => run.act({ commandBy: { client: 256, text: "get x" } })).toThrow(/client/);
  run.free();
});
