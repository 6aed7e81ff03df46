import { describe, expect, it } from "vitest";
import { clusterHeight } from "./cluster.ts";
import { boxes, intersect, ringLayout } from "./ring.ts";

const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const widths = [288, 358, 480, 700, 1100];
const cases = counts.flatMap((count) => widths.map((width) => [count, width] as const));

describe.each(cases)("%i servers, %i px wide", (count, width) => {
  const size = { width, height: clusterHeight(width, count) };
  const ring = ringLayout(count, size);

  it("stand clockwise from the top", () => {
    const middle = size.width / 2;
    expect(ring.places).toHaveLength(count);
    expect(ring.places[0]?.x).toBeCloseTo(middle);
    expect(Math.min(...ring.places.map(({ y }) => y))).toBeCloseTo(ring.places[0]?.y ?? 0);
    if (count > 2) expect(ring.places[1]?.x).toBeGreaterThan(middle);
  });

  it("stay in the drawing", () => {
    ring.places.forEach((_, at) => {
      const [disc, above, below] = boxes(ring, at);
      expect(disc?.left).toBeGreaterThanOrEqual(0);
      expect(disc?.right).toBeLessThanOrEqual(size.width);
      expect(above?.top).toBeGreaterThanOrEqual(-0.01);
      expect(below?.bottom).toBeLessThanOrEqual(size.height + 0.01);
      expect(above?.left).toBeGreaterThanOrEqual(-0.01);
      expect(below?.right).toBeLessThanOrEqual(size.width + 0.01);
    });
  });

  it("do not cover each other, nor each other's words", () => {
    ring.places.forEach((_, a) => {
      ring.places.slice(0, a).forEach((_, b) => {
        for (const box of boxes(ring, a)) {
          for (const other of boxes(ring, b)) expect(intersect(box, other)).toBe(false);
        }
      });
    });
  });

  it("are large enough to be touched and read", () => {
    expect(ring.disc).toBeGreaterThanOrEqual(width < 350 && count > 6 ? 16 : 24);
    expect(ring.fontSize).toBeGreaterThanOrEqual(11);
  });
});
