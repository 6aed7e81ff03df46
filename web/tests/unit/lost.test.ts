// A lost message is in the view for as long as it is drawn falling: the module and the drawing agree.

import { beforeAll, expect, test } from "vitest";
import { Run } from "../../generated/raft_timeline.js";
import { clusterShapes } from "../../src/view/cluster.ts";
import "../../src/view/crowd.ts";
import { lostTracks } from "../../src/view/lost.ts";
import { loadModules } from "./modules.ts";

beforeAll(loadModules);

/** At 10 ms, s1 sends four requests for votes, which are then dropped; nothing else is lost. */
const TEXT = "raft 1\nmanual\nend 100\nat 10 timeout s1\nat 10 drop every vote\n";

test("a lost message is told for as long as it falls", () => {
  const run = Run.fromText(TEXT);
  run.seek(100);
  const steps = Array.from({ length: 300 }, (_, step) => 10 + step / 10);
  const seen = steps.map((now) => {
    run.seek(now);
    const view = run.view();
    const { still } = clusterShapes(view, { width: 600, height: 500 });
    return { now, told: view.lost.length, drawn: lostTracks(view, still, now).length };
  });
  const drawn = seen.filter((it) => it.drawn > 0).map((it) => it.now);
  const told = seen.filter((it) => it.told > 0).map((it) => it.now);
  expect(seen[0]).toMatchObject({ told: 4, drawn: 4 });
  // Told to the end of the fall, at which nothing is drawn any more.
  expect(told.at(-1)).toBeCloseTo((drawn.at(-1) ?? 0) + 0.1);
  expect(told.length).toBeLessThan(steps.length);
  run.free();
});
