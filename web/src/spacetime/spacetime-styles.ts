import { css } from "../theme/css.ts";

/** What the space-time diagram looks like. */
export const spacetimeStyles = css`
  .spacetime {
    min-width: 0;
  }
  .spacetime header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    min-height: 32px;
  }
  .spacetime h2 {
    margin: 0 auto 0 0;
  }
  .spacetime header button {
    border-color: transparent;
  }
  .spacetime .span {
    min-width: 4em;
    text-align: center;
    color: var(--quiet);
    font-size: var(--text-label);
    font-variant-numeric: tabular-nums;
  }
  .spacetime .said {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 30px;
  }
  .spacetime .said button {
    flex: none;
    min-height: 28px;
  }
  .spacetime .readout {
    min-height: 1.45em;
    margin: 2px 0 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
    color: var(--quiet);
    font-size: var(--text-label);
  }
  .spacetime .stage {
    position: relative;
  }
  .spacetime .drawing {
    overflow: hidden;
  }
  .spacetime .too-many {
    position: absolute;
    left: 60px;
    top: 22px;
    padding: 2px 8px;
    border-radius: 6px;
    color: var(--quiet);
    background: var(--panel);
    font-size: var(--text-label);
  }
  .spacetime-plot {
    display: block;
    max-width: none;
    font-family: var(--font);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    fill: var(--ink);
    user-select: none;
    -webkit-user-select: none;
    /* Sideways it is the diagram that moves, up and down the page. */
    touch-action: pan-y;
    cursor: pointer;
  }
  .spacetime-plot:focus-visible {
    outline-offset: -2px;
  }
  .spacetime-plot .ground {
    fill: transparent;
  }
  .spacetime-plot text {
    pointer-events: none;
  }
  .spacetime-plot .name {
    font-size: 14px;
  }
  .spacetime-plot .term {
    font-size: 11px;
    text-anchor: end;
    fill: var(--edge);
  }
  .spacetime-plot :is(.clients, .tick-label) {
    font-size: 11px;
    fill: var(--quiet);
  }
  .spacetime-plot .tick-label {
    text-anchor: middle;
  }
  .spacetime-plot .tick,
  .spacetime-plot .rest {
    stroke: var(--faint);
  }
  .spacetime-plot .rest {
    stroke-width: 1;
  }
  .spacetime-plot .future {
    fill: var(--paper);
    opacity: 0.55;
    pointer-events: none;
  }
  .spacetime-plot .cursor {
    stroke: var(--ink);
    pointer-events: none;
  }
  .spacetime-plot .cursor .head {
    stroke: none;
  }
  .spacetime-plot [data-at] {
    cursor: pointer;
    outline: none;
  }
  .spacetime-plot .reach {
    fill: none;
    stroke: transparent;
    stroke-width: 11;
    pointer-events: stroke;
  }
  .spacetime-plot .point .reach {
    stroke-width: 2;
    pointer-events: all;
  }
  .spacetime-plot .network .reach {
    stroke-width: 11;
  }
  .spacetime-plot [data-at]:hover > .reach {
    stroke: var(--hairline);
  }
  .spacetime-plot [data-at]:focus-visible > .reach {
    stroke: var(--accent);
    stroke-opacity: 0.6;
  }

  .spacetime-plot .line {
    fill: none;
    stroke: var(--edge);
    stroke-width: 3;
  }
  .spacetime-plot .leader .line {
    stroke-width: 9;
  }
  .spacetime-plot .candidate .line {
    stroke-width: 6;
    stroke-dasharray: 5 2.5;
  }
  .spacetime-plot .preCandidate .line {
    stroke-width: 4;
    stroke-dasharray: 2.5 2.5;
  }
  .spacetime-plot .crashed .line {
    stroke: var(--quiet);
    stroke-width: 1.5;
    stroke-dasharray: 1.5 5;
  }
  .spacetime-plot .paused .line {
    stroke-width: 7;
  }
  .spacetime-plot .paused .inside {
    stroke: var(--paper);
    stroke-width: 4;
  }
  .spacetime-plot .piece:is(:hover, :focus-visible) .line,
  .spacetime-plot .lane.selected .line {
    stroke: var(--accent);
  }
  .spacetime-plot .opens {
    font-size: 11px;
    font-weight: 650;
    fill: var(--edge);
    stroke: var(--paper);
    stroke-width: 3;
    paint-order: stroke;
  }

  .spacetime-plot .way {
    fill: none;
    stroke: var(--edge);
    stroke-width: 1.25;
  }
  .spacetime-plot .heartbeat .way,
  .spacetime-plot .entries.reply .way {
    stroke-width: 1;
    stroke-opacity: 0.65;
  }
  .spacetime-plot .reply .way {
    stroke-dasharray: 4 2.5;
  }
  .spacetime-plot .flight.client .way {
    stroke: var(--quiet);
    stroke-opacity: 0.6;
  }
  .spacetime-plot .sign {
    fill: var(--fill);
    stroke: var(--edge);
  }
  .spacetime-plot .client .sign {
    fill: var(--quiet);
    stroke: var(--quiet);
  }
  .spacetime-plot .reply .sign {
    fill: var(--paper);
    stroke-width: 1.25;
  }
  .spacetime-plot .preVote .sign {
    stroke-dasharray: 2 1.5;
  }
  .spacetime-plot .flight:is(.selected, :hover, :focus-visible) .way {
    stroke-width: 2.5;
    stroke-opacity: 1;
  }
  .spacetime-plot .flight.selected > .reach {
    stroke: var(--accent);
    stroke-opacity: 0.35;
  }

  .spacetime-plot .point .mark {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .spacetime-plot :is(.elected, .restart) .mark {
    fill: var(--ink);
    stroke: var(--paper);
    stroke-width: 1.25;
    paint-order: stroke;
  }
  .spacetime-plot .electionTimeout .mark {
    fill: var(--paper);
    stroke-width: 1.4;
  }
  .spacetime-plot :is(.crash, .network, .truncate) .mark {
    stroke: var(--broken);
    stroke-width: 2.25;
  }
  .spacetime-plot .network .mark {
    stroke-width: 1.25;
    stroke-dasharray: 3 4;
  }
  .spacetime-key .mark,
  .spacetime-key .line,
  .spacetime-key .way {
    fill: none;
    stroke: var(--quiet);
    stroke-width: 1.75;
    stroke-linecap: round;
  }
  .spacetime-key .leader {
    stroke-width: 8;
    stroke-linecap: butt;
  }
  .spacetime-key .candidate {
    stroke-width: 5;
    stroke-dasharray: 5 2.5;
    stroke-linecap: butt;
  }
  .spacetime-key .crashed {
    stroke-dasharray: 1.5 5;
  }
  .spacetime-key .reply {
    stroke-dasharray: 4 3;
  }
  .spacetime-key .elected {
    fill: var(--quiet);
    stroke: none;
  }
  .spacetime-key .lost {
    stroke: var(--broken);
  }
`;
