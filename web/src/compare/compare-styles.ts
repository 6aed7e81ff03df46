import { css } from "../theme/css.ts";

/** The figure with two worlds in it: side by side where there is room, else one after the other. */
export const compareStyles = css`
  .figure.comparing {
    grid-template:
      "first" "ring" "logs" "second" "ring2" "logs2" "side" 1fr "spacetime" "bar" / minmax(0, 1fr);
  }
  .world {
    min-width: 0;
    padding: 12px;
    border-bottom: 1px solid var(--hairline);
  }
  .world.first {
    grid-area: first;
  }
  .world.second {
    grid-area: second;
    border-top: 1px solid var(--hairline);
  }
  .area-cluster-second {
    grid-area: ring2;
    min-width: 0;
    padding: 12px 12px 4px;
  }
  .area-logs-second {
    grid-area: logs2;
    min-width: 0;
    padding: 12px;
  }
  .world .title {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 32px;
  }
  .world h2 {
    margin: 0;
  }
  .world .rules-of {
    flex: 1;
    min-width: 0;
    font-weight: 650;
  }
  .world select {
    flex: 1 1 12rem;
    min-width: 0;
    max-width: 100%;
    font-weight: 650;
    text-overflow: ellipsis;
  }
  .world .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin-top: 6px;
    font-size: var(--text-label);
  }
  .world .figures div {
    display: flex;
    gap: 5px;
  }
  .world dt {
    color: var(--quiet);
  }
  .world dd {
    font-variant-numeric: tabular-nums;
  }
  .world .differs dd {
    font-weight: 700;
  }
  .world .differs dd::before {
    content: "≠ ";
    font-weight: 400;
    color: var(--quiet);
  }
  .world .differ {
    margin-top: 4px;
    min-height: 2.9em;
    font-size: var(--text-label);
  }
  @container (width >= 700px) {
    .figure.comparing {
      grid-template:
        "first second" "ring ring2" "logs logs2" 1fr "side side" "spacetime spacetime" "bar bar" / minmax(
          0,
          1fr
        ) minmax(0, 1fr);
    }
    .world {
      padding: 12px 20px;
    }
    .area-cluster-second,
    .area-logs-second {
      padding: 20px;
    }
    .world.second {
      border-top: 0;
    }
    .figure.comparing > :is(.second, .area-cluster-second, .area-logs-second) {
      border-left: 1px solid var(--hairline);
    }
  }
  @container (width >= 1080px) {
    .figure.comparing {
      grid-template:
        "first second side" "ring ring2 side" "logs logs2 side" 1fr
        "spacetime spacetime side" "bar bar side" / minmax(0, 1fr) minmax(0, 1fr) 272px;
    }
  }
`;
