// Builds what other pages load, into a folder of its own that can be copied alone: the element, and the
// script that sizes frames. Their names are fixed; what they load has names with a hash.

import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build, type Plugin, type Rollup } from "vite";
import { embedStyles } from "./embed-styles.ts";
import { indentation } from "./indentation.ts";
import { lessons } from "./lessons.ts";
import { plainImports } from "./plain-imports.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const BUDGET_FILE = new URL("../../web/budget.json", import.meta.url);

/** The entries, by the names of their files. */
export const ENTRIES = {
  "raft-playground": "web/src/embed/element.ts",
  embed: "web/src/embed/size-frames.ts",
};

type ModuleInfo = (id: string) => { importedIds: string[] } | null;

/**
 * Whether a module belongs to the first view of a playground and not to the element itself. These are one file:
 * what is loaded later takes what they share from there.
 */
function isFirst(id: string, info: ModuleInfo): boolean {
  const within = (entry: string) => reach(join(root, entry), info).has(id);
  return within("web/src/embed/live.ts") && !within(ENTRIES["raft-playground"]);
}

/** A module with all that it imports statically. */
function reach(entry: string, info: ModuleInfo): Set<string> {
  const ids = new Set<string>();
  const visit = (id: string) => {
    if (ids.has(id)) return;
    ids.add(id);
    info(id)?.importedIds.forEach(visit);
  };
  visit(entry);
  return ids;
}

/** Builds `embed/` after the page. */
export function embed(): Plugin {
  return {
    name: "raft-embed",
    apply: "build",
    writeBundle: {
      order: "post",
      sequential: true,
      handler: ({ dir = "dist" }) => buildEmbed(join(dir, "embed")),
    },
  };
}

/** Builds it into a folder, which is emptied before. Throws when something is over its budget. */
export async function buildEmbed(outDir: string): Promise<void> {
  const result = await build({
    root,
    configFile: false,
    mode: "production",
    base: "./",
    publicDir: false,
    logLevel: "warn",
    plugins: [lessons(), indentation(), embedStyles(), plainImports()],
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      cssTarget: ["chrome125", "firefox126", "safari18"],
      assetsInlineLimit: (file) => (file.endsWith(".wasm") ? false : undefined),
      reportCompressedSize: false,
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(ENTRIES).map(([name, file]) => [name, join(root, file)]),
        ),
        preserveEntrySignatures: "allow-extension",
        output: {
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          assetFileNames: "[name]-[hash][extname]",
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [
              {
                debugName: "live",
                name: (id, context) =>
                  isFirst(id, (other) => context.getModuleInfo(other)) ? "live" : null,
              },
            ],
          },
        },
      },
    },
  });
  check([result].flat()[0] as Rollup.RolldownOutput);
  copyFileSync(join(root, "web/src/embed/host-page.css"), join(outDir, "raft-playground.css"));
}

/** What is loaded before and when a playground starts must not outgrow its budget. */
function check({ output }: Rollup.RolldownOutput): void {
  const sizes = new Map(output.map((file) => [file.fileName, sizeOf(file)]));
  const element = closure(output, "raft-playground.js");
  const embedded = new Set([...element, ...closure(output, nameOf(output, "live"))]);
  const engine = output.find(({ fileName }) => /^raft_wasm_bg-.*\.wasm$/.test(fileName));
  if (engine) embedded.add(engine.fileName);
  const sum = (names: Iterable<string>) =>
    [...names].reduce((total, name) => total + (sizes.get(name) ?? 0), 0);
  const budget = JSON.parse(readFileSync(BUDGET_FILE, "utf8"));
  const limits: [what: string, size: number, limit: number][] = [
    ["the element, asleep", sum(element), budget.elementBrotliBytes],
    ["the element with its first view", sum(embedded), budget.embeddedBrotliBytes],
    ["embed.js", sum(closure(output, "embed.js")), budget.framesBrotliBytes],
  ];
  for (const [what, size, limit] of limits) {
    const verdict = `${what}: ${size} of ${limit} bytes (brotli)`;
    if (size > limit) throw new Error(`over its budget: ${verdict}`);
    console.log(`embed/ ${verdict}`);
  }
}

type Output = Rollup.RolldownOutput["output"];

/** A file with all that it imports statically. */
function closure(output: Output, name: string): Set<string> {
  const names = new Set<string>();
  const visit = (fileName: string) => {
    if (names.has(fileName)) return;
    names.add(fileName);
    const file = output.find((one) => one.fileName === fileName);
    if (file?.type === "chunk") file.imports.forEach(visit);
  };
  visit(name);
  return names;
}

function nameOf(output: Output, chunk: string): string {
  const found = output.find((file) => file.type === "chunk" && file.name === chunk);
  if (!found) throw new Error(`there is no chunk "${chunk}"`);
  return found.fileName;
}

const sizeOf = (file: Output[number]): number =>
  brotliCompressSync(Buffer.from(file.type === "chunk" ? file.code : file.source)).length;
