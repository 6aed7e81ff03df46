import { css } from "../theme/css.ts";

/** Where everything is: one column, two, or three, by the width of the element alone. */
export const layout = css`
  :host {
    display: grid;
    container-type: inline-size;
    font: var(--text) / 1.45 var(--font);
    color: var(--ink);
    background: var(--paper);
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .figure {
    display: grid;
    grid-template: "ring" "logs" "side" 1fr "spacetime" "bar" / minmax(0, 1fr);
    min-height: 0;
    outline: none;
  }
  .figure,
  .trouble {
    grid-area: 1 / 1;
  }
  .figure[inert] {
    opacity: 0.35;
  }
  .area-cluster {
    grid-area: ring;
    position: relative;
    min-width: 0;
    padding: 12px 12px 4px;
  }
  .area-logs {
    grid-area: logs;
    min-width: 0;
    padding: 12px;
  }
  .side {
    grid-area: side;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 20px;
    min-width: 0;
    padding: 16px;
    background: var(--panel);
    border-top: 1px solid var(--hairline);
  }
  /* These come later, and must not push away what is there. */
  .key-cluster,
  .key-logs {
    min-height: 3.1rem;
  }
  .area-spacetime {
    grid-area: spacetime;
    min-width: 0;
    padding: 12px;
    border-top: 1px solid var(--hairline);
  }
  .area-spacetime:empty {
    display: none;
  }
  .bar {
    grid-area: bar;
    position: sticky;
    bottom: 0;
    z-index: 1;
    min-width: 0;
    background: var(--paper);
    border-top: 1px solid var(--hairline);
  }
  .news {
    min-height: 1.45em;
    margin-top: 12px;
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
  .toast {
    position: absolute;
    inset: auto 12px 100%;
    width: fit-content;
    max-width: calc(100% - 24px);
    margin: 0 auto 12px;
    padding: 8px 14px;
    border-radius: 6px;
    color: var(--paper);
    background: var(--ink);
  }
  .toast:empty {
    display: none;
  }
  @container (width >= 700px) {
    .figure {
      grid-template: "ring logs" 1fr "side side" "spacetime spacetime" "bar bar" / minmax(0, 1fr) minmax(0, 1fr);
    }
    .side {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 32px;
    }
    .area-cluster,
    .area-logs,
    .area-spacetime {
      padding: 20px;
    }
  }
  @container (width >= 1080px) {
    .figure {
      grid-template:
        "ring logs side" 1fr
        "spacetime spacetime side"
        "bar bar side" / minmax(0, 11fr) minmax(0, 10fr) 272px;
    }
    .side {
      grid-template-columns: minmax(0, 1fr);
      gap: 28px;
      padding: 20px;
      border-top: 0;
      border-left: 1px solid var(--hairline);
    }
  }
`;
