// Whatever is passed to the modules, a call either does what it says or is refused with an error that
// changes nothing; and the run can be used afterwards. HOSTILE_CALLS says how many calls are made.

import { beforeAll, describe, expect, test } from "vitest";
import * as timeline from "../../generated/raft_timeline.js";
import * as small from "../../generated/raft_wasm.js";
import { Dice, Hostile, type Player } from "./hostile.ts";
import { loadModules } from "./modules.ts";

const CALLS = Number(process.env.HOSTILE_CALLS ?? 3000);

beforeAll(loadModules);

const setup = () => ({ ...timeline.defaultSetup(), seed: 7 });
const begin = [
  ["Simulation", () => new small.Simulation(setup())],
  ["Run", () => new timeline.Run(setup())],
] as const;

/** All there is to know of a run, as text. */
function state(player: Player): string {
  const run = player instanceof timeline.Run ? [player.digest(), player.text()] : [];
  return JSON.stringify([player.version(), player.now(), player.view(), player.events(-1), ...run]);
}

// biome-ignore lint/suspicious/noExplicitAny: what is passed here is of the wrong type on purpose.
type Loose = any;

function refused(player: Loose, call: () => unknown): void {
  const before = state(player);
  expect(call).toThrow();
  expect(call).not.toThrow(WebAssembly.RuntimeError);
  expect(state(player)).toBe(before);
}

describe.each(begin)("%s refuses, and changes nothing", (_, make) => {
  const player: Loose = { current: undefined };
  const fresh = () => {
    player.current?.free();
    player.current = make();
    player.current.advanceTo(400);
    return player.current;
  };

  test("an action whose getter throws", () => {
    const run = fresh();
    const thrower = {
      get server() {
        throw new Error("no");
      },
    };
    refused(run, () => run.act({ crash: thrower }));
    refused(run, () => run.act(Object.defineProperty({}, "crash", { get: () => thrower.server })));
    expect(run.act({ crash: { server: 1 } })).toBeUndefined();
  });

  test("a call from inside a getter", () => {
    const run = fresh();
    const before = state(run);
    let inner: unknown;
    const caller = {
      get server() {
        try {
          run.step();
        } catch (error) {
          inner = error;
        }
        return "s1";
      },
    };
    expect(() => run.act({ crash: caller })).toThrow();
    expect(inner).toBeInstanceOf(Error);
    expect(state(run)).toBe(before);
    expect(run.step()).toBe(true);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, "5", 1n, undefined, { valueOf: () => 5 }])(
    "%s as a time",
    (time) => {
      const run = fresh();
      refused(run, () => run.advanceTo(time));
      refused(run, () => run.act({ delay: { message: 1, by: time } }));
      if (!("seek" in run)) return;
      refused(run, () => run.seek(time));
      refused(run, () => run.playTo(time));
    },
  );

  test.each([257, 256, -255, 1.5, "1", null])("%s as a server", (server) => {
    const run = fresh();
    refused(run, () => run.act({ crash: { server } }));
    if (!("searchRole" in run)) return;
    refused(run, () => run.searchRole(server));
    refused(run, () => run.searchEntry(server, 1));
    refused(run, () => run.searchCommitted(server, 1));
    refused(run, () => run.searchVote(server, 1, 1));
    refused(run, () => run.searchVote(1, server, 1));
    refused(run, () => run.searchCount(server));
    refused(run, () => run.searchCommitDecision(server, 1));
    refused(run, () => run.searchMissing(server, 1));
    for (const ends of [[server, 1] as const, [1, server] as const]) {
      refused(run, () => run.searchObstacle(...ends));
      refused(run, () => run.searchLoss(...ends));
    }
  });

  test("server 0", () => {
    const run = fresh();
    expect(run.act({ crash: { server: 0 } })).toEqual({ type: "noSuchServer", server: 0 });
    if ("searchRole" in run) refused(run, () => run.searchRole(0));
  });

  test("an object with two names, and a field of another type", () => {
    const run = fresh();
    refused(run, () => run.act({ crash: { server: 1 }, pause: { server: 1 } }));
    refused(run, () => run.act({ cut: { from: 1, to: 2, bothWays: 1 } }));
    refused(run, () => run.act({ holdAll: {} }));
    refused(run, () => run.act({ command: { text: new String("set x 1") } }));
    refused(run, () => run.act({ partition: { groups: new Array(1_000_000) } }));
  });
});

test.each([undefined, null, 5, 1n, {}, Symbol("s"), ["raft 1"]])("%s is no text", (text: Loose) => {
  const run: Loose = new timeline.Run(setup());
  for (const take of [
    (it: Loose) => new timeline.TextReading(it),
    (it: Loose) => new timeline.LinkReading(it),
    timeline.builtinText,
    timeline.builtins,
  ])
    expect(() => take(text)).toThrow(/there is something wrong with/);
  expect(() => timeline.Run.fromText(text)).toThrow(/there is something wrong with/);
  refused(run, () => run.title(text));
  refused(run, () => run.notes(text));
  run.free();
});

test("a string longer than the module reads is refused", () => {
  const text = "#".repeat(2 ** 22 + 1);
  expect(() => new timeline.TextReading(text)).toThrow("text is too long");
  const run = new timeline.Run(setup());
  refused(run, () => run.act({ command: { text } }));
  run.free();
});

/** Every method that takes something, and the functions of the modules; the rest are for looking. */
function calls(player: Player, hostile: Hostile): [string, (...args: Loose[]) => unknown][] {
  const loose: Loose = player;
  const setups = () => hostile.setup(setup());
  const isRun = player instanceof timeline.Run;
  const engine: Loose = isRun ? timeline : small;
  const any = () => hostile.value();
  const with_ = (name: string, ...make: (() => unknown)[]): [string, () => unknown] => [
    name,
    () => loose[name](...make.map((one) => one())),
  ];
  const made = (make: () => { free(): void }) => () => make().free();
  /** Goes on with the wrong run, or a budget that is none. */
  const stepped = (make: () => Loose, value: () => unknown) => () => {
    const writing = make();
    try {
      writing.goOn(value(), value());
    } finally {
      writing.free();
    }
  };
  return [
    with_("act", () => hostile.action()),
    with_("act", () => hostile.action()),
    with_("advanceTo", any),
    with_("message", any),
    with_("events", any),
    ["new", made(() => new engine[isRun ? "Run" : "Simulation"](setups()))],
    ["new", made(() => new engine[isRun ? "Run" : "Simulation"](any()))],
    ...(isRun
      ? [
          with_("seek", any),
          with_("playTo", any),
          with_("violations", any),
          with_("recentEvents", any),
          with_("startSeek", any),
          with_("startSeekEvent", any),
          with_("startWithRules", () => hostile.rules()),
          with_("startWithTiming", setups),
          with_("startWithTiming", any),
          ...[setups, any].map((make): [string, () => unknown] => [
            "timingProblem",
            () => engine.timingProblem(make()),
          ]),
          with_("startHistory", any, any),
          with_("compareWith", any),
          with_("goOn", any),
          with_("searchRole", any),
          with_("searchEntry", any, any),
          with_("searchVote", any, any, any),
          with_("searchCount", any),
          with_("searchCommitDecision", any, any),
          with_("searchRequest", any),
          with_("searchResending", any),
          with_("searchAcknowledged", any),
          with_("searchObstacle", any, any),
          with_("searchLoss", any, any),
          with_("searchMissing", any, any),
          with_("searchCommitted", any, any),
          with_("searchMessage", any),
          with_("searchCauses", any),
          with_("title", any),
          with_("perform", any),
          with_("perform", () => "crash s1"),
          with_("startConditions", any, any),
          with_("notes", any),
          ...["builtinText", "builtins"].map((name): [string, () => unknown] => [
            name,
            () => engine[name](any()),
          ]),
          ...["TextReading", "LinkReading"].map((name): [string, () => unknown] => [
            name,
            made(() => new engine[name](any())),
          ]),
          ...["startText", "startLink"].map((name): [string, () => unknown] => [
            name,
            stepped(() => loose[name](), any),
          ]),
          ["startTrace", stepped(() => loose.startTrace(any()), any)] as [string, () => unknown],
          ["fromText", made(() => engine.Run.fromText(any()))] as [string, () => unknown],
        ]
      : []),
  ];
}

test.each(begin)(
  "every method of %s that takes something is among the hostile calls",
  (_, make) => {
    const player = make();
    const { prototype } = player.constructor as unknown as { prototype: Record<string, Loose> };
    const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor");
    const takers = names.filter((name) => prototype[name].length > 0);
    const called = new Set(calls(player, new Hostile(new Dice(1), player)).map(([name]) => name));
    expect(takers.filter((name) => !called.has(name))).toEqual([]);
    player.free();
  },
);

/** Calls that take what they are given without the run, so that the run may be used meanwhile. */
const WITHOUT_RUN = ["new", "timingProblem"];

/** A refused call throws an error that is no trap, or returns a refusal; what else is there is a no. */
function isRefused(call: () => unknown): boolean {
  try {
    const result = call() as { type?: unknown } | undefined;
    return typeof result?.type === "string";
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return true;
  }
}

/** Looks at all of a run only every so often: at its version and digest at every call. */
const LOOK_EVERY = 50;

test.each(begin)(
  "%s stays usable under random hostile calls",
  async (name, make) => {
    const dice = new Dice(name.length);
    let player: Player | undefined;
    let refusals = 0;
    for (let call = 0; call < CALLS / begin.length; call++) {
      if (call % 500 === 0 || !player) {
        // The runner wants to hear from a test that takes minutes.
        await new Promise(setImmediate);
        player?.free();
        player = make();
        player.advanceTo(300 + dice.below(600));
      }
      const look = call % LOOK_EVERY === 0 ? state : mark;
      const before = look(player);
      const hostile = new Hostile(dice, player);
      const [what, run] = dice.of(calls(player, hostile));
      const isNo = isRefused(run);
      if (isNo) {
        refusals += 1;
        if (hostile.calledBack && !WITHOUT_RUN.includes(what))
          throw new Error(`call ${call}, ${what}: called back`);
        if (!hostile.calledBack && look(player) !== before)
          throw new Error(`call ${call}, ${what}: refused, and changed`);
      }
      if (call % LOOK_EVERY === 0) usable(player);
    }
    expect(refusals).toBeGreaterThan(CALLS / begin.length / 4);
    player?.free();
  },
  Math.max(30_000, CALLS),
);

function mark(player: Player): string {
  return `${player.version()} ${player.now()} ${player instanceof timeline.Run ? player.digest() : ""}`;
}

/** It goes on, and can be asked, as if nothing had been tried. */
function usable(player: Player): void {
  const before = player.version();
  const { nextEventAt, servers } = player.view();
  expect(servers).toHaveLength(5);
  if (nextEventAt !== undefined && nextEventAt < 100_000) {
    expect(player.step()).toBe(true);
    expect(player.version()).not.toBe(before);
  }
}
