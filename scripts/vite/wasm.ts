import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { type Logger, normalizePath, type Plugin, type ViteDevServer } from "vite";

/** An editor that saves several files at once should cause one build. */
const SETTLE_MS = 100;

/**
 * Keeps web/generated up to date with the Rust sources: at the start, and in the dev server at
 * every change. Vite itself reloads the page when the generated files change.
 */
export function wasm(): Plugin {
  let root = "";
  let serving = false;
  let logger: Logger;
  let lastError: string | undefined;

  function showError(server: ViteDevServer) {
    if (lastError === undefined) return;
    server.ws.send({ type: "error", err: { message: lastError, stack: "", plugin: "wasm" } });
  }

  async function rebuild(server: ViteDevServer) {
    const failedBefore = lastError !== undefined;
    lastError = await buildWasm(root, true);
    if (lastError !== undefined) {
      logger.error(lastError, { timestamp: true });
      showError(server);
    } else if (failedBefore) {
      // The sources may be back where they were: nothing generated changes, the overlay stays.
      server.ws.send({ type: "full-reload" });
    }
  }

  return {
    name: "raft-wasm",

    configResolved(config) {
      root = config.root;
      serving = config.command === "serve";
      logger = config.logger;
    },

    async buildStart() {
      // The first time takes a while, in silence otherwise.
      logger.info("building the engine, from Rust to WebAssembly");
      lastError = await buildWasm(root, serving);
      if (lastError === undefined) return;
      if (!serving) this.error(lastError);
      // The server stays up: the next change may well be the correction.
      this.warn(lastError);
    },

    configureServer(server) {
      const sources = `${root}/crates/`; // with forward slashes everywhere, as Vite keeps its root
      let timer: NodeJS.Timeout | undefined;
      let running = Promise.resolve();
      server.watcher.on("all", (_event, path) => {
        const file = normalizePath(path);
        if (!file.startsWith(sources) || !/\.(rs|toml)$/.test(file)) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
          running = running.then(() => rebuild(server));
        }, SETTLE_MS);
      });
      server.ws.on("connection", () => showError(server));
    },
  };
}

/** Runs the build tool; resolves to what it complained about, or undefined. */
function buildWasm(root: string, dev: boolean): Promise<string | undefined> {
  const args = ["xtask", "wasm", ...(dev ? ["--dev"] : [])];
  return new Promise((resolve) => {
    const cargo = spawn("cargo", args, { cwd: root, stdio: ["ignore", "inherit", "pipe"] });
    let complaint = "";
    cargo.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    cargo.on("error", (error) => resolve(`cargo does not start: ${error.message}`));
    cargo.on("close", (code) => {
      resolve(code === 0 ? undefined : stripVTControlCharacters(complaint).trim());
    });
  });
}
