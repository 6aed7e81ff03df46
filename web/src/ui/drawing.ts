// Puts the figure's drawings on the page: the cluster at every frame, the logs when they change.

import { render } from "lit/html.js";
import type { Session } from "../engine/session.ts";
import { ClusterDrawing, clusterHeight, renderClusterKey } from "../figure/cluster.ts";
import { logsLayout, renderLogs, renderLogsKey } from "../figure/logs.ts";
import type { FigureContext } from "../figure/types.ts";
import type { Catalogue } from "../i18n/catalogue.ts";

/** Where they go: elements that nothing else renders into. */
export interface DrawingPlaces {
  cluster: HTMLElement;
  clusterKey: HTMLElement;
  logs: HTMLElement;
  logsKey: HTMLElement;
  time: HTMLElement;
}

export class Drawing {
  readonly #places: DrawingPlaces;
  readonly #cluster: ClusterDrawing;
  readonly #resized: ResizeObserver;
  #clusterWidth = 0;
  #logsWidth = 0;
  /** What was drawn last; drawn again only when it is another one. */
  #logsOf: unknown;
  #context: FigureContext | undefined;
  #shownTime = "";

  constructor(places: DrawingPlaces, redraw: () => void) {
    this.#places = places;
    this.#cluster = new ClusterDrawing(places.cluster);
    this.#resized = new ResizeObserver(() => {
      if (this.#measure()) redraw();
    });
    this.#resized.observe(places.cluster);
    this.#resized.observe(places.logs);
    this.#measure();
  }

  disconnect(): void {
    this.#resized.disconnect();
  }

  draw({ view, now }: Session, context: FigureContext, t: Catalogue): void {
    this.#showTime(t.transport.seconds(now));
    if (this.#clusterWidth === 0) return;
    const isNewContext = context !== this.#context;
    this.#context = context;
    const width = this.#clusterWidth;
    const size = { width, height: clusterHeight(width, view.servers.length) };
    this.#cluster.draw(view, now, size, context);
    if (this.#logsOf === view && !isNewContext) return;
    this.#logsOf = view;
    render(renderLogs(logsLayout(view, { width: this.#logsWidth }), context), this.#places.logs);
    if (!isNewContext) return;
    render(renderClusterKey(context), this.#places.clusterKey);
    render(renderLogsKey(context), this.#places.logsKey);
  }

  #showTime(time: string): void {
    if (time === this.#shownTime) return;
    this.#shownTime = time;
    this.#places.time.textContent = time;
  }

  #measure(): boolean {
    const cluster = this.#places.cluster.clientWidth;
    const logs = this.#places.logs.clientWidth;
    if (cluster === this.#clusterWidth && logs === this.#logsWidth) return false;
    this.#clusterWidth = cluster;
    this.#logsWidth = logs;
    this.#logsOf = undefined;
    return true;
  }
}
