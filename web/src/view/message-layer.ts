import { Layer } from "./layer.ts";
import { renderMessage } from "./message-svg.ts";
import { type MessageTrack, messageAt } from "./messages.ts";
import type { ViewContext } from "./types.ts";

/** The messages of one group. All of them move in every frame, without a template. */
export class MessageLayer {
  readonly #layer: Layer<MessageTrack, ViewContext>;

  constructor(group: SVGGElement) {
    this.#layer = new Layer(group, {
      keyOf: ({ message }) => message.id,
      moldOf: ({ mark, count }) => (mark ? 2 : 0) + (count > 0 ? 1 : 0),
      draw: renderMessage,
    });
  }

  /** Draws the messages, in the order of sending; only the first is a stop for Tab. */
  update(tracks: readonly MessageTrack[], ctx: ViewContext): void {
    this.#layer.update(tracks, tracks[0], ctx);
  }

  move(now: number): void {
    for (const sprite of this.#layer.sprites) {
      const { x, y } = messageAt(sprite.item, now);
      if (x === sprite.x && y === sprite.y) continue;
      sprite.x = x;
      sprite.y = y;
      sprite.move.setTranslate(x, y);
    }
  }
}
