// A style sheet for the playground that highlights what a lesson points at, by the targets of drawings. It
// also applies to elements that a drawing creates later.

import type { EndpointView, MessageKind, View } from "../../generated/raft_wasm.js";
import { METRICS } from "../model/metrics.ts";
import { stateGroups } from "../ui/state.ts";
import { encode } from "../view/targets.ts";
import type { Target } from "../view/types.ts";
import type { Point } from "./format.ts";

/** The kinds of messages by their names in scenarios. */
const KINDS: Record<string, MessageKind> = {
  RequestVote: "requestVote",
  "RequestVote-reply": "requestVoteResponse",
  PreVote: "preVote",
  "PreVote-reply": "preVoteResponse",
  AppendEntries: "appendEntries",
  "AppendEntries-reply": "appendEntriesResponse",
  request: "clientRequest",
  answer: "clientResponse",
  vote: "requestVote",
  "vote-reply": "requestVoteResponse",
  append: "appendEntries",
  "append-reply": "appendEntriesResponse",
};

/** The selectors of what each glossary term highlights on the live cluster. */
export const LIGHTS: Record<string, string> = {
  server: ".server > .hit",
  leader: ".server.leader > .hit, .row.leading > .band",
  follower: ".server.follower > .hit",
  candidate: ".server.candidate > .hit",
  term: ".server .term, .cell .term",
  vote: ".server .vote, .server .claim",
  timer: ".timer .left",
  log: ".row .cell .body",
  entry: ".row .cell .body",
  committed: ".row .cell.committed .body",
  "commit-index": ".mark.commit path",
  "last-applied": ".mark.applied circle",
  "next-index": ".mark.next path",
  "match-index": ".mark.match path",
  message: ".message > .hit",
  heartbeat: ".timer.heartbeat .left, .message > .hit",
  client: ".client > .hit",
  requests: ".side .client",
  state: ".side .store",
  properties: ".side .judge",
};

const PAINT = "stroke: var(--accent); stroke-width: 4; stroke-dasharray: none; opacity: 1;";
/**
 * The dot on the tab of a view that is out of sight. It has no alternative text: readers who cannot see it
 * need no tab to reach the view.
 */
const DOT = 'content: "•" / ""; margin-left: 4px; color: var(--accent);';
const METRIC = ".world .metrics > div";
const FRAME = "outline: 2px solid var(--accent); outline-offset: 2px;";

/** The style sheet for what a step points at, and for the additional selector `lit`. */
export function pointing(points: readonly Point[], view: View | undefined, lit?: string): string {
  const selectors = points.flatMap((point) => selectorsOf(point, view));
  const rules = selectors.map((selector) => `${selector} {${paintOf(selector)}}`);
  if (lit !== undefined) rules.push(`${lit} {${paintOf(lit)}}`);
  const tabs = new Set(points.map(viewOf));
  for (const view of tabs) {
    if (view) rules.push(`.tabs [data-view="${view}"][aria-selected="false"]::after {${DOT}}`);
  }
  return rules.join("\n");
}

/** The declarations of a highlight: a stroke for shapes, a frame for text. */
function paintOf(selector: string): string {
  // On small screens, a metric that does not differ is visible only because of this.
  if (selector.startsWith(METRIC)) return `${FRAME} display: flex;`;
  return /\.(hit|body|left|band)|path|circle/.test(selector)
    ? PAINT
    : `${FRAME} stroke: var(--accent);`;
}

function selectorsOf(point: Point, view: View | undefined): string[] {
  const targets: Target[] = [];
  const { server, entry, message, request, property, mark, value, metric } = point;
  if (server !== undefined) targets.push({ kind: "server", id: server });
  if (entry) targets.push({ kind: "entry", server: entry[0], index: entry[1] });
  if (message !== undefined) targets.push(...messagesOf(message, view));
  const selectors = targets.map((target) => `[data-target="${encode(target)}"] > .hit`);
  const line = request === undefined ? undefined : lineOf(request, view);
  if (line !== undefined) selectors.push(`.ledger li:nth-child(${line})`);
  if (property !== undefined) selectors.push(`.properties [data-property="${camel(property)}"]`);
  if (mark) selectors.push(`.rows > :nth-child(${mark[1]}) ${LIGHTS[mark[0]]}`);
  const row = value === undefined ? 0 : rowOf(value, view);
  if (row > 0) selectors.push(`.store .values div:nth-child(${row})`);
  const place = (METRICS as readonly string[]).indexOf(metric ?? "");
  if (place >= 0) selectors.push(`${METRIC}:nth-child(${place + 1})`);
  return selectors;
}

/** The view that shows a point best, by the class of its place. */
function viewOf({ server, entry, message, mark, metric }: Point): string | undefined {
  if (metric !== undefined) return undefined;
  if (entry || mark) return "area-logs";
  return server !== undefined || message !== undefined ? "area-cluster" : "side";
}

/** The place of a key among those of the furthest state machine, from 1; 0 if it is not there. */
function rowOf(key: string, view: View | undefined): number {
  const state = stateGroups(view?.servers ?? [])[0]?.servers[0]?.state ?? [];
  return state.findIndex((held) => held.key === key) + 1;
}

/** The messages in flight that match a text such as `RequestVote s1 s3`. */
function messagesOf(named: string, view: View | undefined): Target[] {
  const [kind = "", from, to] = named.split(/\s+/);
  const found = view?.messages.filter(
    (message) =>
      message.kind === KINDS[kind] && endName(message.from) === from && endName(message.to) === to,
  );
  return (found ?? []).map(({ id }) => ({ kind: "message", id }));
}

function endName(end: EndpointView): string {
  const { server, client } = end as { server?: number; client?: number };
  return server === undefined ? `c${client}` : `s${server}`;
}

/** The place of a request in the list of the last ones, the newest first. */
function lineOf(request: number, view: View | undefined): number | undefined {
  const requests = view?.requests ?? [];
  const at = requests.findIndex(({ id }) => id === request);
  return at < 0 ? undefined : requests.length - at;
}

const camel = (kebab: string): string =>
  kebab.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
