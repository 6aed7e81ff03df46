import { css, type Styles } from "../theme/css.ts";
import { termStyles } from "../theme/terms.ts";
import { cluster } from "./cluster-styles.ts";
import { logs } from "./logs-styles.ts";

const common = css`
  svg.cluster,
  svg.logs {
    display: block;
    width: 100%;
    height: auto;
    font-family: var(--font);
    font-variant-numeric: tabular-nums;
    fill: var(--ink);
    user-select: none;
    -webkit-user-select: none;
    touch-action: manipulation;
  }
  [data-target] {
    cursor: pointer;
    outline: none;
    -webkit-tap-highlight-color: transparent;
  }
  .hit {
    fill: transparent;
    stroke: transparent;
    stroke-width: 2;
  }
  [data-target]:hover > .hit {
    stroke: var(--hairline);
  }
  .selected > .hit {
    stroke: var(--accent);
  }
  [data-target]:focus-visible > .hit {
    stroke: var(--accent);
    stroke-width: 3;
  }
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

/** What the figure's templates look like: for the styles of the element that renders them. */
export const figureStyles: Styles[] = [termStyles, common, cluster, logs];
