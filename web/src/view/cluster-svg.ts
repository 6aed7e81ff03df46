import { html, svg, type TemplateResult } from "lit/html.js";
import type { StillShapes } from "./cluster.ts";
import { renderLink, renderLinkTarget } from "./link-svg.ts";
import { crowds } from "./messages.ts";
import { listeners } from "./targets.ts";
import type { Size, ViewContext } from "./types.ts";

/** The cluster as an `<svg>` with empty groups, which ClusterDrawing fills. */
export function renderCluster(size: Size, ctx: ViewContext): TemplateResult {
  const t = ctx.t.drawing;
  const on = listeners(ctx);
  // Client messages are drawn below the servers, which they may cross.
  return html`
    <svg class="cluster" viewBox="0 0 ${size.width} ${size.height}" role="group"
      aria-label=${t.cluster} @pointerdown=${on.press} @click=${on.click} @keydown=${on.key}>
      <g class="below" aria-hidden="true" data-part="links"></g>
      <g class="below" aria-hidden="true" data-part="timers"></g>
      <g role="group" aria-label=${t.clients} data-group data-part="clients"></g>
      <g role="group" aria-label=${t.clientMessages} data-group data-part="clientMessages"></g>
      <g role="group" aria-label=${t.servers} data-group data-part="servers"></g>
      <g role="group" aria-label=${t.links} data-group data-part="linkTargets"></g>
      <g role="group" aria-label=${t.messages} data-group data-part="messages"></g>
      <g class="above" aria-hidden="true" data-part="lost"></g>
    </svg>`;
}

export function renderLinks({ links, size }: StillShapes, ctx: ViewContext): TemplateResult {
  return svg`${links.map(renderLink)} ${links.map((link) => crowds.tags(link, size, ctx))}`;
}

export function renderLinkTargets(
  { links, servers }: StillShapes,
  ctx: ViewContext,
): TemplateResult[] {
  const width = servers.length > 5 ? 14 : 24;
  return links.map((link, at) => renderLinkTarget(link, at, width, ctx));
}
