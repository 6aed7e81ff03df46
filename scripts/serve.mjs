// Serves dist/ from a sub-path, as any static host would: for a look and for the page tests.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { Advice, isStarted, root, runMain } from "./process.mjs";

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/**
 * Serves a folder under a path that starts and ends with a slash; all else is not found.
 * @param {{ folder?: string, path?: string, port?: number }} [options] any free port by default
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export function serve({ folder = join(root, "dist"), path = "/sub/path/", port = 0 } = {}) {
  if (!existsSync(join(folder, "index.html"))) {
    throw new Advice(`${folder} holds no index.html: run npm run build first.`);
  }
  const server = createServer((request, response) => {
    const file = findFile(folder, path, request.url ?? "/");
    if (!file) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "cache-control": "no-cache",
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("not a TCP server");
      resolve({ url: `http://127.0.0.1:${address.port}${path}`, close: () => close(server) });
    });
  });
}

/**
 * @param {string} folder
 * @param {string} path
 * @param {string} url
 */
function findFile(folder, path, url) {
  const pathname = url.split("?", 1)[0] ?? "";
  if (!pathname.startsWith(path)) return undefined;
  try {
    const file = join(folder, decodeURIComponent(pathname.slice(path.length)) || "index.html");
    return file.startsWith(folder + sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined; // not there, or not a well-formed path
  }
}

/** @param {import("node:http").Server} server */
function close(server) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    })
  );
}

async function main() {
  const { url } = await serve({ path: "/", port: Number(process.env.PORT ?? 0) });
  console.log(`The built page is at ${url}`);
}

if (isStarted(import.meta.url)) await runMain(main);
