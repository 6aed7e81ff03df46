import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { stills } from "../pages/pages.ts";

/** Copies the examples of pages with playgrounds, with a still picture of each scenario beside it. */
export function examples(): Plugin {
  let root = "";
  return {
    name: "raft-examples",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    writeBundle: {
      order: "post",
      sequential: true,
      async handler({ dir = "dist" }) {
        const [from, to] = [join(root, "examples"), join(dir, "examples")];
        cpSync(from, to, { recursive: true });
        const texts = scenariosIn(from);
        for (const [path, picture] of await stills(texts)) writeFileSync(join(to, path), picture);
      },
    },
  };
}

function scenariosIn(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const scenarios = paths.filter((path) => path.endsWith(".raft"));
  return new Map(scenarios.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
