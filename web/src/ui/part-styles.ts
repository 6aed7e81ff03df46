import { css } from "../theme/css.ts";

/** The parts around the drawing. */
export const parts = css`
  .transport {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 10px 16px;
  }
  .transport button,
  .transport select {
    border-color: transparent;
  }
  .buttons,
  .more {
    display: flex;
    align-items: center;
    gap: 4px;
  }
  .more {
    margin-left: auto;
  }
  .transport :is(.play, .pause) {
    color: var(--paper);
    background: var(--ink);
    border-radius: 50%;
  }
  .time {
    min-width: 5.5em;
    padding-left: 6px;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
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
  .waits,
  .size span {
    color: var(--quiet);
  }
  .ask {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 8px;
  }
  .ask + .problem {
    margin-top: 6px;
  }
  .ledger-place {
    margin-top: 20px;
  }
  .ledger li,
  .values div,
  .progress li,
  .facts div {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    min-width: 0;
    padding: 4px 0;
    border-bottom: 1px solid var(--hairline);
  }
  .facts div:last-child {
    border-bottom: 0;
  }
  .ledger code,
  .values dt,
  .values dd {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 3em;
  }
  .values dd,
  .acknowledged .outcome {
    font-weight: 650;
  }
  .values dd {
    text-align: right;
  }
  .outcome small {
    font-weight: 400;
  }
  .outcome {
    flex: none;
    max-width: 65%;
    text-align: right;
    overflow-wrap: anywhere;
  }
  .waiting .outcome,
  .unknown .outcome,
  .progress span,
  .facts dt {
    color: var(--quiet);
  }
  .progress b {
    font-weight: 500;
  }
  .progress {
    margin-top: 8px;
  }
  .facts dt {
    flex: none;
  }
  .facts dd {
    text-align: right;
    overflow-wrap: anywhere;
    max-height: 8em;
    overflow-y: auto;
  }
  kbd {
    font-weight: 650;
    color: var(--ink);
  }
  .trouble {
    position: sticky;
    top: 16px;
    bottom: 16px;
    z-index: 2;
    display: grid;
    justify-items: start;
    align-self: center;
    justify-self: center;
    gap: 12px;
    width: min(36rem, 100% - 32px);
    padding: 20px 24px;
    background: var(--paper);
    border: 1px solid var(--hairline);
    border-radius: 10px;
    box-shadow: 0 8px 28px rgb(0 0 0 / 0.16);
  }
  .trouble h2 {
    margin: 0;
    font-size: var(--text-title);
    letter-spacing: 0;
    text-transform: none;
    color: inherit;
  }
  .trouble pre {
    width: 100%;
    max-height: 12em;
    overflow: auto;
    padding: 10px 12px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    background: var(--panel);
    border-radius: 6px;
  }
  .trouble details {
    width: 100%;
  }
  .trouble details > * {
    margin-top: 8px;
  }
`;
