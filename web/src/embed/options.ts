// The options of a playground in another page. The attributes of the element and the parameters of a frame's
// address have the same names, and are read by this one table.

import { parseSpeed, readNumber, readSwitch } from "../ui/options.ts";

export const VIEWS = ["cluster", "logs", "spacetime", "details"] as const;
export type ViewName = (typeof VIEWS)[number];

/** The views that a playground shows by default. */
export const USUAL_VIEWS: readonly ViewName[] = ["cluster", "logs"];

/** The longest run, in virtual milliseconds: 24 hours. */
const LONGEST_MS = 86_400_000;

/** Whether a run can have such a moment, in virtual milliseconds. */
export const isMoment = (ms: unknown): ms is number =>
  typeof ms === "number" && ms >= 0 && ms <= LONGEST_MS;

interface Option<T> {
  /** The allowed values, for messages, in the notation of the documentation. */
  wanted: string;
  /** Reads a value; `undefined` when the text is invalid. */
  read(text: string): T | undefined;
}

const text: Option<string> = { wanted: "text", read: (value) => value.trim() || undefined };

const toggle: Option<boolean> = {
  wanted: "0 | 1",
  read: (value) =>
    /^(|0|1|true|false|yes|no|on|off)$/i.test(value) ? readSwitch(value) : undefined,
};

const oneOf = <T extends string>(...choices: T[]): Option<T> => ({
  wanted: choices.join(" | "),
  read: (value) => choices.find((choice) => choice === value.trim()),
});

const number = (wanted: string, isGood: (value: number) => boolean): Option<number> => ({
  wanted,
  read: (value) => {
    const read = readNumber(value);
    return read !== undefined && isGood(read) ? read : undefined;
  },
});

const speed: Option<number> = { wanted: "1/50 | 0.02", read: parseSpeed };

const views: Option<ViewName[]> = {
  wanted: VIEWS.join(","),
  read: (value) => {
    const names = value.split(/[\s,]+/).filter(Boolean);
    const known = VIEWS.filter((view) => names.includes(view));
    return known.length > 0 && names.every((name) => VIEWS.includes(name as ViewName))
      ? known
      : undefined;
  },
};

/** All options by their names. Times are in virtual milliseconds. */
export const OPTIONS = {
  scenario: text,
  src: text,
  lesson: text,
  seed: number("number", Number.isInteger),
  servers: number("1 to 9", (value) => Number.isInteger(value) && value >= 1 && value <= 9),
  t: number("milliseconds", isMoment),
  speed,
  autoplay: toggle,
  readonly: toggle,
  view: views,
  theme: oneOf("light", "dark", "auto"),
  lang: text,
  loading: oneOf("lazy", "eager"),
  reveal: oneOf("auto", "interaction"),
  home: text,
} satisfies Record<string, Option<unknown>>;

export type OptionName = keyof typeof OPTIONS;

/** The options of a playground; absent ones have their defaults. */
export type PlaygroundOptions = {
  [Name in OptionName]?: NonNullable<ReturnType<(typeof OPTIONS)[Name]["read"]>>;
};

/** An invalid value. */
export interface BadOption {
  name: OptionName;
  value: string;
  wanted: string;
}

export const OPTION_NAMES = Object.keys(OPTIONS) as OptionName[];

/** Reads all options; `textOf` returns the text of an option, or null. */
export function readOptions(textOf: (name: OptionName) => string | null): {
  options: PlaygroundOptions;
  bad: BadOption[];
} {
  const options: Record<string, unknown> = {};
  const bad: BadOption[] = [];
  for (const name of OPTION_NAMES) {
    const value = textOf(name);
    if (value === null) continue;
    const { read, wanted } = OPTIONS[name];
    const known = read(value);
    if (known !== undefined) options[name] = known;
    else if (value.trim() || name !== "lang") bad.push({ name, value, wanted });
  }
  return { options, bad };
}
