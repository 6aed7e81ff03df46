import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import * as glue from "../../generated/raft_wasm.js";
import { foundBy, historyOf, problemOf, unplayed } from "../../tests/unit/asked.ts";
import { loadModules } from "../../tests/unit/modules.ts";
import { newSession } from "../../tests/unit/sessions.ts";
import { SecondWorld } from "../compare/second-world.ts";
import { why as en } from "../i18n/why.en.ts";
import { switchRules } from "../rules/switch.ts";
import { SessionSource } from "../run/sources.ts";
import { trapReport } from "../ui/trap.ts";
import { answer } from "../why/answer.ts";
import { Session, type Trap } from "./session.ts";
import { runTask, STEP_EVENTS, TASK_MS } from "./slices.ts";

vi.mock("./engine.ts", () => ({
  loadTimeline: async () => timeline,
  discardEngines: () => {},
}));

beforeAll(loadModules);

/** Some 50 events in each virtual millisecond, for a day. */
const DENSE =
  "raft 1\nservers 9\nelection 1..2\nheartbeat 1\nlatency 0.001\nend 86400000\nat 5 crash s1\n";
const DAY = 86_400_000;

/** A clock that each step advances by a millisecond, so that the number of steps in a task is known. */
let clock = 0;
/** A step plays at most its budget, plus what the event that exceeds it causes. */
const MOST_IN_A_STEP = STEP_EVENTS + 60;
/** The most events in a task, whose steps end when so many milliseconds have passed. */
const MOST_IN_A_TASK = (TASK_MS + 1) * MOST_IN_A_STEP;

beforeEach(() => {
  clock = 0;
  vi.spyOn(performance, "now").mockImplementation(() => ++clock);
});

afterEach(() => vi.restoreAllMocks());

const opened = (text = DENSE) => {
  const run = unplayed(text);
  return { run, session: new Session(timeline, run, 1, run, text) };
};

const macrotask = () => new Promise((resolve) => setTimeout(resolve));

test("a task ends when its time is over, and a step that has begun is finished", () => {
  let steps = 0;
  expect(runTask(() => ++steps < 0)).toBe(false);
  expect(steps).toBe(TASK_MS);
  expect(runTask(() => true)).toBe(true);
});

test("what takes no longer than a task has happened when the call returns", () => {
  const { session } = opened("raft 1\nservers 3\nat 100 crash s2\n");
  void session.seek(200);
  expect(session.now).toBe(200);
  expect(session.work).toBeUndefined();
  expect(session.view.servers[1]?.status).toBe("crashed");
});

test("a seek to the end of a day is done in tasks of a bounded number of events", async () => {
  const { run, session } = opened();
  const ending = session.seek(DAY);
  const first = run.happened();
  expect(first).toBeGreaterThan(STEP_EVENTS);
  expect(first).toBeLessThan(MOST_IN_A_TASK);
  expect(session.heading).toBe(DAY);
  for (let task = 0, before = first; task < 20; task++) {
    await vi.waitFor(() => expect(run.happened()).toBeGreaterThan(before));
    before = run.happened();
  }
  session.work?.end("stopped");
  expect(await ending).toBe("stopped");
  // After a stop, the run stands at the furthest instant that was played.
  expect(session.now).toBe(run.reached());
  expect(session.view.now).toBe(session.now);
  expect(session.now).toBeGreaterThan(0);
  expect(session.heading).toBeUndefined();
  const { now } = session;
  await macrotask();
  expect(run.now()).toBe(now);
});

test("each step plays about its budget, and no more", () => {
  const { run } = opened();
  run.startSeek(DAY);
  for (let steps = 0; steps < 50; steps++) {
    const before = run.happened();
    expect(run.goOn(STEP_EVENTS)).toBe(false);
    expect(run.happened() - before).toBeLessThan(MOST_IN_A_STEP);
  }
});

test("an act takes the place of a seek, and meets the instant to which that has come", async () => {
  const { run, session } = opened();
  const ending = session.seek(DAY);
  await macrotask();
  expect(session.act({ crash: { server: 2 } })).toBeUndefined();
  expect(await ending).toBe("replaced");
  expect(session.now).toBe(run.now());
  expect(session.view.servers[1]?.status).toBe("crashed");
  expect(run.reached()).toBe(run.now());
  expect(session.trap).toBeUndefined();
});

test("a seek takes the place of another, and leads to the same run", async () => {
  const { run, session } = opened();
  const first = session.seek(DAY);
  await macrotask();
  const second = session.seek(DAY);
  const third = session.seek(30);
  expect(await Promise.all([first, second, third])).toEqual(["replaced", "replaced", "done"]);
  expect(session.now).toBe(30);
  const whole = timeline.Run.fromText(DENSE);
  whole.seek(30);
  expect(run.digest()).toBe(whole.digest());
});

test("a frame plays a bounded number of events: then time passes more slowly than asked", () => {
  const { run, session } = opened();
  void session.seek(0);
  session.play();
  for (let frame = 0; frame < 20; frame++) {
    const before = run.happened();
    session.tick(1000);
    expect(run.happened() - before).toBeLessThan(MOST_IN_A_TASK);
  }
  expect(session.now).toBeGreaterThan(0);
  expect(session.now).toBeLessThan(20_000);
  expect(session.playing).toBe(true);
});

test("undo and redo of a long run are done in bounded tasks, and come to where it was", async () => {
  const { run, session } = opened();
  expect(await session.seek(10)).toBe("done");
  session.act({ crash: { server: 3 } });
  expect(await session.seek(400)).toBe("done");
  const digest = run.digest();
  expect(await session.undo()).toBe("done");
  expect(session.now).toBe(10);
  expect(session.view.servers[2]?.status).toBe("up");
  const redo = session.redo();
  expect(session.heading).toBe(400);
  expect(await redo).toBe("done");
  expect(session.now).toBe(400);
  expect(run.digest()).toBe(digest);
});

test("undo tells nothing anew, and brings back what was told", async () => {
  const { run, session } = opened("raft 1\nservers 3\n");
  await session.seek(900);
  const told = run.events(-1);
  await session.seek(400);
  session.act({ crash: { server: 1 } });
  await session.seek(700);
  const other = run.events(-1);
  expect(other).not.toEqual(told);
  await session.undo();
  expect(run.events(-1)).toEqual(told);
  await session.redo();
  expect(run.events(-1)).toEqual(other);
});

test("another rule is played in bounded tasks; stopped, the run goes on under it", async () => {
  const { run, session } = opened();
  await session.seek(400);
  const rules = { ...session.setup.rules, "pre-vote": "on" } as timeline.Rules;
  const switching = switchRules(session, rules);
  await macrotask();
  expect(session.run).toBe(run);
  session.work?.end("stopped");
  expect(await switching).toEqual({ outcome: undefined });
  expect(session.run).not.toBe(run);
  expect(session.setup.rules?.["pre-vote"]).toBe("on");
  expect(session.now).toBe(session.run?.reached());
  expect(session.now).toBeGreaterThan(0);
  expect(session.now).toBeLessThan(400);
});

test("a switch of rules that something else takes the place of changes nothing", async () => {
  const { run, session } = opened();
  await session.seek(400);
  const rules = { ...session.setup.rules, "pre-vote": "on" } as timeline.Rules;
  const switching = switchRules(session, rules);
  await macrotask();
  await session.seek(100);
  expect(await switching).toBeUndefined();
  expect([session.run, session.now]).toEqual([run, 100]);
});

test("a switch of rules that is played to its end says what came of it", async () => {
  const { session } = opened();
  await session.seek(200);
  const rules = { ...session.setup.rules, "pre-vote": "on" } as timeline.Rules;
  const switched = await switchRules(session, rules, "pre-vote");
  expect(switched?.outcome?.parts?.at).toBeGreaterThan(0);
  expect(session.now).toBe(200);
});

test("a second world follows in bounded tasks; stopped, both are at one instant", async () => {
  const { session } = opened();
  await session.seek(400);
  const rules = { ...session.setup.rules, "pre-vote": "on" } as timeline.Rules;
  const world = SecondWorld.of(session, rules);
  await macrotask();
  const { work } = session;
  expect(work?.share).toBeLessThan(1);
  work?.end("stopped");
  await vi.waitFor(() => expect(session.work).toBeUndefined());
  const reached = world?.ask((run) => run.now()) ?? 0;
  expect(reached).toBeGreaterThan(0);
  await vi.waitFor(() => expect(session.now).toBe(reached));
});

test("a reason is searched for in bounded tasks", async () => {
  const { run, session } = opened();
  await session.seek(400);
  const asked = answer({ about: "server", server: 1 }, session, en);
  await macrotask();
  expect(session.work?.job.what).toBe("searching");
  const found = await asked;
  expect(found?.chains[0]?.chain[0]?.seq).toBe(foundBy(run, run.searchRole(1)));
});

test("the diagram's window is put together in bounded tasks", async () => {
  const { run, session } = opened();
  await session.seek(400);
  const find = new SessionSource(session).history(100, 400);
  let calls = 1;
  let history = find?.();
  for (; history === "later"; calls++) history = find?.();
  expect(calls).toBeGreaterThan(3);
  expect(history).toEqual(historyOf(run, 100, 400));
});

test("a window with more messages than can be told apart says so", async () => {
  const { run, session } = opened();
  await session.seek(400);
  const dense = historyOf(run, 100, 400);
  expect(dense.isCut).toBe(true);
  expect(dense.flights.length).toBeLessThanOrEqual(2000);
  expect(historyOf(run, 399, 400).isCut).toBe(false);
});

test("a view holds a bounded number of messages, and says how many more there are", async () => {
  const copies = "at 0 duplicate every message\n".repeat(9);
  const { session } = opened(`raft 1\nservers 3\nmanual\nat 0 timeout s1\n${copies}`);
  expect(await session.seek(0)).toBe("done");
  const { messages, moreMessages } = session.view;
  expect(messages.length).toBe(400);
  expect(moreMessages).toBe(2 ** 10 - 400);
});

test("an act does not ask for the whole text; a trap is told with what was done since", async () => {
  const { run, session } = opened("raft 1\nservers 3\n");
  await session.seek(100);
  const text = vi.spyOn(run, "text");
  session.act({ crash: { server: 2 } });
  await session.undo();
  session.act({ crash: { server: 3 } });
  expect(text).not.toHaveBeenCalled();
  session.simulation.advanceTo = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  session.advanceTo(1000);
  const report = JSON.parse(trapReport(session.trap as Trap));
  expect(report.text).toBe("raft 1\nservers 3\n");
  expect(problemOf(report.text)).toBeUndefined();
  expect(report.since.map(({ action }: { action: unknown }) => action)).toEqual([
    { crash: { server: 2 } },
    "undo",
    { crash: { server: 3 } },
  ]);
});

test("a long run moves to the module that keeps its past in bounded tasks, while it goes on", async () => {
  const setup = { ...glue.defaultSetup(), seed: 7 };
  const session = new Session(glue, new glue.Simulation(setup), 1);
  session.advanceTo(20_000);
  session.act({ crash: { server: 2 } });
  const moving = session.keepPast();
  await macrotask();
  expect(session.run).toBeUndefined();
  session.act({ crash: { server: 3 } });
  session.advanceTo(20_100);
  const run = await moving;
  expect(session.run).toBe(run);
  expect(session.now).toBe(20_100);
  expect(session.view.servers.map(({ status }) => status).slice(0, 3)).toEqual([
    "up",
    "crashed",
    "crashed",
  ]);
});

test("while a long run moves, that is work that can be stopped; then the run goes on without its past", async () => {
  const session = newSession();
  session.advanceTo(200_000);
  const moving = session.keepPast();
  await macrotask();
  const { work } = session;
  expect(work?.job).toMatchObject({ what: "playing", from: 0, to: 200_000 });
  expect(work?.share).toBeLessThan(1);
  work?.end("stopped");
  expect(await moving).toBeUndefined();
  expect(session.work).toBeUndefined();
  expect(session.act({ crash: { server: 2 } })).toBeUndefined();
  expect(session.view.servers[1]?.status).toBe("crashed");
  const run = await session.keepPast();
  expect(session.run).toBe(run);
  expect(session.now).toBe(200_000);
  expect(session.view.servers[1]?.status).toBe("crashed");
});
