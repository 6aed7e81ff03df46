import { html, svg, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { renderClient } from "./client-svg.ts";
import type { ClusterShapes, StillShapes } from "./cluster.ts";
import { renderLink, renderLinkTarget, renderTags } from "./link-svg.ts";
import { renderLost, renderMessage } from "./message-svg.ts";
import type { MessageShape } from "./messages.ts";
import { renderServer, renderTimer } from "./server-svg.ts";
import { encode, listeners } from "./targets.ts";
import type { FigureContext } from "./types.ts";

/** The cluster as an `<svg>`. What does not move is only rendered when it changed. */
export function renderCluster(shapes: ClusterShapes, ctx: FigureContext): TemplateResult {
  const { size, still } = shapes;
  const t = ctx.t.figure;
  const on = listeners(ctx);
  const selected = ctx.selected ? encode(ctx.selected) : "";
  const key = [still, selected, t];
  // What clients say passes beneath the servers that it is not for.
  const clientMessages = shapes.messages.filter(({ track }) => track.glyph === "client");
  const messages = shapes.messages.filter(({ track }) => track.glyph !== "client");
  return html`
    <svg class="cluster" viewBox="0 0 ${size.width} ${size.height}" role="group"
      aria-label=${t.cluster} @pointerdown=${on.press} @click=${on.click} @keydown=${on.key}>
      <g class="below" aria-hidden="true">
        ${guard([still, t], () => renderBelow(still, ctx))}
        <g>${shapes.timers.map(renderTimer)}</g>
      </g>
      ${guard(key, () => renderClients(still, ctx))}
      ${renderMessages(t.clientMessages, clientMessages, ctx)}
      ${guard(key, () => renderServers(still, ctx))}
      ${renderMessages(t.messages, messages, ctx)}
      <g class="above" aria-hidden="true">
        ${repeat(shapes.lost, ({ track }) => track.message.id, renderLost)}
      </g>
    </svg>`;
}

function renderBelow(still: StillShapes, ctx: FigureContext): TemplateResult {
  return svg`
    ${repeat(still.links, ({ key }) => key, renderLink)}
    ${still.links.map((link) => renderTags(link, ctx))}`;
}

function renderMessages(label: string, messages: MessageShape[], ctx: FigureContext) {
  return svg`
    <g role="group" aria-label=${label} data-group>
      ${repeat(
        messages,
        ({ track }) => track.message.id,
        (shape, at) => renderMessage(shape, at, ctx),
      )}
    </g>`;
}

function renderClients({ clients }: StillShapes, ctx: FigureContext): TemplateResult {
  return svg`
    <g role="group" aria-label=${ctx.t.figure.clients} data-group>
      ${repeat(
        clients,
        ({ id }) => id,
        (shape) => renderClient(shape, ctx),
      )}
    </g>`;
}

function renderServers({ servers, links, ring }: StillShapes, ctx: FigureContext): TemplateResult {
  const t = ctx.t.figure;
  const width = servers.length > 5 ? 14 : 24;
  return svg`
    <g role="group" aria-label=${t.servers} data-group>
      ${repeat(
        servers,
        ({ server }) => server.id,
        (shape) => renderServer(shape, ring, ctx),
      )}
    </g>
    <g role="group" aria-label=${t.links} data-group>
      ${repeat(
        links,
        ({ key }) => key,
        (link, at) => renderLinkTarget(link, at, width, ctx),
      )}
    </g>`;
}
