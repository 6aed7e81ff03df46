import { repeat } from "lit/directives/repeat.js";
import { render } from "lit/html.js";
import type { View } from "../../generated/raft_wasm.js";
import { clusterLayout, type StillShapes } from "./cluster.ts";
import { renderCluster } from "./cluster-svg.ts";
import { MessageLayer } from "./message-layer.ts";
import { renderLost } from "./message-svg.ts";
import { renderTimer } from "./server-svg.ts";
import type { FigureContext, Size } from "./types.ts";

/** The groups of the drawing in which something changes with time alone. */
interface Moving {
  timers: SVGGElement;
  clientMessages: MessageLayer;
  messages: MessageLayer;
  lost: SVGGElement;
}

/** The cluster on the page. At every frame only what moves is touched. */
export class ClusterDrawing {
  readonly #place: HTMLElement;
  #still: StillShapes | undefined;
  #context: FigureContext | undefined;
  #moving: Moving | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  draw(view: View, now: number, size: Size, ctx: FigureContext): void {
    const { still, timers, messages, lost } = clusterLayout(view, now, size);
    if (still !== this.#still || ctx !== this.#context) {
      this.#still = still;
      this.#context = ctx;
      render(renderCluster(size, still, ctx), this.#place);
    }
    this.#moving ??= this.#find();
    const moving = this.#moving;
    render(timers.map(renderTimer), moving.timers);
    const isClients = messages.map(({ track }) => track.glyph === "client");
    moving.clientMessages.draw(
      messages.filter((_, at) => isClients[at]),
      ctx,
    );
    moving.messages.draw(
      messages.filter((_, at) => !isClients[at]),
      ctx,
    );
    render(
      repeat(lost, ({ track }) => track.message.id, renderLost),
      moving.lost,
    );
  }

  #find(): Moving {
    const group = (name: string) =>
      this.#place.querySelector(`[data-moving=${name}]`) as SVGGElement;
    return {
      timers: group("timers"),
      clientMessages: new MessageLayer(group("clientMessages")),
      messages: new MessageLayer(group("messages")),
      lost: group("lost"),
    };
  }
}
