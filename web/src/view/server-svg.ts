import { nothing, svg, type TemplateResult } from "lit/html.js";
import type { ServerView } from "../../generated/raft_wasm.js";
import type { DrawingTexts } from "../i18n/drawing.en.ts";
import { termClass } from "../theme/terms.ts";
import type { ServerShape, TimerShape } from "./cluster.ts";
import { describeServer, voteText } from "./describe.ts";
import type { Ring } from "./ring.ts";
import { encode, sameTarget } from "./targets.ts";
import { fitNumber, fitText, textWidth } from "./text.ts";
import type { Target, ViewContext } from "./types.ts";

/** A server's disc with its texts. */
export function renderServer(shape: ServerShape, ctx: ViewContext): TemplateResult {
  const { server, ring, x, y } = shape;
  const t = ctx.t.drawing;
  const target: Target = { kind: "server", id: server.id };
  const classes = [
    "server",
    server.status,
    server.role,
    termClass(server.term),
    sameTarget(target, ctx.selected) ? "selected" : "",
  ];
  return svg`
    <g class=${classes.join(" ")} transform="translate(${x} ${y})" role="button" tabindex="0"
      data-target=${encode(target)} aria-label=${describeServer(server, t)}>
      <circle class="hit" r=${ring.outer + 3}></circle>
      <circle class="disc" r=${ring.disc}></circle>
      ${renderInside(server, ring, t)}
      ${renderLine(shape, t)}
      ${server.status === "paused" ? renderPaused(server.waiting, ring) : nothing}
    </g>`;
}

function renderInside(server: ServerView, ring: Ring, t: DrawingTexts): TemplateResult {
  const large = ring.disc >= 40;
  const lines = large ? { name: -7, role: 11, term: 26 } : { name: -6, role: 7, term: 19 };
  const size = large ? 12 : 11;
  const chord = (at: number) => 2 * Math.sqrt(Math.max(0, ring.disc ** 2 - at ** 2)) - 4;
  // A role that does not fit is recognised by the line above the disc.
  const role = roleTexts(server, t).find((text) => textWidth(text, size) <= chord(lines.role - 4));
  if (!role && ring.disc < 22) Object.assign(lines, { name: -1, role: 6 });
  const termAt = role ? lines.term : lines.role + 5;
  const term = fitNumber(server.term, [t.term, t.termShort, String], chord(termAt), size);
  return svg`
    <text class=${large ? "name large" : "name"} y=${lines.name}>${t.server(server.id)}</text>
    <text class="role" y=${lines.role} font-size=${size}>${role ?? ""}</text>
    <text class="term" y=${termAt} font-size=${size}>${term}</text>`;
}

function roleTexts(server: ServerView, t: DrawingTexts): string[] {
  if (server.status === "crashed") return [t.crashed];
  if (server.status === "paused") return [t.paused];
  const role = t.roles[server.role];
  return server.role === "preCandidate" ? [role, t.preCandidateShort] : [role];
}

/**
 * The line outside the ring, as messages pass inside: the server's role or its votes, or else whom it voted
 * for in this term.
 */
function renderLine({ server, ring, labels, x, y }: ServerShape, t: DrawingTexts) {
  const claim = claimTexts(server, t);
  const texts =
    claim ?? (server.votedFor ? [voteText(server, t) ?? "", t.votedFor(server.votedFor)] : []);
  const isLow = y > ring.middle + 1;
  const room = isLow ? labels.below : labels.above;
  const isBold = Boolean(claim);
  const text = fitText(texts, room, ring.fontSize, isBold);
  // Moved outwards, beside the ring rather than over a link, as far as there is room.
  const free = Math.max(0, room - textWidth(text, ring.fontSize, isBold)) / 2;
  const out = Math.sign(Math.round(x - (ring.places[0]?.x ?? x))) * Math.min(free, ring.outer);
  const at = isLow ? ring.outer + 4 + ring.fontSize : -ring.outer - 6;
  return svg`<text class=${claim ? "claim" : "vote"} x=${out.toFixed(1)} y=${at} font-size=${ring.fontSize}>${text}</text>`;
}

function claimTexts(server: ServerView, t: DrawingTexts): string[] | undefined {
  if (server.status === "crashed" || server.role === "follower") return undefined;
  return server.role === "leader" ? [t.leaderOfTerm(server.term), t.leads] : voteTexts(server, t);
}

/** The texts for a candidate's votes, the first with a pip for each. */
function voteTexts({ role, votes, quorum }: ServerView, t: DrawingTexts): string[] {
  const count = votes.length;
  const pips = "●".repeat(Math.min(count, quorum)) + "○".repeat(Math.max(0, quorum - count));
  const long = (role === "candidate" ? t.votes : t.preVotes)(count, quorum);
  const short = t.votesShort(count, quorum);
  return [`${pips} ${long}`, `${pips} ${short}`, long, short];
}

/** The sign of a paused server on the edge of its disc: two bars, and the number of waiting messages. */
function renderPaused(waiting: number, ring: Ring): TemplateResult {
  const text = waiting > 999 ? "999+" : String(waiting);
  const width = waiting > 0 ? 24 + text.length * 7.5 : 22;
  return svg`
    <g class="badge" transform="translate(${ring.outer * 0.55} ${-ring.outer * 0.84})">
      <rect x=${-width / 2} y="-10" width=${width} height="20" rx="10"></rect>
      <path d="M${9 - width / 2} -4.5v9m4 -9v9"></path>
      ${waiting > 0 ? svg`<text x=${6.5} y="4">${text}</text>` : nothing}
    </g>`;
}

/**
 * The election timer around a server, or the heartbeat timer of a leader; the remaining arc is set
 * separately.
 */
export function renderTimer({ x, y, radius, kind, term }: TimerShape): TemplateResult {
  return svg`
    <g class="timer ${kind} ${termClass(term)}" transform="translate(${x} ${y}) rotate(-90)">
      <circle class="track" r=${radius}></circle>
      <circle class="left" r=${radius} pathLength="100"></circle>
    </g>`;
}
