import { css } from "../theme/css.ts";

/** The popup, in the platform's top layer. Comes with the first one that is opened. */
export const popup = css`
  .popup {
    position: absolute;
    inset: auto;
    width: 280px;
    max-width: calc(100vw - 16px);
    max-height: calc(100dvh - 16px);
    margin: 0;
    padding: 8px;
    overflow: auto;
    color: var(--ink);
    background: var(--paper);
    border: 1px solid var(--hairline);
    border-radius: 10px;
    box-shadow: 0 8px 28px rgb(0 0 0 / 0.16);
    font: var(--text) / 1.45 var(--font);
    outline: none;
  }
  .popup.sheet {
    position: fixed;
    inset: auto 0 0;
    width: 100%;
    max-width: none;
    max-height: 75dvh;
    padding: 8px 12px calc(12px + env(safe-area-inset-bottom));
    border-width: 1px 0 0;
    border-radius: 14px 14px 0 0;
  }
  .popup header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-left: 8px;
  }
  .popup h2 {
    margin: 0;
    font-size: var(--text);
    letter-spacing: 0;
    text-transform: none;
    color: inherit;
  }
  .popup header .icon {
    border-color: transparent;
  }
  .popup > .facts,
  .popup > p,
  .settings,
  .links {
    padding: 4px 8px 8px;
  }
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
  .facts dt {
    flex: none;
    color: var(--quiet);
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
  .popup hr {
    margin: 4px 8px;
    border: 0;
    border-top: 1px solid var(--hairline);
  }
  [role="menuitem"] {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 12px;
    width: 100%;
    min-height: 34px;
    padding: 6px 8px;
    text-align: left;
    overflow-wrap: anywhere;
    border: 0;
  }
  .sheet [role="menuitem"] {
    min-height: 44px;
    align-items: center;
  }
  .settings {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 6px 12px;
  }
  .settings p {
    grid-column: 1 / -1;
  }
  .settings input {
    width: 4.5em;
  }
  .links p:first-child {
    margin-bottom: 6px;
  }
  .links .row {
    margin-top: 8px;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .chips button {
    padding: 0 8px;
  }
`;
