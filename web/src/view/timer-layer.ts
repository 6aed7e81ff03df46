import { type TimerShape, timerLeft } from "./cluster.ts";
import { Layer } from "./layer.ts";
import { renderTimer } from "./server-svg.ts";

/** The arcs around the servers. They shorten in every frame, without a template. */
export class TimerLayer {
  readonly #layer: Layer<TimerShape, undefined>;

  constructor(group: SVGGElement) {
    this.#layer = new Layer(group, { keyOf: ({ id }) => id, draw: renderTimer });
  }

  update(timers: readonly TimerShape[]): void {
    this.#layer.update(timers, undefined, undefined);
  }

  move(now: number): void {
    for (const sprite of this.#layer.sprites) {
      // In tenths of a percent, which are less than half a pixel.
      const left = Math.round(timerLeft(sprite.item.timer, now) * 1000);
      if (left === sprite.x) continue;
      sprite.x = left;
      sprite.element.setAttribute("stroke-dasharray", `${left / 10} 100`);
    }
  }
}
