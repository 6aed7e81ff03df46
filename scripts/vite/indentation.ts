// Takes the indentation out of the page's sources, which only matters inside template literals: the
// minifier must leave those alone, and they are most of the page's markup and styles.

import type { Plugin } from "vite";

export function indentation(): Plugin {
  return {
    name: "raft-indentation",
    apply: "build",
    enforce: "pre",
    transform: {
      filter: { id: /\/web\/src\/.*\.ts$/ },
      handler: (code) => ({ code: code.replace(/\n[ \t]+/g, "\n"), map: null }),
    },
  };
}
