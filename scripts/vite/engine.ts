import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Both modules with their types, and how they are loaded: `raft-playground/engine` in the npm package. */
const FILES = {
  "web/generated": ["raft_wasm", "raft_timeline"].flatMap((name) => [
    `${name}.js`,
    `${name}.d.ts`,
    `${name}_bg.wasm`,
  ]),
  "web/package": ["engine.js", "engine.d.ts"],
};

/** Puts them into `engine/`, which needs no other folder. */
export function engine(): Plugin {
  let root = "";
  return {
    name: "raft-engine",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    writeBundle: {
      order: "post",
      sequential: true,
      handler({ dir = "dist" }) {
        const to = join(dir, "engine");
        mkdirSync(to, { recursive: true });
        for (const [from, names] of Object.entries(FILES)) {
          for (const name of names) copyFileSync(join(root, from, name), join(to, name));
        }
      },
    },
  };
}
