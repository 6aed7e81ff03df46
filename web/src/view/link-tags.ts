// Texts on a link that has settings of its own. Loaded before a link can have any.

import { svg, type TemplateResult } from "lit/html.js";
import { settingsTexts } from "./describe.ts";
import type { DirectionShape, LinkShape } from "./links.ts";
import { textWidth } from "./text.ts";
import type { Point, Size, ViewContext } from "./types.ts";

const FONT_SIZE = 11;
const LINE = 13;
/** The distance from a link to its text: messages pass in between. */
const ASIDE = 20;

/** The texts on a link whose settings differ from the network's, where there is room for them. */
export function renderTags(
  { start, end, directions }: LinkShape,
  { width: across, height: down }: Size,
  { t }: ViewContext,
) {
  const middle = { x: across / 2, y: down / 2 };
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const texts = new Set<string>();
  return directions.flatMap((direction): TemplateResult[] => {
    const { settings } = direction;
    const lines = settings ? settingsTexts(settings, t.drawing) : [];
    const isNew = lines.length > 0 && !texts.has(lines.join());
    texts.add(lines.join());
    const width = Math.max(...lines.map((text) => textWidth(text, FONT_SIZE)));
    if (!isNew || width > length - 16) return [];
    const { x, y } = tagPlace(direction, middle, width, lines.length * LINE);
    const first = y - ((lines.length - 1) * LINE) / 2 + 4;
    return [
      svg`<text class="tag">${lines.map(
        (text, at) =>
          svg`<tspan x=${x.toFixed(1)} y=${(first + at * LINE).toFixed(1)}>${text}</tspan>`,
      )}</text>`,
    ];
  });
}

/**
 * The centre of a text of this size beside the way, on the side of the ring's middle, as servers are on the
 * other side.
 */
function tagPlace({ tag, start, end }: DirectionShape, ring: Point, width: number, height: number) {
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const aside = { x: -(end.y - start.y) / length, y: (end.x - start.x) / length };
  const side = (ring.x - tag.x) * aside.x + (ring.y - tag.y) * aside.y < 0 ? -1 : 1;
  const far = side * (ASIDE + (Math.abs(aside.x) * width + Math.abs(aside.y) * height) / 2);
  return { x: tag.x + aside.x * far, y: tag.y + aside.y * far };
}
