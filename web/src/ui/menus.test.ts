import { expect, test } from "vitest";
import type { Body, MessageView } from "../../generated/raft_wasm.js";
import { fullEn as en } from "../i18n/en.later.ts";
import {
  sampleEntries,
  sampleLog,
  sampleMessage,
  sampleServer,
  sampleView,
} from "../view/sample-views.ts";
import { clientInfo, entryInfo } from "./info-menus.ts";
import { linkMenu } from "./link-menu.ts";
import type { MenuModel } from "./menu-model.ts";
import { messageMenu } from "./message-menu.ts";
import { serverMenu } from "./server-menu.ts";

const labels = (menu: MenuModel | undefined) => menu?.groups.flat().map(({ label }) => label) ?? [];
const choice = (menu: MenuModel | undefined, label: string) =>
  menu?.groups.flat().find((item) => item.label === label)?.choice;
const fact = (menu: MenuModel | undefined, name: string) =>
  menu?.facts.find(([fact]) => fact === name)?.[1];

function server(changes: Parameters<typeof sampleServer>[1], links = sampleView().links) {
  const servers = [sampleServer(1, changes), sampleServer(2), sampleServer(3)];
  return serverMenu(sampleView({ servers, links }), 1, "set x 1", en);
}

test("a server offers what makes sense in its state", () => {
  expect(labels(server({}))).toEqual([
    "Crash",
    "Pause",
    "Election timeout now",
    "Send “set x 1” to it",
    "Isolate",
    "Cut its outgoing links",
    "Cut its incoming links",
  ]);
  expect(labels(server({ role: "leader" }))).toContain("Send heartbeats now");
  expect(labels(server({ role: "leader" }))).not.toContain("Election timeout now");
  expect(labels(server({ status: "paused" })).slice(0, 3)).toEqual([
    "Resume",
    "Crash",
    "Send “set x 1” to it",
  ]);
  expect(labels(server({ status: "crashed" }))[0]).toBe("Restart");
  expect(labels(server({ status: "crashed" }))).not.toContain("Crash");
});

test("a server's links: only what is whole is cut, only what is cut is mended", () => {
  const cut = { from: 1, to: 2, cut: true, settings: undefined };
  const menu = server({}, [cut]);
  expect(choice(menu, "Cut its outgoing links")).toEqual([
    { cut: { from: 1, to: 3, bothWays: false } },
  ]);
  expect(choice(menu, "Isolate")).toHaveLength(3);
  expect(choice(menu, "Restore its links")).toEqual([
    { mend: { from: 1, to: 2, bothWays: false } },
  ]);
});

test("a server that is not there has no menu", () => {
  expect(serverMenu(sampleView(), 9, "", en)).toBeUndefined();
});

test("a link says how it is, and offers what would change it", () => {
  const whole = linkMenu(sampleView(), [1, 2], en);
  expect(whole.facts).toEqual([
    ["S1 → S2", "normal"],
    ["S2 → S1", "normal"],
  ]);
  expect(labels(whole)).toContain("Cut S2 → S1");
  expect(labels(whole)).not.toContain("Restore");
  expect(labels(whole)).not.toContain("Back to normal");

  const settings = { latencyMin: 80, latencyMax: 120, loss: 300, duplication: 0 };
  const links = [{ from: 1, to: 2, cut: true, settings }];
  const odd = linkMenu(sampleView({ links, holds: [{ from: 2, to: 1 }] }), [1, 2], en);
  expect(odd.facts).toEqual([
    ["S1 → S2", "cut, 80–120 ms, 30% loss"],
    ["S2 → S1", "holds messages"],
  ]);
  expect(choice(odd, "Restore")).toEqual([{ mend: { from: 1, to: 2, bothWays: false } }]);
  expect(choice(odd, "Release messages")).toEqual([{ releaseAll: { filter: { from: 2, to: 1 } } }]);
  expect(choice(odd, "Back to normal")).toEqual([{ setLink: { from: 1, to: 2 } }]);
  // Slow and lossy add up.
  expect(choice(odd, "Slow it down")?.[0]).toEqual({ setLink: { from: 1, to: 2, settings } });
});

function message(body: Body, changes: Partial<MessageView> = {}) {
  const messages = [sampleMessage({ id: 5, sentAt: 0, arrivesAt: 10, ...changes })];
  const view = sampleView({ messages });
  return messageMenu(view, 5, body, 4, en);
}

test("a message at a cut link says that it would be lost", () => {
  const messages = [sampleMessage({ id: 5, from: { server: 1 }, to: { server: 2 }, heldSince: 1 })];
  const body: Body = { type: "requestVote", term: 1, lastLog: { index: 0, term: 0 } };
  const hint = (from: number, to: number) => {
    const links = [{ from, to, cut: true, settings: undefined }];
    const menu = messageMenu(sampleView({ messages, links }), 5, body, 4, en);
    return menu?.groups[0]?.find(({ label }) => label === "Deliver now")?.hint;
  };
  expect(hint(1, 2)).toBe("will be lost: the link is cut; restore it first");
  expect(hint(2, 1)).toBeUndefined();
});

test("a message says what it carries, in plain terms", () => {
  const append = message({
    type: "appendEntries",
    term: 2,
    prevLog: { term: 1, index: 3 },
    entries: [
      { term: 2, payload: { type: "command", request: 1, text: "set x 1" } },
      { term: 2, payload: { type: "noop" } },
    ],
    leaderCommit: 3,
  });
  expect(append?.title).toBe("AppendEntries");
  expect(append?.facts).toEqual([
    ["S1 → S2", ""],
    ["term", "2"],
    ["prevLog", "3, term 1"],
    ["entries", "set x 1 (t2), no-op (t2)"],
    ["leaderCommit", "3"],
    ["arrives in", "6.0 ms"],
  ]);
  const refused = message({
    type: "appendEntriesResponse",
    term: 2,
    outcome: { type: "refused", prevIndex: 4, conflictTerm: 0, firstIndex: 3, lastIndex: 2 },
  });
  expect(fact(refused, "success")).toBe("no");
  expect(fact(refused, "conflict")).toBe("its log ends at index 2");
  const vote = message({ type: "requestVoteResponse", term: 2, granted: true });
  expect(fact(vote, "vote")).toBe("granted");
  const answer: Body = {
    type: "clientAnswer",
    request: 1,
    index: 1,
    answer: { type: "value", value: "6" },
  };
  const client = message(answer, { to: { client: 1 } });
  expect(client?.facts.slice(0, 2)).toEqual([
    ["S1 → c1", ""],
    ["reply", "= 6"],
  ]);
  // A kind of message that clients send on no link cannot be held as a kind.
  expect(labels(client)).not.toContain("Hold every message of this kind");
});

test("a held message can be let go, a flying one held", () => {
  const body: Body = { type: "requestVoteResponse", term: 2, granted: true };
  expect(labels(message(body))).toContain("Hold");
  const held = message(body, { heldSince: 3 });
  expect(labels(held)).toContain("Release");
  expect(labels(held)).not.toContain("Hold");
  expect(messageMenu(sampleView(), 77, undefined, 0, en)).toBeUndefined();
});

test("an entry says where it is stored", () => {
  const entries = sampleEntries(2);
  const servers = [
    sampleServer(1, { log: sampleLog(entries), commitIndex: 1 }),
    sampleServer(2, { log: sampleLog(entries) }),
    sampleServer(3, { log: sampleLog(sampleEntries(2, 9)) }),
  ];
  const menu = entryInfo(sampleView({ servers }), 1, 2, en);
  expect(fact(menu, "stored on")).toBe("S1 S2");
  expect(fact(menu, "committed")).toBe("not yet");
  const inRun = entryInfo(sampleView({ servers }), 1, 2, en, [2, 0, 0]);
  expect(["committed", "known here", "applied here"].map((name) => fact(inRun, name))).toEqual([
    "yes",
    "not yet",
    "not yet",
  ]);
  expect(entryInfo(sampleView({ servers }), 1, 3, en)).toBeUndefined();
  // Where others have an entry, the reader can ask why this server has none.
  const longer = [...servers, sampleServer(4, { log: sampleLog(sampleEntries(3)) })];
  expect(entryInfo(sampleView({ servers: longer }), 1, 3, en)?.facts).toEqual([
    ["log", "up to 2"],
    ["stored on", "S4"],
  ]);
});

test("a client that asked for nothing says so", () => {
  expect(clientInfo(sampleView(), 1, en).note).toBe("It has sent no request.");
});
