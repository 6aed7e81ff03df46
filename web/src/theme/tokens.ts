import { css, type Styles } from "./css.ts";

/**
 * Colours and type as custom properties of the host element. Follows the system's theme unless the
 * host says `theme="light"` or `theme="dark"`. Colour means term (see terms.ts); red means broken.
 */
export const tokens: Styles = css`
  :host {
    color-scheme: light dark;
    --paper: light-dark(#fcfbf8, #17181b);
    --panel: light-dark(#f4f2ec, #202226);
    --ink: light-dark(#1c2127, #e9e6df);
    --quiet: light-dark(#626975, #a0a4ab);
    --hairline: light-dark(#d9d6cf, #3a3d43);
    --faint: light-dark(#ebe8e1, #292c31);
    --accent: light-dark(#2566a8, #7db4ea);
    --broken: light-dark(#c0392b, #ff7b6b);

    --font:
      system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial,
      "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
    --text-small: 0.6875rem;
    --text-label: 0.75rem;
    --text: 0.875rem;
    --text-title: 1.125rem;
  }
  :host([theme="light"]) {
    color-scheme: light;
  }
  :host([theme="dark"]) {
    color-scheme: dark;
  }
`;
