import { describe, expect, test } from "vitest";
import { rules } from "../../../scripts/pages/sheets.ts";
import { drawing } from "../i18n/drawing.en.ts";
import { sampleLog, sampleServer, sampleView } from "../view/sample-views.ts";
import { clusterDrawing, contextFor, logsDrawing } from "./drawings.ts";
import { type Marks, NO_MARKS } from "./marks.ts";
import { drawPicture, finish } from "./picture.ts";
import type { Theme } from "./plain.ts";
import { escapeText } from "./template-text.ts";

const HOSTILE = `</svg><script>alert(1)</script><img src=x onerror="alert(1)"> & ]]> \u202egnp\u200b\u0000\u0007\ufffe\ud800`;

function picture(theme: Theme, title: string, text: string): string {
  const servers = [1, 2, 3].map((id) =>
    sampleServer(id, {
      role: id === 1 ? "leader" : "follower",
      log: sampleLog([{ term: 1, text, noop: false, request: undefined }]),
    }),
  );
  const ctx = contextFor(drawing);
  const view = sampleView({ servers });
  const size = { width: 688, height: 380 };
  const drawings = [clusterDrawing(view, 0, size, ctx), logsDrawing(view, 688, ctx)];
  const caption = { title, moment: "0.000 s", description: title };
  return finish(drawPicture(drawings, caption, { rules, theme }));
}

/** The names of all elements of a document whose text is escaped. */
const names = (svg: string): Set<string> =>
  new Set([...svg.matchAll(/<([a-zA-Z][\w:-]*)/g)].map(([, name]) => name ?? ""));

test("a picture needs no style sheet, script, font or request", () => {
  const svg = picture("light", "First election", "set x 1");
  expect(names(svg)).toEqual(
    new Set(["svg", "title", "desc", "rect", "g", "text", "path", "circle"]),
  );
  expect(svg).not.toMatch(/var\(|light-dark|color-mix|class=|style=|href|url\(|@import/);
  expect(svg).not.toMatch(/tabindex|data-|aria-| on\w+=/);
  expect(svg.match(/https?:[^"]*/g)).toEqual(["http://www.w3.org/2000/svg"]);
});

test("a picture has the colours of its theme", () => {
  const [light, dark] = [picture("light", "", "set x 1"), picture("dark", "", "set x 1")];
  expect(light).toContain('fill="#fcfbf8"');
  expect(light).toContain('fill="#4477aa"');
  expect(light).not.toContain("#17181b");
  expect(dark).toContain('fill="#17181b"');
  expect(dark).toContain('fill="#5f96d2"');
  expect(dark).not.toContain("#fcfbf8");
});

test("what somebody wrote is text, and cannot end the document", () => {
  const svg = picture("light", HOSTILE, `set ${HOSTILE} 1`);
  expect(names(svg)).toEqual(names(picture("light", "a", "set x 1")));
  expect(svg.match(/<\/svg>/g)).toHaveLength(1);
  expect(svg).toContain("&lt;/svg&gt;&lt;script&gt;");
  // Characters that are invisible or change the text's direction are written as escapes.
  expect(svg).not.toMatch(/[\p{Cc}\u202e\u200b\ufffe]/u);
  expect(svg).toContain("\\u{202e}gnp\\u{200b}");
});

test("a text of any length stays short in a picture", () => {
  const size = picture("light", "a", "set x 1").length;
  expect(
    picture("light", "x".repeat(100_000), `set ${"y".repeat(190)} 1`).length - size,
  ).toBeLessThan(2000);
});

describe("what only the run as a whole knows", () => {
  const servers = [1, 2].map((id) =>
    sampleServer(id, {
      log: sampleLog([{ term: 1, text: "set x 1", noop: false, request: undefined }]),
    }),
  );
  const view = sampleView({ servers });
  const drawn = (marks: Marks, violation?: string): string => {
    const ctx = contextFor(drawing, marks);
    const drawings = [
      clusterDrawing(view, 0, { width: 688, height: 380 }, ctx),
      logsDrawing(view, 688, ctx),
    ];
    const caption = { title: "", moment: "", description: "", violation };
    return finish(drawPicture(drawings, caption, { rules, theme: "light" }));
  };
  const count = (svg: string, what: string) => svg.split(what).length - 1;

  test("an entry that its server does not know to be committed is solid", () => {
    const plain = drawn(NO_MARKS);
    const dashes = count(plain, "stroke-dasharray");
    expect(count(drawn({ ...NO_MARKS, committed: [1, 0] }), "stroke-dasharray")).toBe(dashes - 1);
    expect(count(drawn({ ...NO_MARKS, committed: [1, 1] }), "stroke-dasharray")).toBe(dashes - 2);
  });

  test("whom and what a violation is about has the sign, and the violation is said", () => {
    const culprits: Marks["culprits"] = [
      { kind: "server", id: 2 },
      { kind: "entry", server: 1, index: 1 },
    ];
    const svg = drawn({ ...NO_MARKS, culprits }, "Log Matching: one & the other");
    expect(count(svg, ">!</text>")).toBe(2);
    expect(svg).toContain(">Log Matching: one &amp; the other</text>");
    expect(svg).not.toContain("data-");
    expect(count(drawn(NO_MARKS), ">!</text>")).toBe(0);
    expect(Number(/ height="(\d+)"/.exec(svg)?.[1])).toBeGreaterThan(
      Number(/ height="(\d+)"/.exec(drawn(NO_MARKS))?.[1]),
    );
  });
});

test("what no XML document may have is replaced", () => {
  expect(escapeText("a\u0000b\ufffec\ud800d")).toBe("a\ufffdb\ufffdc\ufffdd");
  expect(escapeText('<&>"')).toBe("&lt;&amp;&gt;&quot;");
  expect(escapeText("日本 😀\n")).toBe("日本 😀\n");
});
