import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PICTURES, readmePicture } from "../../../scripts/pages/readme-picture.ts";
import * as timeline from "../../generated/raft_timeline.js";
import { loadModules } from "./modules.ts";

const [light, dark] = [PICTURES.light, PICTURES.dark].map((file) => readFileSync(file, "utf8"));

test("the README's picture is what `npm run picture` makes", { timeout: 60_000 }, async () => {
  await loadModules();
  // A plain comparison: a difference of 100,000 characters is not to be printed.
  const isSame = readmePicture(timeline, "light") === light;
  expect(isSame, "run npm run picture, and look at the picture").toBe(true);
});

test("its dark picture shows the same in other colours", () => {
  const words = (svg = "") => svg.match(/>[^<]+</g)?.filter((text) => !text.includes("@keyframes"));
  const moves = (svg = "") => svg.match(/@keyframes \w+\{.*?\}\}/g);
  expect(words(dark)).toEqual(words(light));
  expect(moves(dark)).toEqual(moves(light));
  expect([dark?.includes("#17181b"), light?.includes("#17181b")]).toEqual([true, false]);
});
