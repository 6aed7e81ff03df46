// Draws what depends on the run alone: the cluster in every frame, the logs and texts slightly less often,
// and all of it only where it has changed.

import { html, render } from "lit/html.js";
import type { RequestView, View } from "../../generated/raft_wasm.js";
import type { Session } from "../engine/session.ts";
import type { Catalogue } from "../i18n/catalogue.ts";
import { ClusterDrawing } from "../view/cluster-drawing.ts";
import { LogsDrawing } from "../view/logs-drawing.ts";
import type { Size, ViewContext } from "../view/types.ts";
import { Later } from "./later.ts";
import { WORDS_MS } from "./pace.ts";
import { isSameState, renderState } from "./state.ts";

/** The places of the drawings. Nothing else may render into these elements. */
interface DrawingPlaces {
  cluster: HTMLElement;
  clusterKey: HTMLElement;
  logs: HTMLElement;
  logsKey: HTMLElement;
  ledger: HTMLElement;
  state: HTMLElement;
  time: HTMLElement;
}

/** The most logs that are drawn in one frame while time passes. */
const ROWS_AT_ONCE = 5;

export class Drawing {
  readonly #places: DrawingPlaces;
  readonly #cluster: ClusterDrawing;
  readonly #logs: LogsDrawing;
  /** The views work without the keys, so a failure is ignored. */
  readonly #keys = new Later(
    () => import("./look.ts"),
    () => {},
  );
  readonly #ledger = new Later(
    () => import("./ledger.ts"),
    (reason) => render(reason, this.#places.ledger),
  );
  /** The available sizes. */
  #clusterSize: Size = { width: 0, height: 0 };
  #logsSize: Size = { width: 0, height: 0 };
  /** What was drawn last. */
  #context: ViewContext | undefined;
  #requests: RequestView[] | undefined;
  #state: View | undefined;
  #milliseconds: number | undefined;
  #logsAt = 0;
  #wordsAt = 0;

  constructor(root: ShadowRoot, redraw: () => void) {
    const places = placesIn(root);
    this.#places = places;
    this.#cluster = new ClusterDrawing(places.cluster);
    this.#logs = new LogsDrawing(places.logs);
    const resized = new ResizeObserver(() => {
      if (this.#measure()) redraw();
    });
    resized.observe(places.cluster);
    resized.observe(places.logs);
    this.#measure();
  }

  draw(session: Session, context: ViewContext, t: Catalogue): void {
    const { view, now, hasStepped: isStep } = session;
    const isNewContext = context !== this.#context;
    this.#context = context;
    this.#drawTime(now, isNewContext, t);
    if (this.#clusterSize.width > 0) {
      this.#cluster.draw(view, now, this.#clusterSize, context, isStep, session);
    }
    this.#drawRead(session, context, isNewContext, t);
    if (!isNewContext) return;
    const { clusterKey, logsKey } = this.#places;
    this.#keys.soon(({ renderKeys }) => renderKeys(clusterKey, logsKey, t));
  }

  /** Draws what is read rather than watched: the logs and the texts. While time passes, each has its turn. */
  #drawRead(session: Session, context: ViewContext, isNewContext: boolean, t: Catalogue): void {
    const { view, moving } = session;
    const clock = performance.now();
    const isDue = (since: number, part: unknown): boolean =>
      !moving || isNewContext || (clock - since >= WORDS_MS && session.isTurnOf(part));
    if (this.#logsSize.width > 0 && isDue(this.#logsAt, this.#logs)) {
      const rows = moving ? ROWS_AT_ONCE : undefined;
      // The remaining rows are due in the next frames.
      if (this.#logs.draw(view, this.#logsSize, context, rows)) this.#logsAt = clock;
    }
    if (!isDue(this.#wordsAt, this)) return;
    this.#wordsAt = clock;
    this.#drawWords(view, isNewContext, t);
  }

  #drawWords(view: View, isNewContext: boolean, t: Catalogue): void {
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
      void this.#ledger.with(({ drawLedger }) => {
        // There may be newer requests meanwhile.
        if (requests === this.#requests) drawLedger(place, requests, t);
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
    const cluster = sizeOf(this.#places.cluster, this.#clusterSize);
    const logs = sizeOf(this.#places.logs, this.#logsSize);
    if (cluster === this.#clusterSize && logs === this.#logsSize) return false;
    this.#clusterSize = cluster;
    this.#logsSize = logs;
    return true;
  }
}

/** Returns the same object as long as the size is the same. */
function sizeOf({ clientWidth: width, clientHeight: height }: HTMLElement, last: Size): Size {
  return width === last.width && height === last.height ? last : { width, height };
}

function placesIn(root: ShadowRoot): DrawingPlaces {
  const part = (name: string) => root.querySelector(`.${name}`) as HTMLElement;
  return {
    cluster: part("drawing-cluster"),
    clusterKey: part("key-cluster"),
    logs: part("drawing-logs"),
    logsKey: part("key-logs"),
    ledger: part("ledger-place"),
    state: part("store"),
    time: part("time"),
  };
}
