import { html, type TemplateResult } from "lit";
import type { View } from "../../generated/raft_wasm.js";
import type { FigureContext, Size } from "./types.ts";

export interface LogShapes { size: Size }
export function logsLayout(_view: View, options: { width: number }): LogShapes { return { size: { width: options.width, height: 10 } }; }
export function renderLogs(_shapes: LogShapes, _ctx: FigureContext): TemplateResult { return html`<svg></svg>`; }
export function renderLogsKey(_ctx: FigureContext): TemplateResult { return html``; }
