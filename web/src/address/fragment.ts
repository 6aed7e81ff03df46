// What follows the `#` of an address: a run, a moment of it, and options that are none of its
// business. What the run itself says is for the simulator to read.

/** The keys of a run and its moment. */
const RUN_KEYS = ["s", "scenario"];
const OWN_KEYS = [...RUN_KEYS, "t"];

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

/**
 * The fragment with this run and moment, if there is one, in place of its own; with its other keys,
 * and without the `#`.
 */
export function withRun(fragment: string, link: string, time: number | undefined): string {
  const others = partsOf(fragment).filter((part) => !OWN_KEYS.includes(keyOf(part)));
  const moment = time === undefined ? [] : [`t=${formatTime(time)}`];
  return [link, ...moment, ...others].join("&");
}
