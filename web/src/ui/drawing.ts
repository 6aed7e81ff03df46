// Puts on the page what follows from the run alone: the cluster at every frame, what is read rather
// than watched a little less often, and all of it only where it has changed.

import { html, render } from "lit/html.js";
import type { RequestView, View } from "../../generated/raft_wasm.js";
import type { Session } from "../engine/session.ts";
import type { Catalogue } from "../i18n/catalogue.ts";
import { clusterHeight } from "../view/cluster.ts";
import { ClusterDrawing } from "../view/cluster-drawing.ts";
import { LogsDrawing } from "../view/logs-drawing.ts";
import type { ViewContext } from "../view/types.ts";
import { Later } from "./later.ts";
import { WORDS_MS } from "./pace.ts";
import { isSameState, renderState } from "./state.ts";

/** Where it goes: elements that nothing else renders into. */
export interface DrawingPlaces {
  cluster: HTMLElement;
  clusterKey: HTMLElement;
  logs: HTMLElement;
  logsKey: HTMLElement;
  ledger: HTMLElement;
  state: HTMLElement;
  time: HTMLElement;
}

export class Drawing {
  readonly #places: DrawingPlaces;
  readonly #cluster: ClusterDrawing;
  readonly #logs: LogsDrawing;
  readonly #resized: ResizeObserver;
  /** Without them, the views are still there. */
  readonly #keys = new Later(
    () => import("./look.ts"),
    () => {},
  );
  readonly #ledger = new Later(
    () => import("./ledger.ts"),
    (reason) => render(reason, this.#places.ledger),
  );
  #clusterWidth = 0;
  #logsWidth = 0;
  /** What was drawn last. */
  #context: ViewContext | undefined;
  #requests: RequestView[] | undefined;
  #state: View | undefined;
  #milliseconds: number | undefined;
  #view: View | undefined;
  #wordsAt = 0;

  constructor(places: DrawingPlaces, redraw: () => void) {
    this.#places = places;
    this.#cluster = new ClusterDrawing(places.cluster);
    this.#logs = new LogsDrawing(places.logs);
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

  draw({ view, now, moving }: Session, context: ViewContext, t: Catalogue): void {
    const isNewContext = context !== this.#context;
    this.#context = context;
    this.#drawTime(now, isNewContext, t);
    if (this.#clusterWidth > 0) {
      const width = this.#clusterWidth;
      const size = { width, height: clusterHeight(width, view.servers.length) };
      this.#cluster.draw(view, now, size, context);
    }
    const clock = performance.now();
    const rest = clock - this.#wordsAt;
    // In busy traffic the cluster has one frame and the words another.
    const hasTime = view === this.#view ? rest >= WORDS_MS : rest >= 2 * WORDS_MS;
    this.#view = view;
    if (!moving || isNewContext || hasTime) {
      this.#wordsAt = clock;
      this.#drawWords(view, context, isNewContext, t);
    }
    if (!isNewContext) return;
    const { clusterKey, logsKey } = this.#places;
    this.#keys.soon(({ renderKeys }) => renderKeys(clusterKey, logsKey, t));
  }

  #drawWords(view: View, context: ViewContext, isNewContext: boolean, t: Catalogue): void {
    if (this.#logsWidth > 0) this.#logs.draw(view, this.#logsWidth, context);
    if (isNewContext || view.requests !== this.#requests) {
      this.#requests = view.requests;
      this.#drawLedger(view.requests, t);
    }
    if (isNewContext || !this.#state || !isSameState(view, this.#state)) {
      render(renderState(view, t), this.#places.state);
    }
    this.#state = view;
  }

  #drawLedger(requests: RequestView[], t: Catalogue): void {
    const place = this.#places.ledger;
    if (requests.length === 0) render(html`<p class="quiet">${t.client.nothing}</p>`, place);
    else {
      void this.#ledger.with(({ renderLedger }) => {
        // Meanwhile there may be others.
        if (requests === this.#requests) render(renderLedger(requests, t), place);
      });
    }
  }

  #drawTime(now: number, isNewContext: boolean, t: Catalogue): void {
    const milliseconds = Math.round(now);
    if (milliseconds === this.#milliseconds && !isNewContext) return;
    this.#milliseconds = milliseconds;
    this.#places.time.textContent = t.transport.seconds(now);
  }

  #measure(): boolean {
    const cluster = this.#places.cluster.clientWidth;
    const logs = this.#places.logs.clientWidth;
    if (cluster === this.#clusterWidth && logs === this.#logsWidth) return false;
    this.#clusterWidth = cluster;
    this.#logsWidth = logs;
    return true;
  }
}
