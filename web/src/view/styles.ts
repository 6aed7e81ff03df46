import { termStyles } from "../theme/terms.ts";
import cluster from "./cluster.css?inline";
import drawing from "./drawing.css?inline";
import keys from "./keys.css?inline";
import logs from "./logs.css?inline";

/** The styles of the playground's templates, for the element that renders them. */
export const viewStyles: readonly string[] = [termStyles, drawing, cluster, logs, keys];
