import { css } from "../theme/css.ts";

/** What the logs look like. */
export const logs = css`
  .logs text {
    pointer-events: none;
  }
  .indexes text,
  .cell text {
    text-anchor: middle;
  }
  .indexes text,
  .earlier,
  .ends,
  .state {
    font-size: 11px;
    fill: var(--quiet);
  }
  .band {
    fill: var(--panel);
  }
  .ends {
    stroke: var(--paper);
    stroke-width: 6;
    paint-order: stroke;
  }
  .row .name {
    font-size: 14px;
  }
  .row.leading .name {
    font-weight: 700;
  }
  .cell.empty {
    fill: none;
    stroke: var(--faint);
  }
  .cell.elided {
    fill: var(--faint);
  }
  .cell .body {
    fill: var(--paper);
    stroke: var(--edge);
    stroke-width: 1.5;
    stroke-dasharray: 4 2.5;
  }
  .cell.committed .body {
    fill: var(--fill);
    stroke-dasharray: none;
  }
  .cell text {
    fill: var(--edge);
  }
  .cell .term {
    font-size: 11px;
  }
  .cell .command {
    font-weight: 600;
  }
  .cell.committed text {
    fill: var(--on);
  }
  .row.crashed .body {
    stroke: color-mix(in oklab, var(--edge) 45%, var(--paper));
  }
  .row.crashed .committed .body {
    fill: color-mix(in oklab, var(--fill) 25%, var(--paper));
  }
  .row.crashed .cell text {
    fill: var(--quiet);
  }
  .row.crashed .name {
    fill: var(--quiet);
  }
  .mark path,
  .key .commit,
  .key .next,
  .key .match {
    stroke: var(--ink);
    stroke-width: 1.25;
    stroke-linejoin: round;
  }
  .mark.commit path,
  .key .commit {
    stroke-width: 2.25;
    fill: none;
  }
  .mark.applied circle,
  .mark.next path,
  .key :is(.applied, .next) {
    fill: var(--ink);
  }
  .mark.match path,
  .key .match {
    fill: var(--paper);
  }
  .mark.beyond {
    opacity: 0.45;
  }
  @media (prefers-reduced-motion: no-preference) {
    .logs .mark {
      transition: transform 0.2s;
    }
  }
`;
