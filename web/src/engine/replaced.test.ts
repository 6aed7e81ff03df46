import { beforeAll, expect, test, vi } from "vitest";
import type { CommitRule } from "../../generated/raft_timeline.js";
import * as timeline from "../../generated/raft_timeline.js";
import { withRules } from "../../tests/unit/asked.ts";
import { loadModules } from "../../tests/unit/modules.ts";
import { newSession, seen } from "../../tests/unit/sessions.ts";
import { canRedo, canUndo, forgetAfter, redo, replaceRun, undo } from "./replaced.ts";
import type { Session } from "./session.ts";

vi.mock("./engine.ts", () => ({
  loadTimeline: async () => timeline,
  discardEngines: () => {},
}));

beforeAll(loadModules);

const choose = (session: Session, commit: CommitRule) =>
  replaceRun(session, withRules(session.run as timeline.Run, { commit }));

test("a choice of rules is undone and redone like an action, and what was done before it, too", async () => {
  const session = newSession();
  await session.keepPast();
  session.advanceTo(300);
  session.act({ command: { text: "set x 1" } });
  session.advanceTo(400);
  const before = seen(session);
  const paper = session.setup.rules;
  choose(session, "any-term-on-majority");
  expect(session.setup.rules).not.toEqual(paper);
  expect([canUndo(session), canRedo(session)]).toEqual([true, false]);
  await undo(session);
  expect(session.setup.rules).toEqual(paper);
  expect(seen(session)).toEqual(before);
  expect([canUndo(session), canRedo(session)]).toEqual([true, true]);
  await undo(session);
  expect(session.view.requests).toEqual([]);
  expect([canUndo(session), canRedo(session)]).toEqual([false, true]);
  await redo(session);
  await redo(session);
  expect(session.setup.rules?.commit).toBe("any-term-on-majority");
  expect([canUndo(session), canRedo(session)]).toEqual([true, false]);
  await undo(session);
  // Any other action leaves nothing to redo.
  session.act({ crash: { server: 1 } });
  forgetAfter(session);
  expect(canRedo(session)).toBe(false);
  session.dispose();
});

test("no more than some choices of rules are kept", async () => {
  const session = newSession();
  await session.keepPast();
  for (let times = 0; times < 4; times++) {
    for (const commit of ["any-term-on-majority", "own-term-on-majority"] as const) {
      choose(session, commit);
    }
  }
  let undone = 0;
  for (; canUndo(session); undone++) await undo(session);
  expect(undone).toBe(5);
  session.dispose();
});
