// The most useful lines of a scenario, with what each does: a card beside the text.

import { html, type TemplateResult } from "lit/html.js";
import type { RunWords } from "../i18n/run.en.ts";

export type SyntaxWords = RunWords["text"]["syntax"];

/** The lines of the head, above the first step. */
export const HEAD_LINES = {
  servers: "servers 5",
  election: "election 150..300",
  heartbeat: "heartbeat 50",
  latency: "latency 10..20",
  loss: "loss 5%",
  rule: "rule commit any-term-on-majority",
  manual: "manual",
  log: "server s1 log 1 1 2",
} as const;

/** The lines of steps. */
export const STEP_LINES = {
  client: 'at 300 client "set x 1"',
  crash: "at 500 crash s1",
  restart: "at 900 restart s1",
  timeout: "at 200 timeout s3",
  cut: "at 400 cut s1->s2",
  partition: "at 400 partition s1 s2",
  heal: "at 600 heal",
  drop: "at 310 drop every append",
  deliver: "at 310 deliver every vote",
  note: 'at 350 note "S1 is leader."',
  expectAt: "at 900 expect leader s1",
  expectBy: "by 2000 expect answer 1 acknowledged",
  expectNever: "never expect violation",
} as const;

/** The card. `insert` puts a line into the text; a line of the head goes above the first step. */
export function syntaxCard(
  words: SyntaxWords,
  insert: (line: string, isHead: boolean) => void,
): TemplateResult {
  const row = (line: string, says: string, isHead: boolean) => html`<div>
    <dt><button type="button" class="goto" lang="en" dir="ltr" @click=${() => insert(line, isHead)}>${line}</button></dt>
    <dd>${says}</dd>
  </div>`;
  const rows = <K extends string>(lines: Record<K, string>, says: Record<K, string>) =>
    (Object.keys(lines) as K[]).map((key) =>
      row(lines[key], says[key], (lines as object) === HEAD_LINES),
    );
  return html`<details class="syntax">
    <summary>${words.title}</summary>
    <p class="quiet">${words.about}</p>
    <h3>${words.head}</h3>
    <dl>${rows(HEAD_LINES, words.heads)}</dl>
    <h3>${words.step}</h3>
    <dl>${rows(STEP_LINES, words.steps)}</dl>
  </details>`;
}

/** A scenario to start from. */
export const template = ({ template: { title, note } }: SyntaxWords): string => `raft 1
title "${title}"
servers 5
election 150..300
latency 10..20
end 2000

at 0 note "${note}"
at 500 client "set x 1"
by 1500 expect answer 1 acknowledged
`;

const FIRST_STEP = /^[ \t]*(at|by|always|never|\+\d)/m;

/** Where a line of the head goes: the end of the line above the first step. */
export function endOfHead(text: string): number {
  const first = text.search(FIRST_STEP);
  const head = first < 0 ? text : text.slice(0, first);
  return head.trimEnd().length;
}

/** Inserts a line after the one with the cursor. Returns the text, and the cursor's new position. */
export function withLine(
  text: string,
  cursor: number,
  line: string,
): { text: string; cursor: number } {
  const next = text.indexOf("\n", cursor);
  const end = next < 0 ? text.length : next;
  const isBlank = text.slice(text.lastIndexOf("\n", end - 1) + 1, end).trim() === "";
  const before = text.slice(0, end);
  const start = isBlank ? before.slice(0, before.lastIndexOf("\n") + 1) : `${before}\n`;
  const whole = start + line;
  return { text: whole + text.slice(end), cursor: whole.length };
}
