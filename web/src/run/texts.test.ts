// Texts and links of any size are read and written in tasks of a bounded number of steps.

import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import { linkTo, unplayed } from "../../tests/unit/asked.ts";
import { loadModules } from "../../tests/unit/modules.ts";
import { Session } from "../engine/session.ts";
import { STEP_EVENTS, TASK_MS } from "../engine/slices.ts";
import { Violations } from "../model/violations.ts";
import { Turn } from "./turn.ts";
import { Written } from "./written.ts";

vi.mock("../engine/engine.ts", () => ({
  loadTimeline: async () => timeline,
  discardEngines: () => {},
}));

beforeAll(loadModules);

/** A clock that each step advances by a millisecond, so that the number of steps in a task is known. */
let clock = 0;

beforeEach(() => {
  clock = 0;
  vi.spyOn(performance, "now").mockImplementation(() => ++clock);
});

afterEach(() => vi.restoreAllMocks());

const long = (lines: number) =>
  `raft 1\n${Array.from({ length: lines }, (_, at) => `at ${at} client "add n ${at}"\n`).join("")}`;

const opened = (text: string) => {
  const run = unplayed(text);
  const session = new Session(timeline, run, 1, run, text);
  const turn = new Turn(() => {});
  const late = vi.fn();
  return { run, session, turn, late, link: new Written((it) => it.startLink(), turn, late) };
};

test.each([
  ["of different lengths", long(60_000)],
  ["that are all short", `raft 1\n${"at 0 crash s1\n".repeat(60_000)}`],
])("a text of 60,000 lines %s is read in steps of some hundred lines", (_, text) => {
  const reading = new timeline.TextReading(text);
  let [steps, before, most] = [0, 0, 0];
  while (!reading.goOn(STEP_EVENTS)) {
    steps += 1;
    most = Math.max(most, reading.share() - before);
    before = reading.share();
  }
  expect(steps).toBeGreaterThanOrEqual(300);
  expect(most * 60_000).toBeLessThan(2 * STEP_EVENTS);
  expect(reading.problem()).toBeUndefined();
  reading.free();
});

test("a short run's link is known at once, and written once", () => {
  const { run, session, link } = opened("raft 1\nservers 3\nat 100 crash s2\n");
  const start = vi.spyOn(run, "startLink");
  const first = link.of(session);
  expect(first).toBe(linkTo(unplayed("raft 1\nservers 3\nat 100 crash s2\n")));
  session.advanceTo(200);
  expect(link.of(session)).toBe(first);
  expect(start).toHaveBeenCalledTimes(1);
  session.act({ crash: { server: 1 } });
  expect(link.of(session)).not.toBe(first);
  expect(start).toHaveBeenCalledTimes(2);
});

test("a long run's link is written in tasks, and told when it is there", async () => {
  const { session, turn, late, link } = opened(long(5000));
  expect(link.of(session)).toBeUndefined();
  expect(turn.work?.job.what).toBe("writing");
  // Exactly one task has been run.
  expect(clock).toBeLessThan(2 * TASK_MS);
  expect(turn.work?.share).toBeLessThan(0.5);
  expect(late).not.toHaveBeenCalled();
  const known = await link.when(session);
  expect(known).toMatch(/^s=z2\./);
  expect(late).toHaveBeenCalledTimes(1);
  expect(link.of(session)).toBe(known);
  expect(turn.work).toBeUndefined();
});

test("an act while the link is written starts it anew; nothing is known of the course before", async () => {
  const { run, session, link } = opened(long(5000));
  const before = link.when(session);
  session.act({ crash: { server: 1 } });
  const after = link.when(session);
  expect(await before).toBeUndefined();
  const again = unplayed(long(5000));
  again.act({ crash: { server: 1 } });
  expect(await after).toBe(linkTo(again));
  expect(run.text()).toBe(again.text());
});

test("a session that is disposed of ends what is written about it", async () => {
  const { session, turn, link } = opened(long(5000));
  const known = link.when(session);
  session.dispose();
  expect(await known).toBeUndefined();
  expect(turn.work).toBeUndefined();
});

test("what is begun in a turn ends what was begun before it, and a stop ends it, too", async () => {
  const turn = new Turn(() => {});
  const job = { what: "reading", step: () => false, from: 0, to: 1, at: () => 0 } as const;
  const first = turn.do(job);
  const second = turn.do(job);
  expect(await first).toBe("replaced");
  turn.work?.end("stopped");
  expect(await second).toBe("stopped");
  const bad = () => {
    throw new Error("no");
  };
  await expect(turn.do({ ...job, step: bad })).rejects.toThrow("no");
  expect(turn.work).toBeUndefined();
});

test("only violations that are not known yet are asked for", async () => {
  const text = timeline.builtinText("figure-8-unsafe") ?? "";
  const { run, session } = opened(text);
  const asked = vi.spyOn(run, "violations");
  const violations = new Violations();
  session.advanceTo(100);
  expect(violations.of(session)).toEqual([]);
  session.advanceTo(1000);
  expect(violations.of(session)).toHaveLength(1);
  expect(violations.of(session)).toHaveLength(1);
  expect(asked.mock.calls).toEqual([[0], [0], [1]]);
  await session.seek(100);
  expect(session.act({ command: { text: "set x 9" } })).toBeUndefined();
  expect(violations.of(session)).toEqual([]);
});

test("of very many violations, each call tells some hundred more", () => {
  const twoLeaders = Array.from(
    { length: 1200 },
    (_, at) =>
      `at ${at * 100} timeout s${1 + (at % 2) * 2}\nat ${at * 100} timeout s${2 + (at % 2) * 2}\n`,
  );
  const { run, session } = opened(
    `raft 1\nelection 50000\nheartbeat 40000\nlatency 10\nrule votes-per-term any\n${twoLeaders.join("")}`,
  );
  run.seek(run.end());
  const all = run.violatedAt().length;
  expect(all).toBeGreaterThan(1000);
  expect(run.violations(0)).toHaveLength(500);
  const violations = new Violations();
  const told = [violations.of(session).length];
  while (!violations.areAllKnown) told.push(violations.of(session).length);
  expect(told).toEqual([500, 1000, all]);
  expect(violations.of(session).map(({ at }) => at)).toEqual([...run.violatedAt()]);
});
