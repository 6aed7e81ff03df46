import { beforeAll, expect, test, vi } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { withRules } from "../../tests/unit/asked.ts";
import { loadModules } from "../../tests/unit/modules.ts";
import { newSession, seen } from "../../tests/unit/sessions.ts";
import { trapReport } from "../ui/trap.ts";
import { Session, type Trap } from "./session.ts";

vi.mock("./engine.ts", () => ({
  loadTimeline: async () => timeline,
  discardEngines: () => {},
}));

beforeAll(loadModules);

/** A run with actions, stopped in the middle of an instant. */
function eventful(): Session {
  const session = newSession();
  session.advanceTo(400);
  session.act({ command: { text: "set x 1" } });
  session.advanceTo(500);
  session.act({ crash: { server: 2 } });
  for (let steps = 0; steps < 5; steps++) session.stepForward(true);
  return session;
}

test("the run is the same on the module that keeps the past", async () => {
  const session = eventful();
  const [before, { now }] = [seen(session), session];
  const run = await session.keepPast();
  expect(session.run).toBe(run);
  expect(session.simulation).toBe(run);
  expect(session.now).toBe(now);
  expect(seen(session)).toEqual(before);
  expect(await session.keepPast()).toBe(run);
});

test("one back is where it was before the last step", async () => {
  const session = eventful();
  const before = seen(session);
  session.stepForward(true);
  await session.keepPast();
  await session.stepBack();
  expect(seen(session)).toEqual(before);
  expect(session.now).toBe(before.now);
});

test("time goes anywhere and back", async () => {
  const session = eventful();
  await session.keepPast();
  const [after, { now }] = [seen(session), session];
  await session.seek(300);
  expect(session.now).toBe(300);
  expect(session.view.requests).toEqual([]);
  await session.seek(now);
  // The whole instant has passed now.
  expect(session.now).toBe(now);
  expect(session.view.requests).toEqual(after.requests);
});

test("acting in the past gives the future up, and undo brings it back", async () => {
  const session = eventful();
  const run = await session.keepPast();
  session.advanceTo(900);
  const digest = run?.digest();
  await session.seek(450);
  expect(session.act({ crash: { server: 1 } })).toBeUndefined();
  expect(run?.reached()).toBe(450);
  await session.undo();
  expect(session.now).toBe(450);
  expect(session.view.servers[0]?.status).toBe("up");
  await session.seek(900);
  expect(run?.digest()).toBe(digest);
  await session.redo();
  expect(session.view.servers[0]?.status).toBe("crashed");
});

test("news is told once, and again only when it is another", async () => {
  const session = eventful();
  await session.keepPast();
  session.advanceTo(900);
  expect(session.news().length).toBeGreaterThan(0);
  await session.seek(450);
  session.advanceTo(900);
  expect(session.news()).toEqual([]);
  await session.seek(450);
  session.act({ crash: { server: 4 } });
  expect(session.news().map(({ what }) => what)).toEqual([{ type: "crashed", server: 4 }]);
  await session.undo();
  expect(session.news()).toEqual([]);
});

test("a run from a text goes on like any other", async () => {
  const run = timeline.Run.fromText("raft 1\nservers 3\nat 100 crash s2\n");
  const session = new Session(timeline, run, 1, run);
  expect(session.setup.servers).toBe(3);
  session.advanceTo(200);
  expect(session.view.servers[1]?.status).toBe("crashed");
  await session.seek(50);
  expect(session.view.servers[1]?.status).toBe("up");
});

test("a trap in a run with a past is told with all that was done, which leads there again", async () => {
  const session = eventful();
  await session.keepPast();
  session.act({ crash: { server: 4 } });
  session.simulation.advanceTo = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  session.advanceTo(1000);
  const report = JSON.parse(trapReport(session.trap as Trap));
  const again = new timeline.Run(report.setup);
  for (const { at, action } of report.actions) {
    again.advanceTo(at);
    expect(again.act(action)).toBeUndefined();
  }
  const status = (view: timeline.View) => view.servers.map((server) => server.status);
  expect(status(again.view())).toEqual(status(session.view));
  expect(status(session.view)[3]).toBe("crashed");
});

test("playing stops where a property is violated, and goes on from there", () => {
  const run = timeline.Run.fromText(timeline.builtinText("figure-8-unsafe") ?? "");
  const session = new Session(timeline, run, 1, run);
  session.play();
  for (let frames = 0; frames < 1000 && session.playing; frames++) session.tick(10);
  expect(session.now).toBe(300);
  expect(run.violations(0).map(({ property }) => property)).toEqual(["leaderCompleteness"]);
  session.play();
  session.tick(50);
  expect([session.now, session.playing]).toEqual([350, true]);
});

test("a session goes on with the same run under other rules", async () => {
  const session = eventful();
  const run = await session.keepPast();
  const now = session.now;
  const other = run && withRules(run, { ...session.setup.rules, "pre-vote": "on" });
  if (!other) throw new Error("no run");
  session.adopt(other);
  expect(session.run).toBe(other);
  expect(session.now).toBe(now);
  expect(session.news()).toEqual([]);
  session.advanceTo(now + 100);
  expect(session.trap).toBeUndefined();
});

test("of a manual run that is played, every event is shown for a while", async () => {
  const run = timeline.Run.fromText(timeline.builtinText("figure-8-unsafe") ?? "");
  const session = new Session(timeline, run, 0.05, run);
  await session.seek(199);
  session.play();
  const seen: [number, number][] = [];
  for (let at = 0; session.playing && at < 60_000; at += 16) {
    const { version } = session.view;
    session.tick(16);
    if (session.view.version !== version) seen.push([at, session.now]);
  }
  const there = seen.filter(([, now]) => now === 200).map(([at]) => at);
  expect(there.length).toBeGreaterThan(5);
  const pauses = there.slice(1).map((at, index) => at - (there[index] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(700);
  expect(Math.max(...pauses)).toBeLessThan(800);
});

test("what is done in the middle of an instant is done there", async () => {
  const run = timeline.Run.fromText(timeline.builtinText("figure-8-unsafe") ?? "");
  const session = new Session(timeline, run, 0.05, run);
  await session.seek(199);
  session.stepForward(true);
  session.stepForward(true);
  const { servers } = session.view;
  session.act({ crash: { server: 2 } });
  // The remaining events of that instant are abandoned, and the text leads to the same world.
  expect(run.text()).not.toContain("at 200 deliver");
  const again = timeline.Run.fromText(run.text());
  again.seek(200);
  expect(again.view().servers).toEqual(session.view.servers);
  await session.undo();
  expect(session.view.servers).toEqual(servers);
  expect(run.text()).toContain("at 200 deliver");
});
