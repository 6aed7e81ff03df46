import { css } from "../theme/css.ts";

/** What the cluster looks like. */
export const cluster = css`
  .cluster text {
    text-anchor: middle;
    pointer-events: none;
  }
  .below,
  .above {
    pointer-events: none;
  }

  .disc {
    fill: var(--fill);
    stroke: var(--edge);
  }
  .server text {
    fill: var(--on);
  }
  .server .name {
    font-size: 14px;
    font-weight: 700;
  }
  .server .name.large {
    font-size: 18px;
  }
  .server .claim,
  .server .vote {
    fill: var(--quiet);
    stroke: var(--paper);
    stroke-width: 4;
    stroke-linejoin: round;
    paint-order: stroke;
  }
  .server .claim {
    font-weight: 600;
    fill: var(--edge);
  }
  .server.leader .claim {
    fill: var(--ink);
  }
  .server.leader .disc {
    stroke: var(--ink);
    stroke-width: 3.5;
  }
  .server.crashed .disc {
    fill: var(--panel);
    stroke: var(--quiet);
    stroke-width: 1.25;
    stroke-dasharray: 4 3;
  }
  .server.crashed text {
    fill: var(--quiet);
  }
  .server.paused .disc {
    fill: color-mix(in oklab, var(--fill) 28%, var(--paper));
    stroke-dasharray: none;
  }
  .server.paused > :is(.name, .role, .term) {
    fill: var(--ink);
  }
  .badge rect {
    fill: var(--ink);
    stroke: var(--paper);
    stroke-width: 2;
  }
  .badge path {
    stroke: var(--paper);
    stroke-width: 2;
    fill: none;
  }
  .server .badge text {
    fill: var(--paper);
    font-size: 11px;
    font-weight: 600;
  }

  .timer circle {
    fill: none;
  }
  .timer .track {
    stroke: var(--faint);
    stroke-dasharray: none;
    stroke-width: 4;
  }
  .timer .left {
    stroke: var(--edge);
    stroke-width: 4;
  }
  .timer.heartbeat .track {
    stroke: none;
  }
  .timer.heartbeat .left {
    stroke: var(--quiet);
    stroke-width: 1.5;
  }
  .timer.still .left {
    stroke: var(--hairline);
  }
  .timer.none {
    display: none;
  }

  .link {
    fill: none;
    stroke: var(--hairline);
  }
  .link.own {
    stroke: var(--quiet);
    stroke-width: 1.5;
    stroke-dasharray: 0.1 5;
    stroke-linecap: round;
  }
  .link.cut {
    stroke: var(--broken);
    stroke-width: 1.5;
    stroke-dasharray: 3 5;
  }
  .stop {
    fill: none;
    stroke: var(--broken);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .tag {
    font-size: 11px;
    fill: var(--quiet);
    stroke: var(--paper);
    stroke-width: 4;
    stroke-linejoin: round;
    paint-order: stroke;
  }
  .link-target .hit,
  .link-target:is(:hover, :focus-visible, .selected) .hit {
    fill: none;
    stroke: transparent;
    stroke-width: inherit;
    pointer-events: stroke;
  }
  .link-target .mark {
    fill: none;
    stroke: none;
    stroke-width: 2;
    pointer-events: none;
  }
  .link-target:hover .mark {
    stroke: var(--quiet);
    stroke-width: 1.5;
  }
  .link-target:is(:focus-visible, .selected) .mark {
    stroke: var(--accent);
  }
  .link-target:focus-visible .mark {
    stroke-width: 3;
  }

  .outline,
  .copy {
    fill: var(--fill);
    stroke: var(--edge);
    stroke-width: 1.25;
  }
  .copy,
  .reply .outline {
    fill: var(--paper);
    stroke-width: 1.75;
  }
  .preVote .outline {
    stroke-dasharray: 2.5 2;
    stroke-width: 1.75;
  }
  .preVote.call .outline {
    fill: color-mix(in oklab, var(--fill) 30%, var(--paper));
  }
  .client.call:not([data-target^="client"]) .outline {
    fill: var(--ink);
    stroke: var(--ink);
  }
  .answer {
    fill: none;
    stroke: var(--edge);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .lost .count {
    display: none;
  }
  .message .count {
    fill: var(--on);
    font-size: 11px;
    font-weight: 700;
  }
  .held {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.25;
  }
  .bars {
    stroke: var(--ink);
    stroke-width: 2.25;
    paint-order: stroke;
  }
  .gone {
    fill: none;
    stroke: var(--broken);
    stroke-width: 2;
    stroke-linecap: round;
  }

  .client .sign {
    fill: var(--panel);
    stroke: var(--quiet);
  }
  .client .name {
    font-size: 11px;
    font-weight: 600;
  }
  .cluster .request {
    text-anchor: start;
    font-size: 11px;
    fill: var(--quiet);
  }
  .sign-text {
    fill: var(--ink);
    font-weight: 700;
  }
`;
