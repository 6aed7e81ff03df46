// What can be shared of a moment, and what the reader chooses for it.

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

/** What the reader chose, for all kinds that ask for it. */
export interface Choices extends Omit<EmbedOptions, "language"> {
  /** Of pictures. */
  pictureTheme: Theme;
  /** What a moving picture shows, in milliseconds of the run. */
  from: number;
  to: number;
}

/** What each kind asks for. */
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
