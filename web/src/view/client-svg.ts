import { nothing, svg, type TemplateResult } from "lit/html.js";
import type { RequestView } from "../../generated/raft_wasm.js";
import { visible } from "../i18n/given.ts";
import { CLIENT_HALF, type ClientShape, PITCH } from "./clients.ts";
import { describeClient } from "./describe.ts";
import { encode, sameTarget } from "./targets.ts";
import { shorten } from "./text.ts";
import type { Target, ViewContext } from "./types.ts";

const FONT_SIZE = 11;
const LEAST_TEXT = 36;

/** A client, its last request, and that request's state. */
export function renderClient(shape: ClientShape, ctx: ViewContext): TemplateResult {
  const { id, request, x, y } = shape;
  const target: Target = { kind: "client", id };
  const selected = sameTarget(target, ctx.selected) ? "selected" : "";
  const { width, height } = CLIENT_HALF;
  const t = ctx.t.drawing;
  return svg`
    <g class="client ${selected}" transform="translate(${x} ${y})" role="button" tabindex="0"
      data-target=${encode(target)} aria-label=${describeClient(id, request, t)}>
      <rect class="hit" x=${-width} y=${-PITCH / 2} width=${Math.max(PITCH, 2 * width + shape.textWidth)} height=${PITCH} rx="13"></rect>
      <rect class="sign" x=${-width} y=${-height} width=${2 * width} height=${2 * height} rx=${height}></rect>
      <text class="name" y="4">${t.client(id)}</text>
      ${request ? renderRequest(request, shape.textWidth) : nothing}
    </g>`;
}

const SIGNS = { waiting: " ○", unknown: " ?", acknowledged: " ✓" };

function renderRequest(request: RequestView, room: number) {
  const sign = SIGNS[request.outcome.type];
  const text = room < LEAST_TEXT ? "" : shorten(visible(request.text), room - 16, FONT_SIZE);
  return svg`<text class="request ${request.outcome.type}" x=${CLIENT_HALF.width + 6} y="4"
    >${text}<tspan class="sign-text">${sign}</tspan></text>`;
}
