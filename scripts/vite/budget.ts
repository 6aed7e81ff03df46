import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";

/** The one place where the budget is written. */
const BUDGET_FILE = new URL("../../web/budget.json", import.meta.url);

/** The module that a playground lives on; the other one comes later. */
const ENGINE = "/raft_wasm_bg.wasm";
/** What nobody has to ask for. */
const LOOK = "ui/look.ts";

interface Size {
  name: string;
  raw: number;
  gzip: number;
  brotli: number;
}

/** Prints what each built file weighs and fails the build when the first view is over budget. */
export function budget(): Plugin {
  return {
    name: "raft-budget",
    apply: "build",
    writeBundle: {
      order: "post",
      handler(_options, bundle) {
        const names = Object.keys(bundle).filter((name) => !name.endsWith(".map"));
        const first = firstView(bundle);
        const now = names.filter((name) => first.has(name)).map((name) => sizeOf(bundle, name));
        const later = names.filter((name) => !first.has(name)).map((name) => sizeOf(bundle, name));
        const total = sum("total", now);
        console.log(table("First view", [...now, total]));
        if (later.length > 0) console.log(table("Loaded later", later));

        const { firstViewBrotliBytes: allowed } = JSON.parse(readFileSync(BUDGET_FILE, "utf8"));
        const verdict = `${total.brotli} of ${allowed} bytes (brotli)`;
        if (total.brotli > allowed) this.error(`the first view is over its budget: ${verdict}`);
        console.log(`Budget of the first view: ${verdict}\n`);
      },
    },
  };
}

/** The page with what it names, all that is imported statically, their styles, and the engine. */
function firstView(bundle: Rollup.OutputBundle): Set<string> {
  const names = new Set<string>();
  const visit = (name: string) => {
    const file = bundle[name];
    if (!file || names.has(name)) return;
    names.add(name);
    if (file.type === "asset") return mentioned(file, bundle).forEach(visit);
    for (const imported of file.imports) visit(imported);
    for (const style of file.viteMetadata?.importedCss ?? []) visit(style);
    for (const asset of file.viteMetadata?.importedAssets ?? []) visit(asset);
  };
  for (const [name, file] of Object.entries(bundle)) {
    const isEntry = file.type === "chunk" && file.isEntry;
    if (isEntry || name.endsWith(".html") || isEngine(file) || comesAnyway(file)) visit(name);
  }
  return names;
}

/** What a page names: its script and its icon. */
function mentioned(
  { fileName, source }: Rollup.OutputAsset,
  bundle: Rollup.OutputBundle,
): string[] {
  if (!fileName.endsWith(".html")) return [];
  return Object.keys(bundle).filter((name) => String(source).includes(name));
}

/** Whichever chunk asks for it, there is no first view without it. */
function isEngine(file: Rollup.OutputAsset | Rollup.OutputChunk): boolean {
  const isNamed = (original: string) => original.endsWith(ENGINE);
  return file.type === "asset" && file.originalFileNames.some(isNamed);
}

/** It is loaded after the first view, but without anybody asking for it. */
function comesAnyway(file: Rollup.OutputAsset | Rollup.OutputChunk): boolean {
  return file.type === "chunk" && file.facadeModuleId?.endsWith(LOOK) === true;
}

function sizeOf(bundle: Rollup.OutputBundle, name: string): Size {
  const file = bundle[name];
  const bytes = Buffer.from(file?.type === "chunk" ? file.code : (file?.source ?? ""));
  return {
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length, // quality 11 by default
  };
}

function sum(name: string, sizes: Size[]): Size {
  const total = { name, raw: 0, gzip: 0, brotli: 0 };
  for (const { raw, gzip, brotli } of sizes) {
    total.raw += raw;
    total.gzip += gzip;
    total.brotli += brotli;
  }
  return total;
}

function table(title: string, sizes: Size[]): string {
  const width = Math.max(title.length, ...sizes.map(({ name }) => name.length));
  const row = (name: string, ...cells: (string | number)[]) =>
    name.padEnd(width) + cells.map((cell) => String(cell).padStart(9)).join("");
  const rows = sizes.map(({ name, raw, gzip, brotli }) => row(name, raw, gzip, brotli));
  return ["", row(title, "raw", "gzip", "brotli"), ...rows].join("\n");
}
