import { css } from "../theme/css.ts";

/** What an answer to "why?" looks like. */
export const whyStyles = css`
  .why .question {
    margin-bottom: 12px;
    font-size: var(--text-title);
    font-weight: 650;
    line-height: 1.3;
  }
  .why .deciding {
    padding: 10px 12px;
    background: var(--panel);
    border-left: 3px solid var(--accent);
    border-radius: 0 6px 6px 0;
  }
  .why h3 {
    margin: 20px 0 8px;
    font-size: var(--text-label);
    font-weight: 650;
    color: var(--quiet);
  }
  .section {
    color: var(--quiet);
    font-size: var(--text-label);
    white-space: nowrap;
  }
  .chain li {
    position: relative;
    margin-left: 5px;
    padding: 0 0 14px 18px;
    border-left: 1px solid var(--hairline);
  }
  .chain li:last-child {
    border-color: transparent;
  }
  .chain li::before {
    content: "";
    position: absolute;
    left: -5px;
    top: 7px;
    width: 9px;
    height: 9px;
    background: var(--paper);
    border: 2px solid var(--quiet);
    border-radius: 50%;
  }
  .chain .decision {
    margin-top: 4px;
    color: var(--quiet);
  }
  .chain .decision.told {
    color: var(--ink);
  }
  @media (pointer: coarse) {
    .why .goto {
      min-height: 32px;
    }
  }
`;
