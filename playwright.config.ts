import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser.mjs";

const isRoot = process.getuid?.() === 0;
const executablePath = findBrowser();

// The address of the page comes from the fixture in web/tests/fixtures.ts.
export default defineConfig({
  testDir: "web/tests",
  testMatch: "*.spec.ts",
  fullyParallel: true,
  // Half of a test's time is spent in a browser's other threads, and in waiting for them.
  workers: "150%",
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  // On a busy machine a page can be late. What fails once and then passes is listed as flaky.
  retries: 1,
  use: {
    // A trace costs two fifths of the time: ask for one with `npm test -- page --trace on`.
    trace: "off",
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Hardly a page lives for more than seconds: to compile its code well costs more than it saves.
        "--js-flags=--liftoff-only --max-lazy --no-maglev --no-turbofan",
        // Chromium's sandbox refuses to run as root.
        ...(isRoot ? ["--no-sandbox"] : []),
      ],
    },
  },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
});
