import { css } from "../theme/css.ts";

/** What the panel with the run's text looks like. */
export const textStyles = css`
  .text-panel {
    position: fixed;
    inset: 0 0 0 auto;
    flex-direction: column;
    gap: 8px;
    width: min(520px, 100vw);
    height: 100dvh;
    max-height: none;
    margin: 0;
    padding: 12px 16px calc(16px + env(safe-area-inset-bottom));
    font: var(--text) / 1.45 var(--font);
    color: var(--ink);
    background: var(--paper);
    border: 0;
    border-left: 1px solid var(--hairline);
    box-shadow: 0 8px 28px rgb(0 0 0 / 0.16);
    outline: none;
  }
  .text-panel:popover-open {
    display: flex;
  }
  .text-panel header {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  .text-panel h2 {
    margin: 0;
  }
  .text-panel header .icon {
    border-color: transparent;
  }
  .text-panel .editor {
    position: relative;
    flex: 1;
    min-height: 8em;
    background: var(--panel);
    border: 1px solid var(--hairline);
    border-radius: 6px;
    overflow: hidden;
  }
  .text-panel .editor:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  .text-panel :is(.underlay, textarea) {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    padding: 10px 12px;
    overflow: auto;
    font:
      0.8125rem / 1.6 ui-monospace,
      "SF Mono",
      Menlo,
      Consolas,
      "DejaVu Sans Mono",
      "Noto Sans Mono CJK SC",
      monospace;
    font-variant-ligatures: none;
    tab-size: 4;
    white-space: pre;
    border: 0;
  }
  .text-panel .underlay {
    color: transparent;
    overflow: hidden;
    pointer-events: none;
  }
  .text-panel textarea {
    resize: none;
    color: var(--ink);
    background: none;
    outline: none;
  }
  @media (pointer: coarse) {
    .text-panel :is(.underlay, textarea) {
      font-size: 1rem;
    }
  }
  .text-panel .line {
    display: block;
    width: max-content;
    margin: 0 -12px;
    /* As far as one can scroll, but for very long lines. */
    padding: 0 100vw 0 12px;
  }
  .text-panel .line.bad {
    background: color-mix(in oklab, var(--broken) 13%, transparent);
  }
  .text-panel mark {
    color: inherit;
    background: color-mix(in oklab, var(--broken) 28%, transparent);
    box-shadow: 0 2px var(--broken);
  }
  .text-panel .state {
    min-height: 1.45em;
    overflow-wrap: anywhere;
  }
  .text-panel .where {
    min-height: 24px;
    padding: 0;
    font-weight: 650;
    color: inherit;
    text-decoration: underline;
    border: 0;
  }
`;
