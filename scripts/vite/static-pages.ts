import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { staticFiles } from "../pages/pages.ts";

/** A page that needs no script may weigh so much. */
const MOST_BYTES = 40 * 1024;

/** Writes a page of its own for every lesson and every built-in scenario. They are not in the bundle. */
export function staticPages(): Plugin {
  return {
    name: "raft-static-pages",
    apply: "build",
    writeBundle: {
      order: "post",
      async handler({ dir = "dist" }) {
        const files = await staticFiles();
        for (const [path, content] of files) {
          const size = Buffer.byteLength(content);
          if (path.endsWith(".html") && size > MOST_BYTES)
            this.error(`${path} has ${size} bytes, of at most ${MOST_BYTES}`);
          mkdirSync(dirname(join(dir, path)), { recursive: true });
          writeFileSync(join(dir, path), content);
        }
        console.log(`Static pages: ${files.size} files\n`);
      },
    },
  };
}
