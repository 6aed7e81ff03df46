// The moving pictures at the top of the README, recorded from a scenario.

import { readFileSync } from "node:fs";
import type * as timeline from "../../web/generated/raft_timeline.d.ts";
import { drawing } from "../../web/src/i18n/drawing.en.ts";
import { runWords } from "../../web/src/i18n/run.en.ts";
import { animation, type Scene, type Segment } from "../../web/src/share/animation.ts";
import { contextFor } from "../../web/src/share/drawings.ts";
import { finish } from "../../web/src/share/picture.ts";
import type { Theme } from "../../web/src/share/plain.ts";
import { playedRun } from "../../web/src/share/played.ts";
import { rules } from "./sheets.ts";

/** Where the scenario and its pictures are. */
export const FOLDER = new URL("../../docs/pictures/", import.meta.url);

/** What is shown of the scenario. */
const STRETCH: Segment = { from: 130, to: 720, speed: 1 / 40 };

/** The picture of each theme. */
export const PICTURES: Record<Theme, URL> = {
  light: new URL("election-light.svg", FOLDER),
  dark: new URL("election-dark.svg", FOLDER),
};

/** Records the picture of a theme on an engine that is ready. */
export function readmePicture({ Run }: Pick<typeof timeline, "Run">, theme: Theme): string {
  const run = Run.fromText(readFileSync(new URL("election.raft", FOLDER), "utf8"));
  const title = run.title("en");
  const notes = run.notes("en");
  const scene: Scene = {
    views: ["cluster", "logs"],
    ctx: contextFor(drawing),
    caption: { title, moment: "40× slower", description: notes.map(({ text }) => text).join(" ") },
    style: { rules, theme },
    notes,
    spacetime: runWords.spacetime,
  };
  const svg = finish(animation(playedRun(run), STRETCH, scene));
  run.free();
  return `${svg}\n`;
}
