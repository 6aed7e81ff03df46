// What follows the `#` of an address: a run, a moment of it, and options that are none of its
// business. What the run itself says is for the simulator to read.

import { readSpeed, USUAL_SPEED } from "../ui/options.ts";

/** The keys of a run and its moment. */
const RUN_KEYS = ["s", "scenario"];
const OWN_KEYS = [...RUN_KEYS, "t"];
const SPEED = "speed";

/** The parts as they stand; a payload is not to be decoded here. */
const partsOf = (fragment: string): string[] =>
  fragment.replace(/^#/, "").split("&").filter(Boolean);

const keyOf = (part: string): string => part.split("=", 1)[0] ?? "";

/** Does it lead to a run? */
export function leadsToRun(fragment: string): boolean {
  return partsOf(fragment).some((part) => RUN_KEYS.includes(keyOf(part)));
}

/** Does it lead to the lessons? They say what is shown, whatever run that is. */
export function leadsToLesson(fragment: string): boolean {
  return partsOf(fragment).some((part) => /^lessons?$/.test(keyOf(part)));
}

/** The run and its moment, without the rest. */
export function runPart(fragment: string): string {
  return partsOf(fragment)
    .filter((part) => OWN_KEYS.includes(keyOf(part)))
    .join("&");
}

/** The name of the built-in scenario that a run's link leads to. */
export function scenarioName(link: string | undefined): string | undefined {
  const part = partsOf(link ?? "").find((one) => keyOf(one) === "scenario");
  if (part === undefined) return undefined;
  try {
    return decodeURIComponent(part.slice("scenario=".length));
  } catch {
    // What is no percent-encoding leads to no scenario.
    return undefined;
  }
}

/** No finer than the world's own time, in milliseconds. */
export const formatTime = (ms: number): string => String(Number(Math.max(0, ms).toFixed(3)));

/** The speed that a fragment or a query says, in virtual milliseconds per real one. */
export function speedOf(options: string): number | undefined {
  const text = new URLSearchParams(options.replace(/^[#?]/, "")).get(SPEED);
  return text === null ? undefined : readSpeed(text);
}

/** `1/50`: what `readSpeed` reads back, to four digits behind the point. */
export function formatSpeed(speed: number): string {
  const digits = (value: number) => String(Number(value.toFixed(4)));
  return speed >= 1 ? digits(speed) : `1/${digits(1 / speed)}`;
}

/** What is shown of a run. */
export interface Shown {
  /** In milliseconds; absent where no moment is meant. */
  time: number | undefined;
  /** In virtual milliseconds per real one; absent where it stays what the fragment says. */
  speed?: number;
}

/**
 * The fragment with this run, moment and speed in place of its own; with its other keys, and without
 * the `#`. A speed that the address has without it, `usual`, is left out.
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
