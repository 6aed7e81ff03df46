import { beforeAll, expect, test, vi } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { linkTo } from "../../tests/unit/asked.ts";
import { loadModules } from "../../tests/unit/modules.ts";
import { newSession, seen } from "../../tests/unit/sessions.ts";
import { canRedo, canUndo, redo, undo } from "./replaced.ts";
import { startWithTiming } from "./timing.ts";

vi.mock("./engine.ts", () => ({
  loadTimeline: async () => timeline,
  discardEngines: () => {},
}));

beforeAll(loadModules);

const SLOW = { electionMin: 400, electionMax: 800.5, heartbeat: 90 };

test("another timing plays the run again, with what was done to it, and is one step of undoing", async () => {
  const session = newSession();
  session.advanceTo(300);
  session.act({ pause: { server: 2 } });
  session.advanceTo(1000);
  // This run does not keep its past yet; the call makes it.
  expect(session.run).toBeUndefined();
  const before = seen(session);
  expect(await startWithTiming(session, SLOW)).toBe(true);
  expect(session.setup).toMatchObject({ ...SLOW, seed: 7, servers: 5 });
  expect(session.now).toBe(1000);
  expect(session.view.servers[1]?.status).toBe("paused");
  expect(session.run?.text()).toMatch(/^election 400\.\.800\.5\nheartbeat 90\nat 300 pause s2$/m);
  const link = session.ask(linkTo);
  expect(link).toBeDefined();

  await undo(session);
  expect(session.setup).toMatchObject({ electionMin: 150, electionMax: 300, heartbeat: 50 });
  expect(seen(session)).toEqual(before);
  expect(canRedo(session)).toBe(true);
  await redo(session);
  expect(session.setup).toMatchObject(SLOW);
  expect(session.ask(linkTo)).toBe(link);
  await undo(session);
  await undo(session);
  expect(canUndo(session)).toBe(false);
  session.dispose();
});

test("a run that played goes on playing", async () => {
  const session = newSession();
  session.advanceTo(300);
  await startWithTiming(session, SLOW);
  expect(session.playing).toBe(false);
  session.play();
  await startWithTiming(session, { ...SLOW, heartbeat: 60 });
  expect(session.playing).toBe(true);
  session.dispose();
});

test("what is wrong with a timing is said with its fields", () => {
  const problem = (change: Partial<typeof SLOW>) => timeline.timingProblem({ ...SLOW, ...change });
  expect(problem({})).toBeUndefined();
  expect(problem({ electionMin: 800.501 })).toEqual({ type: "reversed" });
  expect(problem({ heartbeat: -1, electionMax: 3_600_001 })).toEqual({
    type: "outOfRange",
    fields: ["electionMax", "heartbeat"],
    min: 1,
    max: 3_600_000,
  });
});
