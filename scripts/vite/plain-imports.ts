// Leaves dynamic imports as they are. Vite wraps each in a helper that preloads what the module needs and
// its style sheets; here modules are not preloaded, and styles are part of the modules.

import type { Plugin } from "vite";

const HELPER = "\0vite/preload-helper.js";

export function plainImports(): Plugin {
  return {
    name: "raft-plain-imports",
    apply: "build",
    enforce: "pre",
    load(id) {
      return id === HELPER ? "export const __vitePreload = (load) => load();" : null;
    },
  };
}
