import { describe, expect, it } from "vitest";
import type { RequestView } from "../../generated/raft_wasm.js";
import { clusterHeight, clusterLayout, timerLeft } from "./cluster.ts";
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
    const { timers } = clusterLayout(sampleView({ servers }), 25, size);
    expect(timers.map(({ kind }) => kind)).toEqual([
      "heartbeat",
      "election",
      "still",
      "none",
      "still",
    ]);
    expect(timers[0]?.left).toBe(0.5);
  });
});

describe("links", () => {
  const cut = (from: number, to: number) => ({ from, to, cut: true, settings: undefined });

  it("join every two servers once", () => {
    const count = (servers: number): number =>
      clusterLayout(sampleView({ servers: sampleServers(servers) }), 0, size).still.links.length;
    expect([1, 2, 5, 9].map(count)).toEqual([0, 1, 10, 36]);
  });

  it("tell a cut in one direction from a cut in both", () => {
    const links = [cut(1, 2), cut(2, 1), cut(4, 3)];
    const shapes = clusterLayout(sampleView({ links }), 0, size).still.links;
    const find = (key: string) => shapes.find((link) => link.key === key);
    expect(find("1-2")?.cut).toBe("both");
    expect(find("3-4")).toMatchObject({ cut: "oneWay", from: 4, to: 3 });
    expect(find("1-5")).toMatchObject({ cut: "no", from: 1, to: 5 });
  });

  it("end outside the servers", () => {
    const { ring, links, servers } = clusterLayout(sampleView(), 0, size).still;
    for (const { start, end } of links) {
      for (const { x, y } of servers) {
        expect(Math.hypot(start.x - x, start.y - y)).toBeGreaterThan(ring.outer);
        expect(Math.hypot(end.x - x, end.y - y)).toBeGreaterThan(ring.outer);
      }
    }
  });
});

describe("clients", () => {
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

  it("are drawn only once one has asked for something", () => {
    expect(clusterLayout(sampleView(), 0, size).still.clients).toEqual([]);
    const { clients } = clusterLayout(sampleView({ requests: [request(1, 1)] }), 0, size).still;
    expect(clients).toMatchObject([{ id: 1, request: { id: 1 } }]);
  });

  it("are few: those that wait first", () => {
    const requests = [1, 2, 3, 4, 5].map((id) => request(id, id, id > 3));
    const { clients } = clusterLayout(sampleView({ requests }), 0, size).still;
    expect(clients).toHaveLength(3);
    expect(clients.map(({ id }) => id)).toEqual(expect.arrayContaining([4, 5]));
  });

  it("stand clear of the servers", () => {
    for (const servers of [1, 2, 3, 4, 5, 6, 7, 8, 9].map(sampleServers)) {
      const view = sampleView({ servers, requests: [1, 2].map((id) => request(id, id)) });
      const { clients, ring } = clusterLayout(view, 0, {
        width: 358,
        height: clusterHeight(358, servers.length),
      }).still;
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
    const { still, messages } = clusterLayout(view, 100, size);
    const [client, shape] = [still.clients[0], messages[0]];
    expect(
      Math.hypot((client?.x ?? 0) - (shape?.x ?? 0), (client?.y ?? 0) - (shape?.y ?? 0)),
    ).toBeLessThan(20);
  });
});

it("keeps what stands still the same from frame to frame", () => {
  const view = sampleView();
  const { still } = clusterLayout(view, 0, size);
  expect(clusterLayout(view, 50, { ...size }).still).toBe(still);
  expect(clusterLayout(view, 50, { ...size, width: 700 }).still).not.toBe(still);
  expect(clusterLayout(sampleView(), 50, size).still).not.toBe(still);
});
