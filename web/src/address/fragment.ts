// What follows the `#` of an address: a run, a moment of it, and other options, which are kept. The payload
// of a run is read by the simulator alone.

import { exactMs } from "../i18n/units.ts";
import { readSpeed, USUAL_SPEED } from "../ui/options.ts";

/** The keys of a run and its moment. */
const RUN_KEYS = ["s", "scenario"];
const OWN_KEYS = [...RUN_KEYS, "t"];
const SPEED = "speed";

/** The parts, not decoded: a payload must stay as it is. */
const partsOf = (fragment: string): string[] =>
  fragment.replace(/^#/, "").split("&").filter(Boolean);

const keyOf = (part: string): string => part.split("=", 1)[0] ?? "";

/** Whether a fragment leads to a run. */
export function leadsToRun(fragment: string): boolean {
  return partsOf(fragment).some((part) => RUN_KEYS.includes(keyOf(part)));
}

/** Whether a fragment leads to the lessons, which then choose the run that is shown. */
export function leadsToLesson(fragment: string): boolean {
  return partsOf(fragment).some((part) => /^lessons?$/.test(keyOf(part)));
}

/** The run and its moment, without the rest. */
export function runPart(fragment: string): string {
  return partsOf(fragment)
    .filter((part) => OWN_KEYS.includes(keyOf(part)))
    .join("&");
}

/** The name of the built-in scenario that a run's link leads to, if any. */
export function scenarioName(link: string | undefined): string | undefined {
  const part = partsOf(link ?? "").find((one) => keyOf(one) === "scenario");
  if (part === undefined) return undefined;
  try {
    return decodeURIComponent(part.slice("scenario=".length));
  } catch {
    // A bad percent-encoding leads to no scenario.
    return undefined;
  }
}

/** Formats a time in milliseconds, to the microsecond, which is the resolution of the world. */
export const formatTime = (ms: number): string => exactMs(Math.max(0, ms));

/** The speed in a fragment or a query, in virtual milliseconds per real one. */
export function speedOf(options: string): number | undefined {
  const text = new URLSearchParams(options.replace(/^[#?]/, "")).get(SPEED);
  return text === null ? undefined : readSpeed(text);
}

/** Formats a speed as in `1/50`, with at most four decimals, so that `readSpeed` can read it. */
export function formatSpeed(speed: number): string {
  const digits = (value: number) => String(Number(value.toFixed(4)));
  return speed >= 1 ? digits(speed) : `1/${digits(1 / speed)}`;
}

/** The moment and the speed at which a run is shown. */
export interface Shown {
  /** In milliseconds; `undefined` for a link without a moment. */
  time: number | undefined;
  /** In virtual milliseconds per real one; if absent, the fragment's own speed is kept. */
  speed?: number;
}

/**
 * Returns the fragment with its run, moment and speed replaced by these, its other keys kept, and no `#`. A
 * speed equal to `usual`, the one before the `#`, is left out.
 */
export function withRun(
  fragment: string,
  link: string,
  { time, speed }: Shown,
  usual: number = USUAL_SPEED,
): string {
  const replaced = speed === undefined ? OWN_KEYS : [...OWN_KEYS, SPEED];
  const others = partsOf(fragment).filter((part) => !replaced.includes(keyOf(part)));
  const moment = time === undefined ? [] : [`t=${formatTime(time)}`];
  const isUsual = speed === undefined || formatSpeed(speed) === formatSpeed(usual);
  const pace = isUsual ? [] : [`${SPEED}=${formatSpeed(speed)}`];
  return [link, ...moment, ...pace, ...others].join("&");
}
