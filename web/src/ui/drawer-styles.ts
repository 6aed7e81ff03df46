import { css } from "../theme/css.ts";

/** At the right edge; on a phone at the bottom, so that the figure can be seen above it. */
export const drawer = css`
  .drawer {
    position: fixed;
    inset: 0 0 0 auto;
    width: min(400px, 100vw);
    height: 100dvh;
    max-height: none;
    margin: 0;
    padding: 0 16px calc(16px + env(safe-area-inset-bottom));
    overflow: auto;
    overscroll-behavior: contain;
    font: var(--text) / 1.45 var(--font);
    color: var(--ink);
    background: var(--paper);
    border: 0;
    border-left: 1px solid var(--hairline);
    box-shadow: 0 8px 28px rgb(0 0 0 / 0.16);
    outline: none;
  }
  .drawer header {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 12px 0 8px;
    background: var(--paper);
  }
  .drawer h2 {
    margin: 0;
  }
  .drawer header .icon {
    border-color: transparent;
  }
  .drawer .goto {
    min-height: 24px;
    padding: 0 4px;
    margin: 0 -4px;
    color: var(--accent);
    font-variant-numeric: tabular-nums;
    text-decoration: underline;
    text-underline-offset: 2px;
    border: 0;
  }
  @media (width < 700px) {
    .drawer {
      inset: auto 0 0;
      width: 100%;
      height: auto;
      max-height: 56dvh;
      border-width: 1px 0 0;
      border-radius: 14px 14px 0 0;
    }
  }
`;
