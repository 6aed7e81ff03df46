import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { darkTerms, lightTerms, type TermColors, termClass, termSlot } from "./terms.ts";

const tokens = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

type Rgb = [number, number, number];

/** A colour as linear light. */
function linear(hex: string): Rgb {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG's contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [red, green, blue] = linear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * How colours are seen with normal and deficient colour vision: Machado, Oliveira and Fernandes (2009),
 * severity 1.
 */
const EYES: Record<string, [Rgb, Rgb, Rgb]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const dot = (a: Rgb, b: Rgb): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function seen(hex: string, eyes: [Rgb, Rgb, Rgb]): Rgb {
  const light = linear(hex);
  return eyes.map((row) => Math.min(1, Math.max(0, dot(row, light)))) as Rgb;
}

/** The colour in OKLab, where distances are about as large as they look. */
function oklab(light: Rgb): Rgb {
  const cones: Rgb = [
    Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], light)),
    Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], light)),
    Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], light)),
  ];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

function distance(a: string, b: string, eyes: [Rgb, Rgb, Rgb]): number {
  const [from, to] = [oklab(seen(a, eyes)), oklab(seen(b, eyes))];
  return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
}

/** A token's value in the light or dark theme. */
function token(name: string, theme: "light" | "dark"): string {
  const found = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens);
  return found?.[theme === "light" ? 1 : 2] ?? "";
}

const themes: ["light" | "dark", readonly TermColors[]][] = [
  ["light", lightTerms],
  ["dark", darkTerms],
];

describe.each(themes)("the %s theme", (theme, terms) => {
  const [paper, panel] = [token("paper", theme), token("panel", theme)];

  it("has text that can be read", () => {
    for (const name of ["ink", "quiet", "accent", "broken"]) {
      for (const background of [paper, panel]) {
        expect(contrast(token(name, theme), background), name).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it("has text that can be read in and beside every term's colour", () => {
    for (const { fill, on, edge } of terms) {
      expect(contrast(fill, on), fill).toBeGreaterThanOrEqual(4.5);
      expect(contrast(edge, paper), edge).toBeGreaterThanOrEqual(4.5);
      expect(contrast(edge, panel), edge).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(Object.entries(EYES))("tells terms apart that are close, for %s eyes", (_, eyes) => {
    terms.forEach(({ fill }, at) => {
      const next = terms[(at + 1) % terms.length]?.fill ?? "";
      const afterNext = terms[(at + 2) % terms.length]?.fill ?? "";
      expect(distance(fill, next, eyes), `${fill} ${next}`).toBeGreaterThan(0.1);
      expect(distance(fill, afterNext, eyes), `${fill} ${afterNext}`).toBeGreaterThan(0.08);
    });
  });
});

it("uses the palette again for terms beyond it", () => {
  expect(lightTerms).toHaveLength(darkTerms.length);
  expect(termSlot(1)).toBe(1);
  expect(termSlot(lightTerms.length)).toBe(lightTerms.length);
  expect(termSlot(lightTerms.length + 1)).toBe(1);
  expect(termSlot(123_456_789)).toBeLessThanOrEqual(lightTerms.length);
});

it("has no colour for the time before any term", () => {
  expect(termClass(0)).toBe("term-0");
});
