import { describe, expect, test } from "vitest";
import { mix } from "./colors.ts";
import { declared, type Place, readRules } from "./css.ts";
import { around, plain } from "./plain.ts";
import { element, parse, print } from "./tree.ts";

const place = (...elements: [name: string, attributes: Record<string, string>][]): Place =>
  elements.reduce<Place | undefined>(
    (parent, [name, attributes]) => ({ element: element(name, attributes), parent }),
    undefined,
  ) as Place;

const fill = (css: string, at: Place) => declared(at, readRules(css)).get("fill");

describe("which rules apply", () => {
  const inside = place(
    ["svg", { class: "cluster" }],
    ["g", { class: "server leader" }],
    ["text", { class: "name" }],
  );

  test.each([
    [".server .name{fill:red}", true],
    [".cluster text{fill:red}", true],
    [".cluster > text{fill:red}", false],
    [".server>.name{fill:red}", true],
    [".server.leader .name{fill:red}", true],
    [".server.crashed .name{fill:red}", false],
    [":is(.client, .server) .name{fill:red}", true],
    [".server > :is(.name, .role){fill:red}", true],
    [".server:not(.leader) .name{fill:red}", false],
    ["[data-x]:hover .name{fill:red}", false],
    [".server:hover .name{fill:red}", false],
    ["@media (width < 1px){.name{fill:red}}", false],
    ["/* .x{} */.name{fill:red}", true],
    ["circle.name{fill:red}", false],
  ])("%s", (css, applies) => {
    expect(fill(css, inside)).toBe(applies ? "red" : undefined);
  });

  test("an important one counts before all others", () => {
    expect(fill(".name{fill:red !important}.server .name{fill:blue}", inside)).toBe("red");
    expect(fill(".name{fill:red!important}.server .name{fill:blue!important}", inside)).toBe(
      "blue",
    );
  });

  test("the more specific one counts, and of equal ones the last", () => {
    expect(fill(".server .name{fill:red}.name{fill:blue}", inside)).toBe("red");
    expect(fill(".name{fill:red}.name{fill:blue}", inside)).toBe("blue");
    expect(fill(":is(.x, .server .name){fill:red}.name{fill:blue}", inside)).toBe("red");
    expect(fill("text{fill:red}.name{fill:blue}", inside)).toBe("blue");
  });

  test("attributes are compared", () => {
    const client = place(["g", { class: "client", "data-target": "client:1" }]);
    expect(fill('.client[data-target^="client"]{fill:red}', client)).toBe("red");
    expect(fill(".client:not([data-target^=client]){fill:red}", client)).toBeUndefined();
    expect(fill('.client[data-target="server"]{fill:red}', client)).toBeUndefined();
  });
});

describe("styles as attributes", () => {
  const rules = readRules(`:host{--paper:light-dark(#fff,#000);--ink:light-dark(#111111, #eeeeee)}
    .a{--edge:var(--ink)}.a .b{fill:var(--edge);stroke:transparent}.none{display:none}
    .mix{fill:color-mix(in oklab, var(--ink) 25%, var(--paper))}.half{opacity:.5;stroke-width:2px}`);
  const shown = (text: string, theme: "light" | "dark") => {
    const steps = plain(parse(text), around([], rules, theme), rules, theme);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return print(value);
    }
  };

  test("have no custom property left, in either theme", () => {
    const text = '<g class="a"><path class="b" d="M0 0"/></g>';
    expect(shown(text, "light")).toBe('<g><path d="M0 0" fill="#111111"/></g>');
    expect(shown(text, "dark")).toBe('<g><path d="M0 0" fill="#eeeeee"/></g>');
  });

  test("replace the attributes that a template sets", () => {
    expect(shown('<text class="half" font-size="12" stroke-width="9">x</text>', "light")).toBe(
      '<text stroke-width="2" font-size="12" opacity=".5">x</text>',
    );
  });

  test("leave out what is not drawn", () => {
    expect(shown('<g><path class="none" d=""/><circle r="3" fill="none"/></g>', "light")).toBe("");
  });

  test("mix colours as a browser does", () => {
    // As Chromium computes it.
    expect(mix("#4477aa", 0.28, "#fcfbf8")).toBe("#c7d5e3");
    expect(mix("#d4628a", 0.45, "#17181b")).toBe("#66394a");
    expect(mix("#000000", 0, "#123456")).toBe("#123456");
    expect(shown('<path class="mix" d=""/>', "light")).toMatch(/fill="#[0-9a-f]{6}"/);
  });
});
