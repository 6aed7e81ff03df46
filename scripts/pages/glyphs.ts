// The letter S and the digits as lines, for pictures that are drawn where there is no font.

import type { Point } from "./raster.ts";

/** The box of a glyph, in its own units. */
export const GLYPH = { width: 10, height: 14 };

/** The part of an ellipse from one angle to another, in degrees; clockwise from the right. */
function arc(cx: number, cy: number, rx: number, ry: number, from = 0, to = 360): Point[] {
  return Array.from({ length: 17 }, (_, at): Point => {
    const angle = ((from + ((to - from) * at) / 16) * Math.PI) / 180;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });
}

const GLYPHS: Record<string, Point[][]> = {
  S: [[...arc(5, 4.1, 3.7, 3.1, -35, -270), ...arc(5, 10.1, 3.9, 2.9, -90, 150)]],
  "0": [arc(5, 7, 4, 6)],
  "1": [
    [
      [2.5, 3.4],
      [5.6, 1],
      [5.6, 13],
    ],
  ],
  "2": [[...arc(5, 4.7, 3.7, 3.7, -165, 35), [1.3, 13], [9, 13]]],
  "3": [[...arc(4.8, 4.1, 3.4, 3.1, -150, 90), ...arc(4.8, 10.1, 3.9, 2.9, -90, 150)]],
  "4": [
    [
      [7, 13],
      [7, 1],
      [1, 9.6],
      [9.3, 9.6],
    ],
  ],
  "5": [[[8.4, 1], [2.6, 1], [2, 6.6], ...arc(4.8, 9, 4, 4, -130, 145)]],
  "6": [arc(5, 9, 3.9, 4), arc(8.6, 9, 7.5, 8, 180, 258)],
  "7": [
    [
      [1.2, 1],
      [8.8, 1],
      [4, 13],
    ],
  ],
  "8": [arc(5, 4.1, 3.3, 3.1), arc(5, 10.1, 4, 2.9)],
  "9": [arc(5, 5, 3.9, 4), arc(1.4, 5, 7.5, 8, 0, 78)],
};

/** The lines of a text of these glyphs, so high, around a point. */
export function textLines(text: string, [cx, cy]: Point, height: number): Point[][] {
  const scale = height / GLYPH.height;
  const advance = 12;
  const width = advance * text.length - (advance - GLYPH.width);
  return [...text].flatMap((char, place) => {
    const lines = GLYPHS[char];
    if (!lines) throw new Error(`no glyph for ${char}`);
    const left = cx - (scale * width) / 2 + scale * advance * place;
    const top = cy - height / 2;
    return lines.map((line) => line.map(([x, y]): Point => [left + scale * x, top + scale * y]));
  });
}
