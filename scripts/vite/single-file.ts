// The page in one file that works from the disk, without a network: script, styles, icon and both
// WebAssembly modules are inside.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, minifySync, type Plugin, type Rollup } from "vite";
import { indentation } from "./indentation.ts";
import { lessons } from "./lessons.ts";
import { plainImports } from "./plain-imports.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const NAME = "raft-playground.html";

/** The modules that are imported again under another address, and the code that is in them. */
const COPIED: Record<string, string> = {
  "spare.ts": "raft_wasm.js",
  "timeline-glue.ts": "raft_timeline.js",
};

/** Writes the file beside the page. */
export function singleFile(): Plugin {
  return {
    name: "raft-single-file",
    apply: "build",
    writeBundle: {
      order: "post",
      sequential: true,
      async handler({ dir = "dist" }) {
        const html = await buildSingleFile();
        writeFileSync(join(dir, NAME), html);
        console.log(`${NAME}: ${Buffer.byteLength(html)} bytes\n`);
      },
    },
  };
}

/** The text of the file. */
async function buildSingleFile(): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    mode: "production",
    base: "./",
    publicDir: false,
    logLevel: "warn",
    plugins: [lessons(), indentation(), plainImports(), copies()],
    build: {
      write: false,
      target: "es2022",
      cssTarget: ["chrome125", "firefox126", "safari18"],
      assetsInlineLimit: Number.POSITIVE_INFINITY,
      cssCodeSplit: false,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: { output: { codeSplitting: false } },
    },
    worker: { format: "iife" },
  });
  return assemble([result].flat()[0] as Rollup.RolldownOutput);
}

/**
 * A new instance of a module needs a copy of its generated code, which a page gets by importing the code's
 * file under another address. Here the copy's address is its text: what follows `?` is in a comment.
 */
function copies(): Plugin {
  return {
    name: "raft-copies",
    load: {
      filter: { id: /\/engine\/(spare|timeline-glue)\.ts$/ },
      handler(id) {
        const file = COPIED[id.slice(id.lastIndexOf("/") + 1)];
        if (file === undefined) return null;
        const path = join(root, "web/generated", file);
        const { code } = minifySync(path, readFileSync(path, "utf8"), { module: true });
        const glue = JSON.stringify(path);
        const text = JSON.stringify(`${code}\n//`);
        return `export * from ${glue};
export { default } from ${glue};
export const url = "data:text/javascript," + encodeURIComponent(${text});`;
      },
    },
  };
}

/** Puts the script and the styles into the page, where its tags name them. */
function assemble({ output }: Rollup.RolldownOutput): string {
  const page = output.find(({ fileName }) => fileName.endsWith(".html"));
  const chunks = output.filter((file) => file.type === "chunk");
  const [chunk, another] = chunks;
  if (page?.type !== "asset" || !chunk || another) {
    throw new Error(`the single file has one page and one script, not ${output.length} files`);
  }
  const styles = output.filter(({ fileName }) => fileName.endsWith(".css"));
  const icons = output.filter(({ fileName }) => fileName.endsWith(".svg"));
  if (output.length !== 2 + styles.length + icons.length) {
    const names = output.map(({ fileName }) => fileName).join(", ");
    throw new Error(`the single file has no place for some of these: ${names}`);
  }
  const script = withoutTags(chunk.code);
  const style = styles.map((file) => String(file.type === "asset" && file.source)).join("\n");
  let html = String(page.source);
  for (const icon of icons) {
    const text = icon.type === "asset" ? encodeURIComponent(String(icon.source)) : "";
    html = html.replace(`./${icon.fileName}`, () => `data:image/svg+xml,${text}`);
  }
  return html
    .replace(/\s*<script type="module"[^>]*><\/script>/, "")
    .replace(/\s*<link rel="stylesheet"[^>]*>/, "")
    .replace(/<meta charset="utf-8">/, (tag) => `${tag}\n    ${policyTag(script, style)}`)
    .replace(/<\/head>/, (tag) => `<style>${style}</style>\n  ${tag}`)
    .replace(/<\/body>/, (tag) => `<script type="module">${script}</script>\n  ${tag}`);
}

/** What would end the script, or hide its end, stands in strings and patterns: they mean the same so. */
const withoutTags = (code: string): string =>
  code.replace(/<\/(?=script)/gi, "<\\/").replace(/<!--/g, "\\x3C!--");

/** Nothing is loaded from anywhere: not even from beside the file. */
function policyTag(script: string, style: string): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} data: 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src data: blob:",
    "connect-src data:",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
}

const hash = (text: string): string =>
  `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
