import { defineConfig } from "vitest/config";
import { lessons } from "./scripts/vite/lessons.ts";

export default defineConfig({
  plugins: [lessons()],
  test: {
    include: ["web/src/**/*.test.ts", "web/tests/unit/**/*.test.ts"],
    passWithNoTests: true,
  },
});
