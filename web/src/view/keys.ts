import { html, svg, type TemplateResult } from "lit/html.js";
import type { Reply } from "../../generated/raft_wasm.js";
import { renderGlyph } from "./message-svg.ts";
import type { Glyph } from "./messages.ts";

/** The texts of the lines. */
export interface KeyWords {
  appendEntries: string;
  heartbeat: string;
  requestVote: string;
  reply: string;
  timer: string;
  commitIndex: string;
  lastApplied: string;
  nextIndex: string;
  matchIndex: string;
  notCommitted: string;
}

/** The line that explains the marks of the cluster. */
export function renderClusterKey(words: KeyWords): TemplateResult {
  return html`
    <p class="key">
      ${item(sign("entries call", "entries"), words.appendEntries)}
      ${item(sign("heartbeat call", "heartbeat"), words.heartbeat)}
      ${item(sign("vote call", "vote"), words.requestVote)}
      ${item(sign("entries reply", "entries", "yes"), words.reply)}
      ${item(ARC, words.timer)}
    </p>`;
}

/** The line that explains the marks of the logs. */
export function renderLogsKey(words: KeyWords): TemplateResult {
  return html`
    <p class="key">
      ${item(COMMIT, words.commitIndex)} ${item(APPLIED, words.lastApplied)}
      ${item(NEXT, words.nextIndex)} ${item(MATCH, words.matchIndex)}
      ${item(DASHED, words.notCommitted)}
    </p>`;
}

const item = (drawing: TemplateResult, words: string): TemplateResult =>
  html`<span class="key-item">${drawing}${words}</span>`;

function sign(classes: string, glyph: Glyph, mark?: Reply): TemplateResult {
  const glyphShape = { glyph, mark, count: 0, message: { copy: false } };
  return drawn(svg`<g class="message term-0 ${classes}">${renderGlyph(glyphShape)}</g>`);
}

function drawn(content: TemplateResult, width = 22): TemplateResult {
  return html`<svg class="key-sign" viewBox="${-width / 2} -11 ${width} 22" width=${width * 0.7}
    height="15.4" aria-hidden="true">${content}</svg>`;
}

const ARC = drawn(svg`
  <circle class="key-track" r="8"></circle>
  <path class="key-arc" d="M0 -8A8 8 0 1 1 -8 0"></path>`);
const COMMIT = drawn(svg`<path class="commit" d="M0 -9v18"></path>`, 12);
const APPLIED = drawn(svg`<circle class="applied" r="4"></circle>`, 12);
const NEXT = drawn(svg`<path class="next" d="M0 -6L7 6H-7z"></path>`, 18);
const MATCH = drawn(svg`<path class="match" d="M0 -6L7 6H-7z"></path>`, 18);
const DASHED = drawn(
  svg`<rect class="key-dashed" x="-9" y="-8" width="18" height="16" rx="3"></rect>`,
);
