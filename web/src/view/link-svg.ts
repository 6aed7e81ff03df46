import { svg, type TemplateResult } from "lit/html.js";
import { describeLink } from "./describe.ts";
import type { DirectionShape, LinkShape } from "./links.ts";
import { encode, sameTarget } from "./targets.ts";
import type { Point, Target, ViewContext } from "./types.ts";

const line = (start: Point, end: Point): string => `M${point(start)}L${point(end)}`;
const point = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** The visible part of a link. */
export function renderLink(link: LinkShape): TemplateResult {
  const own = link.directions.some((direction) => direction.settings) ? "own" : "";
  if (link.cut === "no") {
    return svg`<path class="link ${own}" d=${line(link.start, link.end)}></path>`;
  }
  if (link.cut === "both") return svg`${link.directions.map((way) => renderCut(way, false))}`;
  return svg`${link.directions.map((direction) =>
    direction.cut
      ? renderCut(direction, true)
      : svg`<path class="link ${own}" d=${line(direction.start, direction.end)}></path>`,
  )}`;
}

/** A cut direction: the line ends before its middle, where its messages are lost. */
function renderCut({ start, end }: DirectionShape, arrow: boolean): TemplateResult {
  const along = direction(start, end);
  const at = (ahead: number, aside: number): string =>
    point({
      x: (start.x + end.x) / 2 + along.x * ahead - along.y * aside,
      y: (start.y + end.y) / 2 + along.y * ahead + along.x * aside,
    });
  const bar = `M${at(-3, -8)}L${at(-3, 8)}`;
  const head = arrow ? `M${at(-16, -5)}L${at(-9, 0)}L${at(-16, 5)}` : "";
  return svg`
    <path class="link cut" d="M${point(start)}L${at(-3, 0)}"></path>
    <path class="stop" d=${bar + head}></path>`;
}

function direction(start: Point, end: Point): Point {
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  return { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
}

/** The touch area of a link; only the first link is a stop for Tab. */
export function renderLinkTarget(
  link: LinkShape,
  at: number,
  width: number,
  ctx: ViewContext,
): TemplateResult {
  const target: Target = { kind: "link", from: link.from, to: link.to };
  const selected = sameTarget(target, ctx.selected) ? "selected" : "";
  return svg`
    <g class="link-target ${selected}" role="button" tabindex=${at === 0 ? 0 : -1}
      data-target=${encode(target)} aria-label=${describeLink(link, ctx.t.drawing)}>
      <path class="hit" stroke-width=${width} d=${line(link.start, link.end)}></path>
      <path class="mark" d=${line(link.start, link.end)}></path>
    </g>`;
}
