// The element's attributes as values.

/** Virtual milliseconds per real one: a message is in flight for most of a second. */
export const USUAL_SPEED = 1 / 50;

/** `1/50` or `0.02`; the usual speed for anything that makes no sense. */
export const readSpeed = (text: string | null): number => parseSpeed(text) ?? USUAL_SPEED;

/** `1/50` or `0.02`; nothing for anything that makes no sense. */
export function parseSpeed(text: string | null): number | undefined {
  const [, above, below = "1"] = /^\s*([\d.]+)\s*(?:\/\s*([\d.]+))?\s*$/.exec(text ?? "") ?? [];
  const speed = Number(above) / Number(below);
  return speed > 0 && Number.isFinite(speed) ? speed : undefined;
}

/** Off for `0`, `false`, `no` and `off`. */
export function readSwitch(text: string | null): boolean {
  return !/^(0|false|no|off)$/i.test(text ?? "");
}

/** A number, if the text is one. */
export function readNumber(text: string | null): number | undefined {
  const number = text?.trim() ? Number(text) : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}
