// Self-contained pictures of a moment: one SVG with the chosen views, which needs no style sheet, font,
// script or request.

import { beginning, given } from "../i18n/given.ts";
import { shorten } from "../view/text.ts";
import type { Size } from "../view/types.ts";
import type { Rules } from "./css.ts";
import { allNodes, type Drawing } from "./drawings.ts";
import { linesOf } from "./lines.ts";
import { around, passedOn, plain, type Theme } from "./plain.ts";
import { attributesText, element, type Node, print } from "./tree.ts";

/** The heading above the views, and their description for readers who do not see them. */
export interface Caption {
  /** The run's title. */
  title: string;
  /** The moment: `0.345 s`. */
  moment: string;
  /** The violation in a sentence, which is shown below the title. */
  violation?: string | undefined;
  /** The description of the picture. */
  description: string;
}

export interface PictureStyle {
  rules: Rules;
  theme: Theme;
}

/** The width of a picture, in CSS pixels. */
export const PICTURE_WIDTH = 720;
/** The margin around the views. */
export const MARGIN = 16;
/** The width of each view. */
export const VIEW_WIDTH = PICTURE_WIDTH - 2 * MARGIN;

const HEAD = 40;
const TITLE_SIZE = 14;
const VIOLATION_SIZE = 12;
const LINE = 16;
/** The most lines of a violation. */
const MOST_LINES = 4;
/** The most characters of a description. */
const MOST_DESCRIBED = 1000;
const BETWEEN = 14;

/** The place of a view in a picture. */
export interface Room {
  size: Size;
  y: number;
}

/** A view in a picture. */
export interface PlacedView extends Room {
  name: Drawing["name"];
  /** Its nodes as XML, with plain attributes. */
  xml: string;
}

/** Makes the picture as the text of an SVG document, one element of its drawings per step. */
export function* drawPicture(
  drawings: readonly Drawing[],
  caption: Caption,
  style: PictureStyle,
): Steps<string> {
  const views: PlacedView[] = [];
  const head = HEAD + LINE * violationLines(caption).length;
  for (const [at, room] of stack(
    drawings.map(({ size }) => size),
    head,
  ).entries()) {
    const drawing = drawings[at] as Drawing;
    const nodes = yield* plainNodes(drawing, allNodes(drawing), style);
    views.push({ ...room, name: drawing.name, xml: print(nodes) });
  }
  return frame(views, caption, style);
}

/** Work in short steps, and its result. */
export type Steps<T> = Generator<undefined, T>;

/** Does all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The nodes of a drawing with their styles as plain attributes. */
export const plainNodes = (
  drawing: Pick<Drawing, "name">,
  nodes: Node[],
  style: PictureStyle,
): Steps<Node[]> => plain(nodes, surroundings(drawing, style), style.rules, style.theme);

const surroundings = ({ name }: Pick<Drawing, "name">, { rules, theme }: PictureStyle) =>
  around([element("svg", { class: name })], rules, theme);

/** The places of views of these sizes, stacked vertically below a heading. */
export function stack(sizes: readonly Size[], head = HEAD): Room[] {
  let y = head;
  return sizes.map((size) => {
    const room = { size, y };
    y += size.height + BETWEEN;
    return room;
  });
}

/** The whole document; `head` is XML that comes before the drawings. */
export function frame(
  views: readonly PlacedView[],
  caption: Caption,
  style: PictureStyle,
  head = "",
): string {
  const last = views.at(-1);
  const size = { width: PICTURE_WIDTH, height: last ? last.y + last.size.height + MARGIN : HEAD };
  const xml = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${size.width} ${size.height}`,
    ...size,
    role: "img",
  };
  const said = [
    element("title", {}, [given(caption.title)]),
    element("desc", {}, [beginning(caption.description, MOST_DESCRIBED)]),
  ];
  const drawn = views.map(({ y, name, xml }) => {
    const looks = passedOn(surroundings({ name }, style));
    const place = element("g", { transform: `translate(${MARGIN} ${y})`, ...looks });
    return `<g${attributesText(place.attributes)}>${xml}</g>`;
  });
  const inside = [print(said), head, print(heading(caption, size, style)), ...drawn];
  return `<svg${attributesText(element("svg", xml).attributes)}>${inside.join("")}</svg>`;
}

/** The value of a custom property, such as `--ink`. */
export const tokenOf = (style: PictureStyle, name: string): string =>
  surroundings({ name: "cluster" }, style).variables.get(name) ?? "";

/** The background colour. */
export const paperOf = (style: PictureStyle): string => tokenOf(style, "--paper");

const violationLines = ({ violation }: Caption): string[] =>
  violation === undefined ? [] : linesOf(given(violation), VIEW_WIDTH, VIOLATION_SIZE, MOST_LINES);

/** The background, the title, the moment, and the violation. */
function heading(caption: Caption, size: Size, style: PictureStyle): Node[] {
  const { title, moment } = caption;
  const place = surroundings({ name: "cluster" }, style);
  const words = shorten(given(title), VIEW_WIDTH - 110, TITLE_SIZE, true);
  const red = { fill: tokenOf(style, "--broken"), "font-size": VIOLATION_SIZE };
  return [
    element("rect", { ...size, fill: paperOf(style) }),
    element("g", { ...passedOn(place), "font-size": TITLE_SIZE }, [
      element("text", { x: MARGIN, y: 26, "font-weight": 600 }, [words]),
      element("text", { x: PICTURE_WIDTH - MARGIN, y: 26, "text-anchor": "end" }, [moment]),
      ...violationLines(caption).map((line, at) =>
        element("text", { ...red, x: MARGIN, y: 26 + LINE * (at + 1) }, [line]),
      ),
    ]),
  ];
}
