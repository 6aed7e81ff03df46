import { describe, expect, it } from "vitest";
import type { RequestView, ServerView, View } from "../../generated/raft_wasm.js";
import { clusterHeight, clusterShapes, timerLeft } from "./cluster.ts";
import { type MessageTrack, messageAt } from "./messages.ts";
import { boxes, intersect } from "./ring.ts";
import { sampleMessage, sampleServer, sampleServers, sampleView } from "./sample-views.ts";

const size = { width: 600, height: 500 };

describe("timers", () => {
  it("run down from full to nothing", () => {
    const timer = { setAt: 100, firesAt: 300 };
    expect(timerLeft(timer, 100)).toBe(1);
    expect(timerLeft(timer, 250)).toBe(0.25);
    expect(timerLeft(timer, 400)).toBe(0);
    expect(timerLeft({ setAt: 5, firesAt: 5 }, 5)).toBe(0);
    expect(timerLeft({ setAt: 100, firesAt: undefined }, 250)).toBe(1);
  });

  it("are a leader's heartbeat, and nothing for a crashed server", () => {
    const leader = sampleServer(1, {
      role: "leader",
      electionTimer: undefined,
      heartbeatTimer: { setAt: 0, firesAt: 50 },
    });
    const servers = [
      leader,
      sampleServer(2),
      sampleServer(3, { status: "paused" }),
      sampleServer(4, { status: "crashed" }),
      sampleServer(5, { electionTimer: { setAt: 0, firesAt: undefined } }),
    ];
    const { timers } = clusterShapes(sampleView({ servers }), size);
    expect(timers.map(({ kind }) => kind)).toEqual([
      "heartbeat",
      "election",
      "still",
      "none",
      "still",
    ]);
    expect(timerLeft(timers[0]?.timer, 25)).toBe(0.5);
    expect(timerLeft(timers[3]?.timer, 25)).toBe(0);
  });
});

describe("links", () => {
  const cut = (from: number, to: number) => ({ from, to, cut: true, settings: undefined });

  it("join every two servers once", () => {
    const count = (servers: number): number =>
      clusterShapes(sampleView({ servers: sampleServers(servers) }), size).still.links.length;
    expect([1, 2, 5, 9].map(count)).toEqual([0, 1, 10, 36]);
  });

  it("tell a cut in one direction from a cut in both", () => {
    const links = [cut(1, 2), cut(2, 1), cut(4, 3)];
    const shapes = clusterShapes(sampleView({ links }), size).still.links;
    const find = (key: string) => shapes.find((link) => link.key === key);
    expect(find("1-2")?.cut).toBe("both");
    expect(find("3-4")).toMatchObject({ cut: "oneWay", from: 4, to: 3 });
    expect(find("1-5")).toMatchObject({ cut: "no", from: 1, to: 5 });
  });

  it("end outside the servers", () => {
    const { ring, links, servers } = clusterShapes(sampleView(), size).still;
    for (const { start, end } of links) {
      for (const { x, y } of servers) {
        expect(Math.hypot(start.x - x, start.y - y)).toBeGreaterThan(ring.outer);
        expect(Math.hypot(end.x - x, end.y - y)).toBeGreaterThan(ring.outer);
      }
    }
  });
});

const request = (id: number, client: number, open = true): RequestView => ({
  id,
  client,
  text: "set x 1",
  submittedAt: 0,
  target: 1,
  sent: 1,
  outcome: open
    ? { type: "waiting" }
    : { type: "acknowledged", answer: { type: "done" }, at: 1, by: 1, index: 1 },
});

describe("clients", () => {
  it("are drawn only once one has asked for something", () => {
    expect(clusterShapes(sampleView(), size).still.clients).toEqual([]);
    const { clients } = clusterShapes(sampleView({ requests: [request(1, 1)] }), size).still;
    expect(clients).toMatchObject([{ id: 1, request: { id: 1 } }]);
  });

  it("are few: those that wait first", () => {
    const requests = [1, 2, 3, 4, 5].map((id) => request(id, id, id > 3));
    const { clients } = clusterShapes(sampleView({ requests }), size).still;
    expect(clients).toHaveLength(3);
    expect(clients.map(({ id }) => id)).toEqual(expect.arrayContaining([4, 5]));
  });

  it.each([
    { width: 358 },
    // In an element of 280 pixels, with its key below.
    { width: 264, height: 165 },
  ])("stand clear of the servers, and both are seen, in %o", ({ width, height }) => {
    for (const servers of [1, 2, 3, 4, 5, 6, 7, 8, 9].map(sampleServers)) {
      const view = sampleView({ servers, requests: [1, 2].map((id) => request(id, id)) });
      const room = { width, height: height ?? clusterHeight(width, servers.length) };
      const { clients, ring } = clusterShapes(view, room).still;
      expect(clients).toHaveLength(2);
      // More than five servers do not fit into so low a drawing.
      if (height && servers.length > 5) continue;
      for (const { x, y } of clients) {
        const sign = { left: x - 15, right: x + 15, top: y - 11, bottom: y + 11 };
        for (const at of servers.keys()) {
          for (const box of boxes(ring, at))
            expect(intersect(box, sign), `${servers.length} servers, S${at + 1}`).toBe(false);
        }
      }
    }
  });

  it("send and receive messages", () => {
    const message = sampleMessage({ from: { client: 1 }, to: { server: 3 } });
    const view = sampleView({ messages: [message], requests: [request(1, 1)] });
    const { still, messages } = clusterShapes(view, size);
    const client = still.clients[0];
    const shape = messageAt(messages[0] as MessageTrack, 100);
    expect(Math.hypot((client?.x ?? 0) - shape.x, (client?.y ?? 0) - shape.y)).toBeLessThan(20);
  });
});

describe("what stands still", () => {
  const links: View["links"] = [];
  const before = clusterShapes(sampleView({ links }), size);
  const later = (changes: Partial<View>, other = size) =>
    clusterShapes(sampleView({ links, ...changes }), other, before).still;

  it("is the same from view to view, whatever moves", () => {
    expect(later({})).toBe(before.still);
    const electionTimer = { setAt: 50, firesAt: 300 };
    const servers = sampleServers(5).map((server) => ({
      ...server,
      electionTimer,
      lastApplied: 4,
    }));
    expect(later({ servers, messages: [sampleMessage()] }, { ...size })).toBe(before.still);
  });

  it("is another one when the playground is drawn larger", () => {
    expect(later({}, { ...size, width: 700 })).not.toBe(before.still);
  });

  it.each([
    { status: "crashed" },
    { role: "candidate" },
    { term: 2 },
    { votedFor: 1 },
    { votes: [1] },
    { quorum: 2 },
    { waiting: 1 },
  ] satisfies Partial<ServerView>[])("is another one where a server has changed: %o", (change) => {
    const servers = [...sampleServers(4), sampleServer(5, change)];
    const still = later({ servers });
    expect(still.servers[4]).not.toBe(before.still.servers[4]);
    expect(still.servers[3]).toBe(before.still.servers[3]);
    expect(still.clients).toBe(before.still.clients);
  });

  it("is another one when a client asks for something", () => {
    expect(later({ requests: [request(1, 1)] }).clients).toHaveLength(1);
  });
});
