// The figure of a page of its own, as text.

import { expect, test } from "vitest";
import { liveFigure } from "../../../scripts/pages/live.ts";

test("a built-in scenario is named, another one stands in the element as data", () => {
  const named = liveFigure({ run: { scenario: "figure-8-safe" }, at: 600 }, "zh", "<p>still</p>");
  expect(named).toContain('<raft-playground scenario="figure-8-safe" lang="zh" t="600"');
  expect(named).not.toContain("<script");
  const inside = liveFigure({ run: { text: "raft 1\n" }, at: 0 }, "en", "<p>still</p>");
  expect(inside).toContain('<script type="text/raft">\nraft 1\n</script>');
  expect(inside).toContain("<p>still</p>");
});

test("a scenario cannot end its element, nor hide its end", () => {
  for (const text of ['at 0 note "</SCRIPT>"', 'at 0 note "<!-- <script>"']) {
    expect(() => liveFigure({ run: { text }, at: 0 }, "en", "")).toThrow(/end its own element/);
  }
});
