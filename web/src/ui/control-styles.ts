import { css } from "../theme/css.ts";

/** Text, buttons and fields: few kinds, the same everywhere. */
export const controls = css`
  h2,
  p,
  dl,
  dd,
  ol,
  ul,
  pre {
    margin: 0;
    padding: 0;
  }
  ol,
  ul {
    list-style: none;
  }
  h2 {
    margin-bottom: 8px;
    font-size: var(--text-label);
    font-weight: 650;
    letter-spacing: 0.04em;
    text-transform: uppercase;
    color: var(--quiet);
  }
  small {
    font-size: var(--text-label);
    color: var(--quiet);
  }
  code,
  kbd,
  pre {
    font: inherit;
    font-variant-numeric: tabular-nums;
  }
  .quiet {
    color: var(--quiet);
  }
  .problem {
    color: var(--broken);
  }
  .problem:empty {
    display: none;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  button,
  select,
  input {
    min-height: 32px;
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--hairline);
    border-radius: 6px;
  }
  button,
  select {
    padding: 0 10px;
    cursor: pointer;
  }
  select option {
    color: var(--ink);
    background: var(--paper);
  }
  input {
    min-width: 0;
    padding: 0 8px;
    background: var(--paper);
  }
  input[aria-invalid] {
    border-color: var(--broken);
  }
  button:is(:disabled, [aria-disabled="true"]) {
    color: var(--quiet);
    cursor: default;
    opacity: 0.6;
  }
  button[aria-pressed="true"],
  .primary {
    color: var(--paper);
    background: var(--ink);
    border-color: var(--ink);
  }
  .icon {
    display: inline-grid;
    place-items: center;
    width: 32px;
    padding: 0;
  }
  .icon svg {
    width: 16px;
    fill: currentColor;
    stroke: currentColor;
    stroke-width: 1.4;
    stroke-linejoin: round;
  }
  /* Smaller letters make phones zoom in when a field gets the focus. */
  @media (pointer: coarse) {
    input,
    select {
      font-size: 1rem;
    }
    button,
    select,
    input {
      min-height: 40px;
    }
    .icon {
      width: 40px;
    }
  }
  @media (hover: hover) {
    button:not(:disabled, [aria-disabled="true"], .primary, [aria-pressed="true"]):hover,
    select:hover {
      background: var(--faint);
    }
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
`;
