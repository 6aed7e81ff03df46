import { render } from "lit/html.js";
import type { View } from "../../generated/raft_wasm.js";
import { renderClient } from "./client-svg.ts";
import type { ClientShape } from "./clients.ts";
import {
  type ClusterShapes,
  clusterShapes,
  type ServerShape,
  type StillShapes,
} from "./cluster.ts";
import { renderCluster, renderLinks, renderLinkTargets } from "./cluster-svg.ts";
import { Layer } from "./layer.ts";
import { MessageLayer } from "./message-layer.ts";
import { crowds } from "./messages.ts";
import { renderServer } from "./server-svg.ts";
import { TimerLayer } from "./timer-layer.ts";
import type { Size, ViewContext } from "./types.ts";

/** The groups of the drawing. */
interface Parts {
  links: SVGGElement;
  timers: TimerLayer;
  clients: Layer<ClientShape, ViewContext>;
  clientMessages: MessageLayer;
  servers: Layer<ServerShape, ViewContext>;
  linkTargets: SVGGElement;
  messages: MessageLayer;
  lost: SVGGElement;
}

/** The cluster on the page. In most frames only what moves is updated. */
export class ClusterDrawing {
  readonly #place: HTMLElement;
  #view: View | undefined;
  #context: ViewContext | undefined;
  #shapes: ClusterShapes | undefined;
  /** The still shapes that were drawn last. */
  #still: StillShapes | undefined;
  #parts: Parts | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  /**
   * Draws the view at a time. `isStep`: this view follows from the one drawn before by a single step. Still
   * shapes may wait for their turn if `turns` is given.
   */
  draw(
    view: View,
    now: number,
    size: Size,
    ctx: ViewContext,
    isStep?: boolean,
    turns?: { isTurnOf(part: unknown): boolean },
  ): void {
    const before = view !== this.#view && isStep ? this.#view : undefined;
    const { width, height } = this.#shapes?.still.size ?? {};
    const isOther = ctx !== this.#context || size.width !== width || size.height !== height;
    if (view !== this.#view || isOther) this.#shapes = clusterShapes(view, size, this.#shapes);
    const shapes = this.#shapes;
    if (!shapes) return;
    const isDue = shapes.still !== this.#still;
    if (isOther || (isDue && (turns?.isTurnOf(this) ?? true))) this.#drawStill(shapes.still, ctx);
    if (view !== this.#view || isOther) this.#drawMoving(shapes, ctx);
    this.#view = view;
    this.#context = ctx;
    if (before && this.#parts) crowds.drawArrived(before, view, shapes.still, this.#parts.lost);
    this.#move(now);
  }

  #drawMoving(shapes: ClusterShapes, ctx: ViewContext): void {
    if (!this.#parts) return;
    const { timers, clientMessages, messages } = this.#parts;
    timers.update(shapes.timers);
    const isClients = shapes.messages.map(({ glyph }) => glyph === "client");
    clientMessages.update(
      shapes.messages.filter((_, at) => isClients[at]),
      ctx,
    );
    messages.update(
      shapes.messages.filter((_, at) => !isClients[at]),
      ctx,
    );
  }

  #drawStill(still: StillShapes, ctx: ViewContext): void {
    const before = ctx === this.#context ? this.#still : undefined;
    this.#still = still;
    if (still.size !== before?.size) render(renderCluster(still.size, ctx), this.#place);
    this.#parts ??= this.#find();
    const { links, clients, servers, linkTargets } = this.#parts;
    clients.update(still.clients, undefined, ctx);
    servers.update(still.servers, undefined, ctx);
    if (still.links === before?.links) return;
    render(renderLinks(still, ctx), links);
    render(renderLinkTargets(still, ctx), linkTargets);
  }

  #move(now: number): void {
    if (!this.#parts || !this.#shapes) return;
    const { timers, clientMessages, messages, lost } = this.#parts;
    timers.move(now);
    clientMessages.move(now);
    messages.move(now);
    if (this.#view) crowds.drawLost(this.#view, this.#shapes.still, now, lost);
  }

  #find(): Parts {
    const group = (name: string) => this.#place.querySelector(`[data-part=${name}]`) as SVGGElement;
    return {
      links: group("links"),
      timers: new TimerLayer(group("timers")),
      clients: new Layer(group("clients"), {
        keyOf: ({ id }) => id,
        draw: (shape, _, ctx) => renderClient(shape, ctx),
      }),
      clientMessages: new MessageLayer(group("clientMessages")),
      servers: new Layer(group("servers"), {
        keyOf: ({ server }) => server.id,
        draw: (shape, _, ctx) => renderServer(shape, ctx),
      }),
      linkTargets: group("linkTargets"),
      messages: new MessageLayer(group("messages")),
      lost: group("lost"),
    };
  }
}
