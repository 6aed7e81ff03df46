import { css } from "../theme/css.ts";

/** What the timeline looks like. */
export const timelineStyles = css`
  .timeline {
    padding: 6px 16px 0;
  }
  .timeline .caption {
    max-width: 70em;
    margin-bottom: 4px;
    font-size: 0.9375rem;
    overflow-wrap: anywhere;
  }
  .timeline .caption.waiting {
    min-height: 1.45em;
  }
  .timeline .lane {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .timeline .lane > button {
    flex: none;
    border-color: transparent;
  }
  .timeline .track {
    position: relative;
    flex: 1;
    min-width: 0;
    height: 42px;
  }
  .timeline .marks {
    display: block;
    position: absolute;
    inset: 0;
    overflow: visible;
  }
  .timeline .marks > path {
    fill: none;
    stroke-linecap: round;
  }
  .timeline .unlived {
    stroke: var(--faint);
    stroke-width: 4;
  }
  .timeline .lived {
    stroke: var(--hairline);
    stroke-width: 4;
  }
  .timeline .marks .reign {
    stroke: var(--fill);
    stroke-width: 6;
    stroke-linecap: butt;
  }
  .timeline .moment {
    cursor: pointer;
  }
  .timeline .reach {
    fill: transparent;
  }
  .timeline .moment:hover .reach {
    fill: var(--faint);
  }
  .timeline .sign {
    fill: none;
    stroke: var(--quiet);
    stroke-width: 1.5;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .timeline .elected .sign {
    fill: var(--edge);
    stroke: none;
  }
  .timeline .fault .sign {
    stroke: var(--broken);
    stroke-width: 2;
  }
  .timeline .violation .sign {
    fill: var(--broken);
    stroke: var(--paper);
    stroke-width: 1.6;
  }
  .timeline .recovery .sign {
    fill: var(--quiet);
    stroke: none;
  }
  .timeline .note .sign {
    fill: var(--accent);
    stroke: none;
  }
  .timeline .commit .sign {
    stroke: var(--ink);
  }

  /* On a phone, the bar must not cover more than it needs to. */
  @container (width < 520px) {
    .transport {
      gap: 0 8px;
      padding: 2px 12px 8px;
    }
    .transport select {
      max-width: 8.5em;
    }
    .size span {
      position: absolute;
      clip-path: inset(50%);
    }
    .more {
      gap: 0;
    }
    .more button:not(.icon) {
      padding: 0 6px;
    }
  }

  /* The slider lies on the line; above it, the marks can be clicked. */
  .timeline input {
    appearance: none;
    position: absolute;
    inset: 20px 0 auto;
    width: 100%;
    height: 18px;
    min-height: 0;
    margin: 0;
    padding: 0;
    background: none;
    border: 0;
    cursor: pointer;
    touch-action: pan-y;
  }
  .timeline input::-webkit-slider-runnable-track {
    height: 18px;
  }
  .timeline input::-webkit-slider-thumb {
    appearance: none;
    width: 18px;
    height: 18px;
    background: var(--ink);
    border: 3px solid var(--paper);
    border-radius: 50%;
    box-shadow: 0 0 0 1px var(--hairline);
  }
  .timeline input::-moz-range-thumb {
    box-sizing: border-box;
    width: 18px;
    height: 18px;
    background: var(--ink);
    border: 3px solid var(--paper);
    border-radius: 50%;
    box-shadow: 0 0 0 1px var(--hairline);
  }
  .timeline input:focus-visible {
    outline: none;
  }
  .timeline input:focus-visible::-webkit-slider-thumb {
    box-shadow: 0 0 0 2px var(--accent);
  }
  .timeline input:focus-visible::-moz-range-thumb {
    box-shadow: 0 0 0 2px var(--accent);
  }
`;
