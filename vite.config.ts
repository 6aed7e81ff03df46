import { defineConfig } from "vite";
import { budget } from "./scripts/vite/budget.ts";
import { contentSecurityPolicy } from "./scripts/vite/csp.ts";
import { embed } from "./scripts/vite/embed.ts";
import { engine } from "./scripts/vite/engine.ts";
import { examples } from "./scripts/vite/examples.ts";
import { indentation } from "./scripts/vite/indentation.ts";
import { lessons } from "./scripts/vite/lessons.ts";
import { plainImports } from "./scripts/vite/plain-imports.ts";
import { singleFile } from "./scripts/vite/single-file.ts";
import { staticPages } from "./scripts/vite/static-pages.ts";
import { wasm } from "./scripts/vite/wasm.ts";

export default defineConfig({
  // Relative addresses: the built page works from any path of any static host.
  base: "./",
  plugins: [
    wasm(),
    lessons(),
    indentation(),
    contentSecurityPolicy(),
    budget(),
    staticPages(),
    plainImports(),
    embed(),
    engine(),
    singleFile(),
    examples(),
  ],
  build: {
    target: "es2022",
    // The oldest browsers with all that the styles use: nothing in them is rewritten for older ones.
    cssTarget: ["chrome125", "firefox126", "safari18"],
    // A module inlined as base64 is larger and cannot be compiled while it arrives.
    assetsInlineLimit: (file) => (file.endsWith(".wasm") ? false : undefined),
    reportCompressedSize: false,
    // One file for the first view: what is loaded later takes what they share from there.
    modulePreload: false,
    rolldownOptions: {
      preserveEntrySignatures: "allow-extension",
      output: { codeSplitting: { groups: [{ name: "first", test: /\/web\/src\/main\.ts$/ }] } },
    },
  },
  // Module workers do not start from file:// nor in a sandboxed iframe.
  worker: { format: "iife" },
  // Of the HTML files here, the development server serves this one; the examples need a build.
  optimizeDeps: { entries: ["index.html"] },
  server: {
    watch: { ignored: ["**/target/**", "**/dist/**", "**/test-results/**"] },
  },
});
