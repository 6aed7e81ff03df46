// The ways to share a moment, and the reader's choices for them.

import type { Theme } from "./plain.ts";
import type { EmbedOptions } from "./snippets.ts";

export const KINDS = [
  "link",
  "frame",
  "element",
  "markdown",
  "text",
  "svg",
  "png",
  "moving",
  "trace",
] as const;
export type Kind = (typeof KINDS)[number];

/** The reader's choices, shared by all kinds that ask for them. */
export interface Choices extends Omit<EmbedOptions, "language"> {
  /** The theme of pictures. */
  pictureTheme: Theme;
  /** The segment that an animation shows, in milliseconds of the run. */
  from: number;
  to: number;
}

/** The choices that each kind asks for. */
export const ASKS: Record<Kind, readonly (keyof Choices)[]> = {
  link: [],
  frame: ["views", "theme", "autoplay", "readonly"],
  element: ["views", "theme", "autoplay", "readonly", "pictureTheme"],
  markdown: ["views", "pictureTheme"],
  text: [],
  svg: ["views", "pictureTheme"],
  png: ["views", "pictureTheme"],
  moving: ["from", "views", "pictureTheme"],
  trace: [],
};
