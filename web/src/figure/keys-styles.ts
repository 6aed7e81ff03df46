import { css } from "../theme/css.ts";

/** The lines that say what the marks mean. */
export const keyStyles = css`
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    margin: 0.75rem 0 0;
    color: var(--quiet);
    font-size: var(--text-label);
    line-height: 1.4;
  }
  .key-item {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    white-space: nowrap;
  }
  .key-sign {
    flex: none;
    overflow: visible;
  }
  .key .call .outline {
    fill: var(--quiet);
    stroke: var(--quiet);
  }
  .key-track,
  .key-arc,
  .key-dashed {
    fill: none;
    stroke: var(--hairline);
    stroke-width: 4;
  }
  .key-arc {
    stroke: var(--quiet);
  }
  .key-dashed {
    stroke: var(--quiet);
    stroke-width: 2;
    stroke-dasharray: 4 2.5;
  }
`;
