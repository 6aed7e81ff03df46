import type { Plugin } from "vite";

/**
 * What the built page may do: nothing that it does not need. Styles are files or constructed sheets, so
 * neither a script nor a style is inline; a host may send a policy that is as strict as this one.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Adds the Content-Security-Policy to the built page; the dev server's own scripts would break it. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: "raft-csp",
    apply: "build",
    transformIndexHtml() {
      const attrs = { "http-equiv": "Content-Security-Policy", content: POLICY };
      return [{ tag: "meta", attrs, injectTo: "head-prepend" }];
    },
  };
}
