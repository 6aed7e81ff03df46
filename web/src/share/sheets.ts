// The styles of the drawings for pictures, as the page has them.

import spacetime from "../spacetime/spacetime.css?inline";
import { termStyles } from "../theme/terms.ts";
import tokens from "../theme/tokens.css?inline";
import cluster from "../view/cluster.css?inline";
import drawing from "../view/drawing.css?inline";
import logs from "../view/logs.css?inline";
import marks from "../view/marks.css?inline";
import signs from "../view/signs.css?inline";
import { readRules } from "./css.ts";

/** The rules of all style sheets, in the order of the page. */
export const rules = readRules(
  [tokens, termStyles, drawing, cluster, logs, signs, spacetime, marks].join("\n"),
);
