import { describe, expect, test } from "vitest";
import {
  flightShape,
  GUTTER,
  isKept,
  laneY,
  pieces,
  segmentAt,
  serverAt,
  sheetFor,
  sizeOf,
  timeAt,
  visible,
  xAt,
} from "./layout.ts";
import { sampleFlight, sampleHistory, samplePoint, sampleSegment } from "./sample-history.ts";

/** A pixel is a millisecond. */
const sheet = sheetFor({ from: 0, to: 600 }, GUTTER + 600, 5, undefined);

describe("the sheet", () => {
  test("stays while only time passes, and is another one for another scale or size", () => {
    expect(sheetFor({ from: 300, to: 900 }, GUTTER + 600, 5, sheet)).toBe(sheet);
    expect(sheetFor({ from: 0, to: 300 }, GUTTER + 600, 5, sheet)).not.toBe(sheet);
    expect(sheetFor({ from: 0, to: 600 }, GUTTER + 500, 5, sheet)).not.toBe(sheet);
    expect(sheetFor({ from: 0, to: 600 }, GUTTER + 600, 3, sheet)).not.toBe(sheet);
  });

  test("begins anew before positions become too large to be exact", () => {
    const far = sheetFor({ from: 60_000, to: 60_600 }, GUTTER + 600, 5, sheet);
    expect(far).not.toBe(sheet);
    expect(xAt(far, 60_000)).toBe(0);
  });

  test("turns times into places and back", () => {
    expect(xAt(sheet, 250)).toBe(250);
    expect(timeAt(sheet, 250)).toBe(250);
    for (const id of [1, 2, 5]) expect(serverAt(sheet, laneY(sheet, id))).toBe(id);
    expect(serverAt(sheet, 0)).toBeUndefined();
    expect(serverAt(sheet, sheet.height + 50)).toBeUndefined();
  });

  test("has room for every lane", () => {
    for (const servers of [1, 5, 9]) {
      const all = sheetFor({ from: 0, to: 600 }, 400, servers, undefined);
      expect(laneY(all, servers) + all.lane / 2).toBeLessThanOrEqual(sizeOf(all).height);
    }
  });
});

describe("a lane", () => {
  const lane = [
    sampleSegment(0, { term: 0 }),
    sampleSegment(150, { role: "candidate" }),
    sampleSegment(180, { role: "leader" }),
    sampleSegment(400, { role: "leader", status: "crashed" }),
  ];

  test("is in pieces that follow each other, the last up to the present", () => {
    const shapes = pieces(sheet, 1, lane, 500);
    expect(shapes.map(({ looks, x1, x2 }) => [looks, x1, x2])).toEqual([
      ["follower", 0, 150],
      ["candidate", 150, 180],
      ["leader", 180, 400],
      ["crashed", 400, 500],
    ]);
  });

  test("says a term where it begins", () => {
    expect(pieces(sheet, 1, lane, 500).map(({ opens }) => opens)).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  test("ends at the present, whatever is known", () => {
    expect(pieces(sheet, 1, lane, 160).at(-1)).toMatchObject({ looks: "candidate", x2: 160 });
  });

  test("has a state at every instant", () => {
    expect(segmentAt(lane, 179)?.role).toBe("candidate");
    expect(segmentAt(lane, -5)).toBe(lane[0]);
  });
});

describe("a message", () => {
  test("goes from lane to lane", () => {
    const { way, glyph, reply } = flightShape(sheet, sampleFlight(), 500);
    expect(way).toEqual([
      { x: 100, y: laneY(sheet, 1) },
      { x: 120, y: laneY(sheet, 2) },
    ]);
    expect([glyph, reply]).toEqual(["heartbeat", false]);
  });

  test("that is in flight is drawn to where it will be", () => {
    const flight = sampleFlight({ endedAt: undefined });
    expect(flightShape(sheet, flight, 110)).toEqual(flightShape(sheet, sampleFlight(), 110));
  });

  test("that was lost ends where it was, between the lanes", () => {
    const [y1, y2] = [laneY(sheet, 1), laneY(sheet, 2)];
    const lostAt = (endedAt: number) =>
      flightShape(sheet, sampleFlight({ lost: true, endedAt }), 500).way.at(-1);
    expect(lostAt(110)).toEqual({ x: 110, y: (y1 + y2) / 2 });
    expect(lostAt(120)?.y).toBeLessThan(y2);
    expect(lostAt(100)?.y).toBeGreaterThan(y1);
  });

  test("that is held waits on its way", () => {
    const held = sampleFlight({ arrivesAt: undefined, endedAt: undefined });
    expect(isKept(held)).toBe(true);
    const [, corner, end] = flightShape(sheet, held, 300).way;
    expect(end).toEqual({ x: 300, y: corner?.y });
  });

  test("from a client comes from the lane of the clients", () => {
    const flight = sampleFlight({ from: { client: 1 }, kind: "clientRequest" });
    const { way, glyph } = flightShape(sheet, flight, 500);
    expect(way[0]?.y).toBeLessThan(laneY(sheet, 1));
    expect(glyph).toBe("client");
  });

  test("has a sign for its kind, and replies are told from calls", () => {
    const looks = (kind: "requestVoteResponse" | "appendEntries", entries = 0) => {
      const { glyph, reply } = flightShape(sheet, sampleFlight({ kind, entries }), 500);
      return [glyph, reply];
    };
    expect(looks("appendEntries", 2)).toEqual(["entries", false]);
    expect(looks("requestVoteResponse")).toEqual(["vote", true]);
  });
});

describe("what is in the window", () => {
  const flights = (count: number) =>
    Array.from({ length: count }, (_, at) => sampleFlight({ id: at + 1, sentAt: at / 100 }));

  test("is what was there in it", () => {
    const history = sampleHistory({
      flights: [sampleFlight(), sampleFlight({ id: 2, sentAt: 700, endedAt: 720 })],
      points: [samplePoint(), samplePoint({ at: 700, seq: 2 })],
    });
    const { flights, points } = visible(history, { from: 110, to: 300 });
    expect(flights.map(({ id }) => id)).toEqual([1]);
    expect(points).toEqual([]);
  });

  test("loses its signs, then its messages, when there are too many", () => {
    const detail = (count: number) => {
      const seen = visible(sampleHistory({ flights: flights(count) }), { from: 0, to: 600 });
      return [seen.detail, seen.flights.length];
    };
    expect(detail(100)).toEqual(["signs", 100]);
    expect(detail(400)).toEqual(["lines", 400]);
    expect(detail(5000)).toEqual(["none", 0]);
  });

  test("shows one of very many messages that would be drawn over each other", () => {
    const copies = Array.from({ length: 5000 }, (_, at) =>
      sampleFlight({ id: at + 1, to: { server: at % 2 ? 2 : 3 } }),
    );
    const seen = visible(sampleHistory({ flights: copies }), { from: 0, to: 600 });
    expect([seen.detail, seen.flights.length]).toEqual(["signs", 2]);
  });

  test("keeps the rare points when there are too many", () => {
    const commits = Array.from({ length: 2000 }, (_, seq) => samplePoint({ seq, kind: "commit" }));
    const points = [...commits, samplePoint({ seq: 3000, kind: "crash" })];
    const seen = visible(sampleHistory({ points }), { from: 0, to: 600 });
    expect(seen.points.map(({ kind }) => kind)).toEqual(["crash"]);
  });
});
