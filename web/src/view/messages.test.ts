import { describe, expect, it } from "vitest";
import type { StepView } from "../../generated/raft_timeline.js";
import type { MessageView, View } from "../../generated/raft_wasm.js";
import { arrived } from "./arrivals.ts";
import { clusterShapes } from "./cluster.ts";
import "./crowd.ts";
import { keepLastLost, type LostTrack, lostAt, lostShapes, lostTracks } from "./lost.ts";
import { directionOf, type MessageTrack, messageAt } from "./messages.ts";
import { sampleMessage, sampleView } from "./sample-views.ts";
import type { Point } from "./types.ts";

const size = { width: 600, height: 500 };
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** All messages of a view at a time. */
function all(messages: MessageView[], now: number): (Point & { track: MessageTrack })[] {
  const tracks = clusterShapes(sampleView({ messages }), size).messages;
  return tracks.map((track) => ({ track, ...messageAt(track, now) }));
}

function only(messages = [sampleMessage()], now = 110): Point & { track: MessageTrack } {
  const shape = all(messages, now)[0];
  if (!shape) throw new Error("no message");
  return shape;
}

describe("a message in flight", () => {
  it("moves evenly from its sender to its receiver", () => {
    const { still, messages } = clusterShapes(sampleView({ messages: [sampleMessage()] }), size);
    const at = (now: number): Point => messageAt(messages[0] as MessageTrack, now);
    const { servers } = still;
    const [sender = { x: 0, y: 0 }, receiver = { x: 0, y: 0 }] = servers;
    expect(distance(at(100), sender)).toBeLessThan(distance(at(100), receiver));
    expect(distance(at(120), receiver)).toBeLessThan(distance(at(120), sender));
    expect(distance(at(100), at(105))).toBeCloseTo(distance(at(105), at(110)));
    expect(distance(at(100), at(110))).toBeCloseTo(distance(at(110), at(120)));
    expect(at(130), "waits where it arrives").toEqual(at(120));
    expect(at(90), "waits where it sets out").toEqual(at(100));
  });

  it("has the direction of its way", () => {
    const { track } = only();
    const angle = (directionOf(track) * Math.PI) / 180;
    const [start, end] = [messageAt(track, 100), messageAt(track, 120)];
    const length = distance(start, end);
    expect(start.x + length * Math.cos(angle)).toBeCloseTo(end.x);
    expect(start.y + length * Math.sin(angle)).toBeCloseTo(end.y);
  });

  it("keeps to its own lane, whichever way it goes", () => {
    const back = sampleMessage({ id: 2, from: { server: 2 }, to: { server: 1 } });
    const there = only([sampleMessage()]);
    const returning = only([back]);
    expect(distance(there, returning)).toBeGreaterThanOrEqual(12);
  });

  it("is where it belongs when it takes no time", () => {
    const shape = only([sampleMessage({ sentAt: 110, arrivesAt: 110 })]);
    expect(Number.isFinite(shape.x) && Number.isFinite(shape.y)).toBe(true);
  });
});

describe("a held message", () => {
  it("stays where it was held", () => {
    const held = sampleMessage({ heldSince: 110 });
    expect(distance(only([held], 150), only([sampleMessage()], 110))).toBeLessThan(0.01);
  });

  it("is held where it can be seen", () => {
    const { track, x, y } = only([sampleMessage({ heldSince: 100 })]);
    expect(distance({ x, y }, track.from)).toBeGreaterThanOrEqual(15);
  });

  it("does not cover others held on the same way", () => {
    const messages = [1, 2, 3, 4].map((id) => sampleMessage({ id, heldSince: 100 }));
    const shapes = all(messages, 200);
    shapes.forEach((shape, at) => {
      for (const other of shapes.slice(0, at)) {
        expect(distance(shape, other)).toBeGreaterThan(15);
      }
    });
    const [oldest, youngest] = [shapes[0]?.track.parked, shapes.at(-1)?.track.parked];
    expect(oldest).toBeGreaterThan(youngest ?? 1);
  });

  it("never leaves its way, however many there are", () => {
    const messages = Array.from({ length: 60 }, (_, id) => sampleMessage({ id, heldSince: 100 }));
    for (const { track } of all(messages, 200)) {
      expect(track.parked).toBeGreaterThan(0);
      expect(track.parked).toBeLessThanOrEqual(1.001);
    }
  });
});

describe("a lost message", () => {
  const lost = { message: sampleMessage(), lostAt: 110, why: "network" as const };
  const view = sampleView({ lost: [lost] });
  const { still } = clusterShapes(view, size);
  const [way] = lostTracks(view, still, 110);
  const at = (now: number) => lostAt(way as LostTrack, now);

  it("falls from where it was, and fades", () => {
    const { x, y } = only();
    expect(at(110)).toMatchObject({ x, y, opacity: 1 });
    expect(at(116)?.x).toBe(x);
    expect(at(116)?.y).toBeGreaterThan(y);
    expect(at(116)?.opacity).toBeLessThan(1);
  });

  it("is gone after a while", () => {
    expect(at(122)).toBeUndefined();
    expect(at(109), "not yet lost").toBeUndefined();
    expect(lostTracks(view, still, 122)).toEqual([]);
  });

  it("lies beside what is in flight while time stands still", () => {
    const held = sampleMessage({ id: 2, heldSince: 110 });
    const both = sampleView({
      now: 110,
      messages: [held],
      lost: [lost, { ...lost, message: held }],
    });
    const shapes: Point[] = [only([held]), ...lostShapes(both, still, 110)];
    expect(shapes).toHaveLength(3);
    shapes.forEach((shape, at) => {
      for (const other of shapes.slice(0, at)) {
        expect(distance(shape, other)).toBeGreaterThan(23.9);
      }
    });
  });

  it("is seen until the next step, where time stands still", () => {
    const seen = (now: number, step: number[]) => {
      const again = sampleView({ now, lost: [lost] });
      const events = step.map((message) => ({
        what: { type: "lost", summary: { message } },
      })) as unknown as StepView["events"];
      keepLastLost(again, () => ({ at: now, events }));
      return lostTracks(again, still, now).length;
    };
    expect(seen(110, [lost.message.id])).toBe(1);
    expect(seen(110, [77])).toBe(0);
    expect(seen(111, [77]), "time has passed").toBe(1);
  });
});

describe("a message's looks", () => {
  const cases: [Partial<MessageView>, object][] = [
    [{ kind: "appendEntries" }, { glyph: "heartbeat", reply: false }],
    [
      { kind: "appendEntries", entries: 2 },
      { glyph: "entries", count: 2 },
    ],
    [
      { kind: "appendEntriesResponse", reply: "yes" },
      { glyph: "entries", reply: true, mark: "yes" },
    ],
    [
      { kind: "appendEntriesResponse", reply: "no" },
      { glyph: "entries", reply: true, mark: "no" },
    ],
    [{ kind: "requestVote" }, { glyph: "vote", reply: false }],
    [
      { kind: "requestVoteResponse", reply: "no" },
      { glyph: "vote", reply: true, mark: "no" },
    ],
    [{ kind: "preVote" }, { glyph: "preVote", reply: false }],
    [
      { kind: "preVoteResponse", reply: "yes" },
      { glyph: "preVote", reply: true, mark: "yes" },
    ],
    [
      { kind: "clientRequest", text: "get x" },
      { glyph: "client", reply: false },
    ],
    [
      { kind: "clientResponse", reply: "redirect", leader: 2 },
      { glyph: "client", reply: true, mark: "redirect" },
    ],
  ];

  it.each(cases)("says its kind and its answer: %o", (message, looks) => {
    expect(only([sampleMessage(message)]).track).toMatchObject(looks);
  });
});

describe("a message that a step let arrive", () => {
  const held = sampleMessage({ heldSince: 105 });
  const { still } = clusterShapes(sampleView({ messages: [held] }), size);
  const later = (changes: Partial<View>) => sampleView({ messages: [], ...changes });
  const ids = (before: MessageView[], view: View) =>
    arrived(sampleView({ messages: before }), view, still).map(({ message }) => message.id);

  it("was held before", () => {
    expect(ids([held], later({}))).toEqual([held.id]);
    expect(ids([sampleMessage()], later({}))).toEqual([]);
  });

  it("is neither there any more nor lost", () => {
    expect(ids([held], later({ messages: [held] }))).toEqual([]);
    expect(ids([held], later({ lost: [{ message: held, lostAt: 106, why: "network" }] }))).toEqual(
      [],
    );
  });
});
