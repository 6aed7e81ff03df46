// What is different in the styles of a playground in another page: its sizes do not depend on the size of that
// page's text, and that page can choose colours and type.

import type { Plugin } from "vite";

/** What `1rem` is in a playground, in pixels. */
const REM = 16;

/** What the page around can set, by the names of the tokens. */
const TOKENS = /--(paper|panel|ink|quiet|hairline|faint|accent|broken|font):\s*([^;]+);/g;

export function embedStyles(): Plugin {
  return {
    name: "raft-embed-styles",
    enforce: "pre",
    transform: {
      filter: { id: /\/web\/src\/.*\.css/ },
      handler(code, id) {
        // A playground arranges its views by embedded-playground.css.
        if (/\/ui\/arrangement\.css/.test(id)) return { code: "", map: null };
        const isTokens = /\/theme\/tokens\.css/.test(id);
        return { code: withSizes(isTokens ? withTokens(code) : code), map: null };
      },
    },
  };
}

/** Sizes in pixels instead of `rem`, which is the size of the text of the page around. */
export const withSizes = (css: string): string =>
  css.replace(/(?<![\w-])(-?\d*\.?\d+)rem\b/g, (_, size) => `${Number(size) * REM}px`);

/** Each token takes what the page around has set for it. */
export const withTokens = (css: string): string =>
  css.replace(TOKENS, (_, name, value) => {
    const usual = value.trim().replace(/\s+/g, " ");
    return `--${name}: var(--raft-playground-${name}, ${usual});`;
  });
