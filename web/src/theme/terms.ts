/** A term's colours in one theme. */
export interface TermColors {
  /** The fill colour. */
  fill: string;
  /** The colour of text on the fill. */
  on: string;
  /** The colour of outlines, and of text on the background. */
  edge: string;
}

const WHITE = "#ffffff";
const DARK_INK = "#1c2127";
const NIGHT = "#17181b";

const colors = (fill: string, on: string, edge: string): TermColors => ({ fill, on, edge });

/**
 * The colours of terms 1, 2, 3, …, then from the start again. Dark and light ones alternate, so that
 * consecutive terms differ also for colour-blind readers, which the tests simulate.
 */
export const lightTerms: readonly TermColors[] = [
  colors("#4477aa", WHITE, "#3b6c9e"),
  colors("#d2704a", DARK_INK, "#b0502b"),
  colors("#13664a", WHITE, "#13664a"),
  colors("#ceab42", DARK_INK, "#856a10"),
  colors("#7f4a9e", WHITE, "#7f4a9e"),
  colors("#86c3e0", DARK_INK, "#2f7593"),
  colors("#a03355", WHITE, "#a03355"),
  colors("#b3c270", DARK_INK, "#65731f"),
];

/** The same hues on a dark background. */
export const darkTerms: readonly TermColors[] = [
  colors("#5f96d2", NIGHT, "#6a9fdc"),
  colors("#e08a65", NIGHT, "#e8906a"),
  colors("#1f7d5b", WHITE, "#46ab85"),
  colors("#d6b957", NIGHT, "#dcc062"),
  colors("#a070c8", NIGHT, "#b48be0"),
  colors("#9acde4", NIGHT, "#9acde4"),
  colors("#d4628a", NIGHT, "#e0789d"),
  colors("#bfcb80", NIGHT, "#bfcb80"),
];

/** The number of a term's colour in the palette, from 1; 0 for "before any term". */
export function termSlot(term: number): number {
  return term <= 0 ? 0 : ((term - 1) % lightTerms.length) + 1;
}

/** The class that gives an element, and all in it, `--fill`, `--on` and `--edge` of a term. */
export function termClass(term: number): string {
  return `term-${termSlot(term)}`;
}

function rule(light: TermColors, at: number): string {
  const dark = darkTerms[at] ?? light;
  const pairs = (["fill", "on", "edge"] as const).map(
    (name) => `--${name}:light-dark(${light[name]},${dark[name]})`,
  );
  return `.term-${at + 1}{${pairs.join(";")}}`;
}

/** The rules behind {@link termClass}. */
export const termStyles: string = `.term-0{--fill:var(--panel);--on:var(--ink);--edge:var(--quiet)}${lightTerms.map(rule).join("")}`;
