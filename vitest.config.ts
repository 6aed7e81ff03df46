import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { lessons } from "./scripts/vite/lessons.ts";

/** Tests that put something else in a module's place: whoever loads that module after them would get it, too. */
const mocking = ["web/src", "web/tests/unit"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(folder, file))
    .filter((file) => readFileSync(file, "utf8").includes("vi.mock(")),
);

export default defineConfig({
  plugins: [lessons()],
  test: {
    passWithNoTests: true,
    pool: "threads",
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["web/src/**/*.test.ts", "web/tests/unit/**/*.test.ts"],
          exclude: mocking,
          // What takes time is to load modules, WebAssembly above all: the files of a thread share them.
          isolate: false,
        },
      },
      { extends: true, test: { name: "mocking", include: mocking } },
    ],
  },
});
