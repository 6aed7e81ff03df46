// The lines under the views that say what their marks mean. They come when there is time.

import { render } from "lit/html.js";
import type { Catalogue } from "../i18n/catalogue.ts";
import { renderClusterKey, renderLogsKey } from "../view/keys.ts";

/** Into elements that nothing else renders into. */
export function renderKeys(cluster: HTMLElement, logs: HTMLElement, t: Catalogue): void {
  const { marks } = t;
  render(renderClusterKey(marks), cluster);
  render(renderLogsKey(marks), logs);
}
