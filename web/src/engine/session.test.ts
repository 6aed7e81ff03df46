import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import * as glue from "../../generated/raft_wasm.js";
import { newSession } from "../../tests/unit/sessions.ts";
import { trapReport } from "../ui/trap.ts";
import type { Session, Trap } from "./session.ts";

beforeAll(async () => {
  const module = readFileSync(new URL("../../generated/raft_wasm_bg.wasm", import.meta.url));
  await glue.default({ module_or_path: module });
});

/** Plays until an event has happened. */
function playOn(session: Session): void {
  const { version } = session.view;
  for (let frames = 0; session.view.version === version && frames < 1000; frames++)
    session.tick(10);
}

describe("the clock", () => {
  test("stands still until it is asked to play, and goes at its speed", () => {
    const session = newSession(1 / 50);
    session.tick(1000);
    expect(session.now).toBe(0);
    session.play();
    session.tick(1000);
    expect(session.now).toBeCloseTo(20);
    session.pause();
    session.tick(1000);
    expect(session.now).toBeCloseTo(20);
  });

  test("moves in every frame, and looks every now and then", () => {
    const session = newSession(1);
    session.advanceTo(session.view.nextEventAt ?? 0);
    const { view, now } = session;
    session.play();
    session.tick(16);
    expect(session.now).toBeCloseTo(now + 16);
    expect(session.view).toBe(view);
    session.tick(32);
    expect(session.view.now).toBeGreaterThan(view.now);
    session.tick(8);
    session.pause();
    expect(session.simulation.now()).toBeCloseTo(session.now);
  });

  test("waits while it is frozen", () => {
    const session = newSession();
    session.play();
    session.frozen = true;
    expect(session.moving).toBe(false);
    session.tick(1000);
    expect(session.now).toBe(0);
  });

  test("begins to play shortly before something happens", () => {
    const session = newSession(1 / 50);
    const first = session.view.nextEventAt ?? 0;
    session.playFromFirstEvent(1000);
    expect(session.now).toBeCloseTo(first - 20);
    expect(session.playing).toBe(true);
  });

  test("between events, the view stays the same object", () => {
    const session = newSession();
    const { view } = session;
    session.play();
    session.tick(10);
    expect(session.view).toBe(view);
    playOn(session);
    expect(session.view).not.toBe(view);
  });
});

describe("one event forward", () => {
  test("glides to the event, then stops", () => {
    const session = newSession(1 / 50);
    const { version, nextEventAt } = session.view;
    session.stepForward(false);
    expect(session.moving).toBe(true);
    session.tick(100);
    expect(session.now).toBeGreaterThan(0);
    expect(session.view.version).toBe(version);
    session.tick(10_000);
    expect(session.now).toBe(nextEventAt);
    expect(session.view.version).not.toBe(version);
    expect(session.moving).toBe(false);
  });

  test("jumps there when little motion is wanted", () => {
    const session = newSession();
    const { nextEventAt } = session.view;
    session.stepForward(true);
    expect(session.now).toBe(nextEventAt);
    expect(session.moving).toBe(false);
  });

  test("asked for again during the glide, it ends the first and begins another", () => {
    const session = newSession();
    const { nextEventAt } = session.view;
    session.stepForward(false);
    session.stepForward(false);
    expect(session.now).toBeGreaterThanOrEqual(nextEventAt ?? 0);
    expect(session.moving).toBe(true);
  });

  test("pausing or playing during the glide loses no event", () => {
    const stepped = newSession();
    stepped.stepForward(false);
    stepped.pause();
    const played = newSession();
    played.stepForward(false);
    played.tick(10);
    played.play();
    playOn(played);
    expect(played.view.servers).toEqual(stepped.view.servers);
  });
});

describe("acting", () => {
  test("meets the world as it is seen, also in the middle of a glide", () => {
    const session = newSession();
    session.stepForward(false);
    session.tick(100);
    const { now } = session;
    expect(session.act({ crash: { server: 1 } })).toBeUndefined();
    expect(session.simulation.now()).toBeCloseTo(now, 3);
    expect(session.view.servers[0]?.status).toBe("crashed");
  });

  test("stops at the first action that is refused", () => {
    const session = newSession();
    const refusal = session.act(
      { crash: { server: 1 } },
      { crash: { server: 1 } },
      { crash: { server: 2 } },
    );
    expect(refusal).toEqual({ type: "crashed", server: 1 });
    expect(session.view.servers.map(({ status }) => status)).toEqual([
      "crashed",
      ...Array(4).fill("up"),
    ]);
  });

  test("keeps in mind which messages are stopped", () => {
    const session = newSession();
    const filter = { from: 1, to: 2 };
    session.act({ holdAll: { filter } });
    expect(session.view.holds).toEqual([filter]);
    session.act({ releaseAll: { filter } });
    expect(session.view.holds).toEqual([]);
  });

  test("is told once as news", () => {
    const session = newSession();
    session.news();
    session.act({ crash: { server: 3 } });
    expect(session.news().map(({ what }) => what)).toEqual([{ type: "crashed", server: 3 }]);
    expect(session.news()).toEqual([]);
  });
});

test("a trap ends the run, keeps the picture and says how to repeat it", () => {
  const session = newSession();
  session.play();
  session.act({ crash: { server: 2 } });
  const { view } = session;
  session.simulation.advanceTo = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  // The view after the crash is drawn in a frame of its own.
  session.tick(0);
  session.tick(1000);
  expect(session.trap?.message).toContain("unreachable");
  expect(session.moving).toBe(false);
  expect(session.view).toBe(view);
  expect(JSON.parse(trapReport(session.trap as Trap))).toMatchObject({
    setup: { seed: 7, servers: 5 },
    actions: [{ at: 0, action: { crash: { server: 2 } } }],
  });
  // The module is not called any more, and nothing is thrown.
  session.play();
  session.stepForward(true);
  expect(session.act({ restart: { server: 2 } })).toBeUndefined();
  expect(session.news()).toEqual([]);
  session.dispose();
});

test("a run that was disposed of does nothing", () => {
  const session = newSession();
  session.dispose();
  session.play();
  session.tick(100);
  expect(session.moving).toBe(false);
  session.dispose();
});

test("an impossible setup is an error with a sentence", () => {
  expect(() => new glue.Simulation({ ...glue.defaultSetup(), servers: 0 })).toThrow(/1 to 9/);
});
