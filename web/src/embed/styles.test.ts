import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withSizes, withTokens } from "../../../scripts/vite/embed-styles.ts";

test("sizes in a playground do not depend on the size of the text around it", () => {
  expect(withSizes("margin: 0.5rem -1rem 12px; --wrem: 2; width: calc(44px + 3rem)")).toBe(
    "margin: 8px -16px 12px; --wrem: 2; width: calc(44px + 48px)",
  );
});

test("the page around a playground can choose colours and type", () => {
  const tokens = readFileSync(new URL("../theme/tokens.css", import.meta.url), "utf8");
  const css = withTokens(tokens);
  expect(css).toContain("--ink: var(--raft-playground-ink, light-dark(#1c2127, #e9e6df));");
  expect(css).toMatch(/--font: var\(--raft-playground-font, system-ui, .* sans-serif\);/);
});
