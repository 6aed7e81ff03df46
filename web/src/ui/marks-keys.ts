// The lines under the views that say what their marks mean. They come when there is time.

import { render } from "lit/html.js";
import { renderClusterKey, renderLogsKey } from "../figure/keys.ts";
import { keyStyles } from "../figure/keys-styles.ts";
import type { Catalogue } from "../i18n/catalogue.ts";
import { full } from "../i18n/en.later.ts";
import { adopt } from "../theme/adopt.ts";

/** Into elements that nothing else renders into. */
export function renderKeys(cluster: HTMLElement, logs: HTMLElement, t: Catalogue): void {
  const { marks } = full(t);
  adopt(cluster, keyStyles);
  render(renderClusterKey(marks), cluster);
  render(renderLogsKey(marks), logs);
}
