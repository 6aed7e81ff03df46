// The styles of the drawings, read from their files: for pictures that are made without a browser.

import { readFileSync } from "node:fs";
import { readRules } from "../../web/src/share/css.ts";
import { termStyles } from "../../web/src/theme/terms.ts";

const file = (path: string) =>
  readFileSync(new URL(`../../web/src/${path}`, import.meta.url), "utf8");

/** As they are written, for a document that has them. */
export const SHEETS = [
  "theme/tokens",
  "view/drawing",
  "view/cluster",
  "view/logs",
  "view/signs",
  "view/marks",
];

/** The styles of the cluster and the logs, for the root of a document. */
export function pictureStyles(): string {
  const text = SHEETS.map((path) => file(`${path}.css`))
    .join("\n")
    .replace(/\/\*[\s\S]*?\*\//g, "");
  const short = text.replace(/\s+/g, " ");
  return `${short.replace(/:host\(([^)]*)\)/g, ":root$1").replace(/:host/g, ":root")}\n${termStyles}`;
}

/** The rules for pictures that stand alone, in the order of the page. */
export const rules = readRules(
  [
    file("theme/tokens.css"),
    termStyles,
    ...[...SHEETS.slice(1), "spacetime/spacetime"].map((path) => file(`${path}.css`)),
  ].join("\n"),
);
