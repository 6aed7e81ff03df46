import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("what moves slows down at its end, everywhere in the same way", () => {
  const folder = new URL("../", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.(css|ts)$/.test(file),
  );
  const found = files.flatMap((file) =>
    readFileSync(new URL(file, folder), "utf8")
      .split("\n")
      .filter((line) => /transition: (?!none)|cubic-bezier|ease-(in|out)/.test(line))
      .filter((line) => !line.includes("var(--slowing)") && !line.includes("--slowing:"))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
