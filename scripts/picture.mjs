// Makes the moving pictures of the README anew: npm run picture

import { readFileSync, writeFileSync } from "node:fs";
import { runnerImport } from "vite";
import { Advice, root, run, runMain } from "./process.mjs";

await runMain(async () => {
  if (!run("cargo", ["xtask", "wasm", "--dev"])) throw new Advice("The engine could not be built.");
  const engine = await import("../web/generated/raft_timeline.js");
  const file = new URL("../web/generated/raft_timeline_bg.wasm", import.meta.url);
  engine.initSync({ module: readFileSync(file) });
  /** @type {{ module: typeof import("./pages/readme-picture.ts") }} */
  const { module } = await runnerImport("./scripts/pages/readme-picture.ts", { root });
  for (const theme of /** @type {const} */ (["light", "dark"])) {
    const picture = module.readmePicture(engine, theme);
    writeFileSync(module.PICTURES[theme], picture);
    console.log(`${module.PICTURES[theme].pathname}: ${picture.length} bytes`);
  }
});
