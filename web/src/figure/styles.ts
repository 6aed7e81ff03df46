import { css, type Styles } from "../theme/css.ts";
import { termStyles } from "../theme/terms.ts";
import { cluster } from "./cluster-styles.ts";
import { keyStyles } from "./keys-styles.ts";
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
`;

/** What the figure's templates look like: for the styles of the element that renders them. */
export const figureStyles: Styles[] = [termStyles, common, cluster, logs, keyStyles];
