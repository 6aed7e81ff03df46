import { css } from "../theme/css.ts";

/** What the panel of the rules looks like. */
export const rulesStyles = css`
  .rules .actions {
    margin: 10px 0;
  }
  .rules fieldset {
    min-width: 0;
    margin: 0;
    padding: 12px 0 10px;
    border: 0;
    border-top: 1px solid var(--hairline);
  }
  .rules legend {
    float: left;
    width: 100%;
    padding: 0;
    font-weight: 650;
  }
  .rules legend .section {
    font-weight: 400;
  }
  .rules .protects {
    clear: both;
    margin-bottom: 4px;
    color: var(--quiet);
    font-size: var(--text-label);
  }
  .rules .changed {
    margin-left: -12px;
    padding-left: 9px;
    border-left: 3px solid var(--accent);
  }
  .rules .choice {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
  }
  .rules label {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    min-height: 28px;
    cursor: pointer;
  }
  .rules input[type="radio"] {
    flex: none;
    width: 16px;
    height: 16px;
    min-height: 0;
    margin: 0;
    accent-color: var(--ink);
  }
  .weight {
    padding: 0 6px;
    font-size: var(--text-small);
    line-height: 1.6;
    color: var(--quiet);
    white-space: nowrap;
    border: 1px solid var(--hairline);
    border-radius: 4px;
  }
  .weight.unsafe {
    font-weight: 650;
    color: var(--broken);
    border-color: currentColor;
  }
  .weight.liveness {
    border-style: dashed;
    border-color: currentColor;
  }
  .weight.efficiency {
    border-style: dotted;
    border-color: currentColor;
  }
  .rules .choice .goto {
    flex: none;
    font-size: var(--text-label);
  }
  .rules .came {
    margin: 12px 0;
    padding: 10px 12px;
    background: var(--panel);
    border-radius: 6px;
  }
  .rules .came .sentence {
    text-align: left;
    font-weight: 650;
  }
  .rules .came dl div {
    display: flex;
    gap: 8px;
    padding: 2px 0;
  }
  .rules .came dt {
    flex: none;
    min-width: 4em;
    color: var(--quiet);
  }
  .rules table {
    width: 100%;
    margin-top: 8px;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .rules :is(th, td) {
    padding: 2px 0;
    font-weight: 400;
    text-align: right;
    border-bottom: 1px solid var(--hairline);
  }
  .rules :is(th, td) + :is(th, td) {
    padding-left: 16px;
  }
  .rules th[scope="row"] {
    text-align: left;
  }
  .rules thead th {
    color: var(--quiet);
  }
  .rules .differs {
    font-weight: 650;
  }
  .rules .differs :is(th, td) {
    font-weight: inherit;
  }
  .rules .differs td:last-child::before {
    content: "≠ ";
    color: var(--quiet);
  }
  @media (pointer: coarse) {
    .rules label {
      min-height: 40px;
    }
    .rules .choice .goto {
      min-height: 40px;
    }
  }
`;
