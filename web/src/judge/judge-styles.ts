import { css } from "../theme/css.ts";

/** The properties, and the marks of a violation in the figure. */
export const judgeStyles = css`
  .judge .properties {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr));
    margin-top: 8px;
  }
  .judge summary {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 26px;
    cursor: pointer;
    list-style: none;
    border-radius: 4px;
  }
  .judge summary::-webkit-details-marker {
    display: none;
  }
  .judge summary svg {
    flex: none;
    width: 14px;
    fill: none;
    stroke: var(--quiet);
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .judge details p {
    padding: 0 0 6px 20px;
    font-size: var(--text-label);
    color: var(--quiet);
  }
  .judge .broken summary {
    font-weight: 650;
    color: var(--broken);
  }
  .judge .broken summary svg {
    stroke: var(--broken);
    stroke-width: 2.4;
  }
  .judge .verdict:has(.name) {
    padding: 10px 12px;
    background: var(--paper);
    border: 1px solid var(--broken);
    border-left-width: 4px;
    border-radius: 6px;
  }
  .judge .name small {
    white-space: nowrap;
  }
  .judge .name {
    font-weight: 650;
    color: var(--broken);
  }
  .judge .fact {
    display: block;
    width: calc(100% + 8px);
    margin: 2px -4px;
    padding: 3px 4px;
    text-align: left;
    line-height: 1.4;
    overflow-wrap: anywhere;
    border: 0;
  }
  .judge .fact small {
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 2px;
    white-space: nowrap;
  }
  .judge .yet {
    font-style: italic;
    color: var(--quiet);
  }
  :lang(zh) > .judge .yet {
    font-style: normal;
  }
  .judge .row {
    align-items: center;
    justify-content: space-between;
    margin-top: 8px;
  }
  .judge .observations {
    display: grid;
    gap: 2px;
    margin-top: 8px;
    padding-top: 8px;
    font-size: var(--text-label);
    border-top: 1px solid var(--hairline);
  }
  .judge .observations div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
  }
  .judge dt {
    color: var(--quiet);
  }
  .judge dd {
    font-variant-numeric: tabular-nums;
  }
  .pager {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: var(--text-label);
  }
  @media (pointer: coarse) {
    .judge summary {
      min-height: 40px;
    }
  }
  @container (700px <= width < 1080px) {
    .judge {
      grid-column: 1 / -1;
    }
  }

  [data-culprit] > :is(.disc, .body) {
    stroke: var(--broken) !important;
    stroke-width: 3 !important;
  }
  .spacetime-plot [data-culprit] > .line,
  .spacetime-plot [data-culprit] > .mark {
    stroke: var(--broken) !important;
  }
  .spacetime-plot .lit .spot {
    fill: none;
    stroke: var(--broken);
    stroke-width: 2;
    pointer-events: none;
  }
  .spacetime-plot .lit {
    pointer-events: none;
  }
  [data-differs] > :is(.disc, .body) {
    outline: 0;
    stroke-width: 3 !important;
    stroke-dasharray: 2 2 !important;
  }
  .sign-culprit circle {
    fill: var(--broken);
  }
  .sign-differs circle {
    fill: var(--ink);
  }
  :is(.sign-culprit, .sign-differs) circle {
    stroke: var(--paper);
    stroke-width: 2;
  }
  :is(.server, .cell, .spacetime-plot) :is(.sign-culprit, .sign-differs) text {
    font-size: 12px;
    font-weight: 700;
    fill: var(--paper) !important;
    stroke: none;
    text-anchor: middle;
    pointer-events: none;
  }
`;
