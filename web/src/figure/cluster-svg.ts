import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { html, svg, type TemplateResult } from "lit/html.js";
import { renderClient } from "./client-svg.ts";
import type { ServerShape, StillShapes } from "./cluster.ts";
import { renderLink, renderLinkTarget, renderTags } from "./link-svg.ts";
import type { Ring } from "./ring.ts";
import { renderServer } from "./server-svg.ts";
import { encode, listeners, sameTarget } from "./targets.ts";
import type { FigureContext, Size } from "./types.ts";

/** The cluster as an `<svg>`, with empty groups for what moves: see ClusterDrawing. */
export function renderCluster(size: Size, still: StillShapes, ctx: FigureContext): TemplateResult {
  const t = ctx.t.figure;
  const on = listeners(ctx);
  const selected = ctx.selected ? encode(ctx.selected) : "";
  // What clients say passes beneath the servers that it is not for.
  return html`
    <svg class="cluster" viewBox="0 0 ${size.width} ${size.height}" role="group"
      aria-label=${t.cluster} @pointerdown=${on.press} @click=${on.click} @keydown=${on.key}>
      <g class="below" aria-hidden="true">
        ${guard([still.links, t], () => renderBelow(still, ctx))}
        <g data-moving="timers"></g>
      </g>
      ${renderClients(still, ctx)}
      <g role="group" aria-label=${t.clientMessages} data-group data-moving="clientMessages"></g>
      ${renderServers(still, ctx)}
      ${guard([still.links, selected, t], () => renderLinkTargets(still, ctx))}
      <g role="group" aria-label=${t.messages} data-group data-moving="messages"></g>
      <g class="above" aria-hidden="true" data-moving="lost"></g>
    </svg>`;
}

function renderBelow(still: StillShapes, ctx: FigureContext): TemplateResult {
  return svg`
    ${repeat(still.links, ({ key }) => key, renderLink)}
    ${still.links.map((link) => renderTags(link, ctx))}`;
}

function renderClients({ clients }: StillShapes, ctx: FigureContext): TemplateResult {
  return svg`
    <g role="group" aria-label=${ctx.t.figure.clients} data-group>
      ${repeat(
        clients,
        ({ id }) => id,
        (shape) => {
          const { id, x, y, request, textWidth } = shape;
          return guard(
            [x, y, request, textWidth, isSelected("client", id, ctx), ctx.t.figure],
            () => renderClient(shape, ctx),
          );
        },
      )}
    </g>`;
}

function renderServers({ servers, ring }: StillShapes, ctx: FigureContext): TemplateResult {
  return svg`
    <g role="group" aria-label=${ctx.t.figure.servers} data-group>
      ${repeat(
        servers,
        ({ server }) => server.id,
        (shape) => guard(drawnOf(shape, ring, ctx), () => renderServer(shape, ring, ctx)),
      )}
    </g>`;
}

/** All that a server's drawing depends on: its timers and its log are drawn elsewhere. */
function drawnOf({ server }: ServerShape, ring: Ring, ctx: FigureContext): unknown[] {
  const { id, status, role, term, votedFor, votes, quorum, waiting } = server;
  const claims = [status, role, term, votedFor, votes.length, quorum, waiting];
  return [...claims, ring, isSelected("server", id, ctx), ctx.t.figure];
}

const isSelected = (kind: "client" | "server", id: number, ctx: FigureContext): boolean =>
  sameTarget({ kind, id }, ctx.selected);

function renderLinkTargets({ links, servers }: StillShapes, ctx: FigureContext): TemplateResult {
  const width = servers.length > 5 ? 14 : 24;
  return svg`
    <g role="group" aria-label=${ctx.t.figure.links} data-group>
      ${repeat(
        links,
        ({ key }) => key,
        (link, at) => renderLinkTarget(link, at, width, ctx),
      )}
    </g>`;
}
