// The element's attributes as values.

/** Virtual milliseconds per real one: a message is in flight for most of a second. */
export const USUAL_SPEED = 1 / 50;

/** Reads a speed such as `1/50` or `0.02`; the default for an invalid one. */
export const readSpeed = (text: string | null): number => parseSpeed(text) ?? USUAL_SPEED;

/** Reads a speed such as `1/50` or `0.02`; `undefined` for an invalid one. */
export function parseSpeed(text: string | null): number | undefined {
  const [, above, below = "1"] = /^\s*([\d.]+)\s*(?:\/\s*([\d.]+))?\s*$/.exec(text ?? "") ?? [];
  const speed = Number(above) / Number(below);
  return speed > 0 && Number.isFinite(speed) ? speed : undefined;
}

/** Reads a switch: off for `0`, `false`, `no` and `off`, otherwise on. */
export function readSwitch(text: string | null): boolean {
  return !/^(0|false|no|off)$/i.test(text ?? "");
}

/** Reads a number; `undefined` if the text is not one. */
export function readNumber(text: string | null): number | undefined {
  const number = text?.trim() ? Number(text) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}
