// The playground of a page of its own, as text.

import { expect, test } from "vitest";
import { livePlayground } from "../../../scripts/pages/live.ts";

test("a built-in scenario is named, another one stands in the element as data", () => {
  const named = livePlayground(
    { run: { scenario: "figure-8-safe" }, at: 600 },
    "zh",
    "<p>still</p>",
  );
  expect(named).toContain('<raft-playground scenario="figure-8-safe" lang="zh" t="600"');
  expect(named).not.toContain("<script");
  const inside = livePlayground({ run: { text: "raft 1\n" }, at: 0 }, "en", "<p>still</p>");
  expect(inside).toContain('<script type="text/raft">\nraft 1\n</script>');
  expect(inside).toContain("<p>still</p>");
});

test("a scenario cannot end its element, nor hide its end", () => {
  for (const text of ['at 0 note "</SCRIPT>"', 'at 0 note "<!-- <script>"']) {
    expect(() => livePlayground({ run: { text }, at: 0 }, "en", "")).toThrow(/end its own element/);
  }
});
