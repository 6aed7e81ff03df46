// Takes the spaces out of the page's sources that only matter to those who write them, inside template
// literals: the minifier must leave those alone, and they are most of the page's markup.

import type { Plugin } from "vite";

export function indentation(): Plugin {
  return {
    name: "raft-indentation",
    apply: "build",
    enforce: "pre",
    transform: {
      filter: { id: /\/web\/src\/.*\.ts$/ },
      handler: (code, id) => {
        const lines = code.replace(/\n[ \t]+/g, "\n");
        return { code: /-svg\.ts$/.test(id) ? joined(lines) : lines, map: null };
      },
    },
  };
}

/** In drawings, space between elements is nothing; left in, the browser would copy it every time. */
const joined = (code: string): string => code.replace(/([>}])\n(?=<|\$\{)/g, "$1");
