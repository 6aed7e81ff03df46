// Colours as plain values: computes what style sheets compute, for viewers that cannot.

type Triple = [number, number, number];

/** Converts `#rrggbb` to linear light, each channel from 0 to 1. */
function linear(hex: string): Triple {
  const full = /^#(.)(.)(.)$/.test(hex) ? hex.replace(/[^#]/g, "$&$&") : hex;
  const channel = (at: number): number => {
    const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function hex(light: Triple): string {
  const digits = light.map((value) => {
    const shown = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    const byte = Math.round(Math.min(1, Math.max(0, shown)) * 255);
    return byte.toString(16).padStart(2, "0");
  });
  return `#${digits.join("")}`;
}

const times = (rows: Triple[], [a, b, c]: Triple): Triple =>
  rows.map(([x, y, z]) => x * a + y * b + z * c) as Triple;

// The matrices of Ottosson's OKLab, which CSS Color 4 uses.
const TO_CONES: Triple[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const TO_LAB: Triple[] = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const FROM_LAB: Triple[] = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const FROM_CONES: Triple[] = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

const toLab = (color: string): Triple =>
  times(TO_LAB, times(TO_CONES, linear(color)).map(Math.cbrt) as Triple);

/** Computes `color-mix(in oklab, one share, other)` of two colours `#rrggbb`; `share` is from 0 to 1. */
export function mix(one: string, share: number, other: string): string {
  const [from, to] = [toLab(other), toLab(one)];
  const lab = from.map((value, at) => value + ((to[at] ?? 0) - value) * share) as Triple;
  const cones = times(FROM_LAB, lab).map((value) => value ** 3) as Triple;
  return hex(times(FROM_CONES, cones));
}
