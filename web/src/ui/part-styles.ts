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
  .client h2 ~ h2 {
    margin-top: 20px;
  }
  .ledger li,
  .values div,
  .progress li {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    min-width: 0;
    padding: 4px 0;
    border-bottom: 1px solid var(--hairline);
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
  .progress span {
    color: var(--quiet);
  }
  .progress b {
    font-weight: 500;
  }
  .progress {
    margin-top: 8px;
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
