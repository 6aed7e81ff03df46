import { test as base, expect } from "@playwright/test";
import { serve } from "../../scripts/serve.mjs";

interface PageFixtures {
  /** Declares a console line or page error that this test is meant to cause. */
  expectConsole: (pattern: RegExp) => void;
}

interface WorkerFixtures {
  /** The address of the built page, under a sub-path: `page.goto("./")` opens it. */
  site: string;
}

/** Playwright's test, on the built page, that fails when anything reaches the console. */
export const test = base.extend<PageFixtures, WorkerFixtures>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from it.
    async ({}, use) => {
      const server = await serve();
      await use(server.url);
      await server.close();
    },
    { scope: "worker" },
  ],

  baseURL: ({ site }, use) => use(site),

  expectConsole: [
    async ({ context }, use) => {
      const lines: string[] = [];
      const expected: RegExp[] = [];
      context.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`));
      context.on("weberror", (event) => lines.push(`uncaught: ${event.error()}`));
      await use((pattern) => expected.push(pattern));
      const unexpected = lines.filter((line) => !expected.some((pattern) => pattern.test(line)));
      expect(unexpected, "nothing reaches the console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
