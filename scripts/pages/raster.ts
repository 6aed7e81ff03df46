// A picture in memory, drawn shape by shape with smooth edges, and written as PNG. For the few shapes that
// the build draws without a browser.

import { crc32, deflateSync } from "node:zlib";

/** A colour as `#rrggbb`. */
export type Color = string;

/** How far a point is from a shape's edge, in pixels; negative inside. */
export type Distance = (x: number, y: number) => number;

/** A shape, and the part of the picture beyond which nothing of it is seen. */
export interface Shape {
  box: { left: number; top: number; right: number; bottom: number };
  distance: Distance;
}

export type Point = readonly [x: number, y: number];

export function disc([cx, cy]: Point, radius: number): Shape {
  const box = { left: cx - radius, top: cy - radius, right: cx + radius, bottom: cy + radius };
  return { box, distance: (x, y) => Math.hypot(x - cx, y - cy) - radius };
}

/** A rectangle around a centre, with round corners. */
export function rounded([cx, cy]: Point, width: number, height: number, radius: number): Shape {
  const [w, h] = [width / 2, height / 2];
  const distance: Distance = (x, y) => {
    const [dx, dy] = [Math.abs(x - cx) - w + radius, Math.abs(y - cy) - h + radius];
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
  };
  return { box: { left: cx - w, top: cy - h, right: cx + w, bottom: cy + h }, distance };
}

/** The outline of a shape, inside its edge. */
export const outline = ({ box, distance }: Shape, width: number): Shape => ({
  box,
  distance: (x, y) => Math.abs(distance(x, y) + width / 2) - width / 2,
});

/** A line through points, with round ends. */
export function stroke(points: readonly Point[], width: number): Shape {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const half = width / 2;
  const box = {
    left: Math.min(...xs) - half,
    top: Math.min(...ys) - half,
    right: Math.max(...xs) + half,
    bottom: Math.max(...ys) + half,
  };
  const distance: Distance = (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (let at = 1; at < points.length; at++) {
      nearest = Math.min(nearest, toSegment(x, y, points[at - 1] as Point, points[at] as Point));
    }
    return nearest - half;
  };
  return { box, distance };
}

function toSegment(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}

export class Raster {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Uint8Array;

  constructor(width: number, height: number, background: Color) {
    this.width = width;
    this.height = height;
    this.#pixels = new Uint8Array(3 * width * height);
    const color = channels(background);
    for (let at = 0; at < this.#pixels.length; at += 3) this.#pixels.set(color, at);
  }

  fill({ box, distance }: Shape, color: Color): void {
    const channel = channels(color);
    const [left, right] = [Math.max(0, Math.floor(box.left) - 1), Math.ceil(box.right) + 1];
    const [top, bottom] = [Math.max(0, Math.floor(box.top) - 1), Math.ceil(box.bottom) + 1];
    for (let y = top; y < Math.min(bottom, this.height); y++) {
      for (let x = left; x < Math.min(right, this.width); x++) {
        const cover = Math.min(1, Math.max(0, 0.5 - distance(x + 0.5, y + 0.5)));
        if (cover > 0) this.#mix(3 * (y * this.width + x), channel, cover);
      }
    }
  }

  /** The picture as a PNG file: 8 bits a channel, no transparency. */
  png(): Uint8Array {
    const header = new DataView(new ArrayBuffer(13));
    header.setUint32(0, this.width);
    header.setUint32(4, this.height);
    // Eight bits, red, green and blue; the rest is as PNG has it.
    header.setUint8(8, 8);
    header.setUint8(9, 2);
    return Buffer.concat([
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      chunk("IHDR", new Uint8Array(header.buffer)),
      chunk("IDAT", deflateSync(this.#filtered())),
      chunk("IEND", new Uint8Array()),
    ]);
  }

  /** Every row as the difference to the row above, which compresses well. */
  #filtered(): Uint8Array {
    const row = 3 * this.width;
    const filtered = new Uint8Array((row + 1) * this.height);
    for (let y = 0; y < this.height; y++) {
      filtered[y * (row + 1)] = 2;
      for (let at = 0; at < row; at++) {
        const above = y === 0 ? 0 : (this.#pixels[(y - 1) * row + at] ?? 0);
        filtered[y * (row + 1) + 1 + at] = (this.#pixels[y * row + at] ?? 0) - above;
      }
    }
    return filtered;
  }

  #mix(at: number, color: readonly number[], cover: number): void {
    for (let it = 0; it < 3; it++) {
      const before = this.#pixels[at + it] ?? 0;
      this.#pixels[at + it] = Math.round(before + ((color[it] ?? 0) - before) * cover);
    }
  }
}

const channels = (color: Color): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
