import { describe, expect, test } from "vitest";
import { isMoment, OPTION_NAMES, readOptions } from "./options.ts";

const read = (texts: Record<string, string>) => readOptions((name) => texts[name] ?? null);

describe("the options of a playground", () => {
  test("are read by their names", () => {
    const { options, bad } = read({
      scenario: "figure-8-unsafe",
      t: "250.5",
      speed: "1/100",
      autoplay: "0",
      readonly: "",
      view: "spacetime, cluster",
      theme: "dark",
      servers: "3",
    });
    expect(options).toEqual({
      scenario: "figure-8-unsafe",
      t: 250.5,
      speed: 0.01,
      autoplay: false,
      readonly: true,
      view: ["cluster", "spacetime"],
      theme: "dark",
      servers: 3,
    });
    expect(bad).toEqual([]);
  });

  test("that are absent are absent", () => {
    expect(read({})).toEqual({ options: {}, bad: [] });
  });

  test.each([
    ["t", "-1"],
    ["t", "soon"],
    ["t", "1e99"],
    ["speed", "fast"],
    ["speed", "1/0"],
    ["speed", "0"],
    ["autoplay", "perhaps"],
    ["view", "cluster,everything"],
    ["view", ""],
    ["theme", "pink"],
    ["servers", "99"],
    ["servers", "2.5"],
    ["seed", "x"],
    ["loading", "now"],
    ["reveal", "never"],
  ] as const)("%s=%j is named as making no sense, and ignored", (name, value) => {
    const { options, bad } = read({ [name]: value });
    expect(options).toEqual({});
    expect(bad).toEqual([{ name, value, wanted: expect.any(String) }]);
  });

  test("ignore what is no option", () => {
    expect(read({ onclick: "alert(1)" })).toEqual({ options: {}, bad: [] });
    expect(OPTION_NAMES).toContain("lesson");
  });
});

test("a run has moments up to 24 hours", () => {
  expect([0, 0.001, 86_400_000].every(isMoment)).toBe(true);
  for (const no of [-1, Number.NaN, 86_400_001, Number.POSITIVE_INFINITY, "5", undefined, null]) {
    expect(isMoment(no)).toBe(false);
  }
});
