import { render } from "lit/html.js";
import { renderMessage } from "./message-svg.ts";
import type { MessageShape, MessageTrack } from "./messages.ts";
import type { FigureContext } from "./types.ts";

/** A message on the page, with what it was drawn from. */
interface Sprite {
  element: SVGGElement;
  /** Its `transform`: set as numbers, which is much quicker than as text. */
  move: SVGTransform;
  x: number;
  y: number;
  track: MessageTrack | undefined;
  first: boolean;
  selected: boolean;
  words: unknown;
  /** The last frame in which it was there. */
  frame: number;
}

/**
 * The messages of one group. There may be hundreds, and all move at every frame: so they are moved
 * without a template, and what was drawn for one that is gone is used for the next.
 */
export class MessageLayer {
  readonly #group: SVGGElement;
  readonly #sprites = new Map<number, Sprite>();
  readonly #spare: Sprite[] = [];
  #frame = 0;

  constructor(group: SVGGElement) {
    this.#group = group;
  }

  /** In the order in which they set out. */
  draw(messages: MessageShape[], ctx: FigureContext): void {
    this.#frame += 1;
    const selected = ctx.selected?.kind === "message" ? ctx.selected.id : undefined;
    messages.forEach(({ track, x, y }, at) => {
      const { id } = track.message;
      const sprite = this.#sprites.get(id) ?? this.#add(id);
      sprite.frame = this.#frame;
      this.#dress(sprite, track, at === 0, id === selected, ctx);
      if (x === sprite.x && y === sprite.y) return;
      sprite.x = x;
      sprite.y = y;
      sprite.move.setTranslate(x, y);
    });
    if (this.#sprites.size > messages.length) this.#removeGone();
  }

  #add(id: number): Sprite {
    const sprite = this.#spare.pop() ?? newSprite();
    this.#sprites.set(id, sprite);
    // Later messages have higher numbers: the order of the elements is that of the messages.
    this.#group.append(sprite.element);
    return sprite;
  }

  #dress(
    sprite: Sprite,
    track: MessageTrack,
    first: boolean,
    selected: boolean,
    ctx: FigureContext,
  ): void {
    const words = ctx.t.figure;
    const same = sprite.track === track && sprite.first === first;
    if (same && sprite.selected === selected && sprite.words === words) return;
    Object.assign(sprite, { track, first, selected, words });
    render(renderMessage(track, first, selected, words), sprite.element);
  }

  #removeGone(): void {
    for (const [id, sprite] of this.#sprites) {
      if (sprite.frame === this.#frame) continue;
      sprite.element.remove();
      this.#sprites.delete(id);
      this.#spare.push(sprite);
    }
  }
}

function newSprite(): Sprite {
  const element = document.createElementNS("http://www.w3.org/2000/svg", "g");
  element.setAttribute("transform", "translate(0 0)");
  const move = element.transform.baseVal.getItem(0);
  const drawn = { track: undefined, first: false, selected: false, words: undefined };
  return { element, move, x: 0, y: 0, ...drawn, frame: 0 };
}
