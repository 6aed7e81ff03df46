import tokens from "../theme/tokens.css?inline";
import { viewStyles } from "../view/styles.ts";
import arrangement from "./arrangement.css?inline";
import controls from "./controls.css?inline";
import layout from "./layout.css?inline";
import parts from "./parts.css?inline";

/** The styles of the playground, without those of parts loaded after the first view. */
export const playgroundStyles: readonly string[] = [
  tokens,
  layout,
  arrangement,
  controls,
  parts,
  ...viewStyles,
];
