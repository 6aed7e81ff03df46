// The lines under the views that explain their marks. Loaded when the page is idle.

import { render } from "lit/html.js";
import type { Catalogue } from "../i18n/catalogue.ts";
import { renderClusterKey, renderLogsKey } from "../view/keys.ts";

/** Renders both lines. Nothing else may render into these elements. */
export function renderKeys(cluster: HTMLElement, logs: HTMLElement, t: Catalogue): void {
  const { marks } = t;
  render(renderClusterKey(marks), cluster);
  render(renderLogsKey(marks), logs);
}
