// How the page shows text written by others (a name, a command, a link): short, and without disturbing the
// text around it.

/** The most characters of a given text that a message shows. */
export const MOST_SHOWN = 200;

/**
 * Characters that are invisible or change the direction of the text after them: controls, formats, other line
 * breaks.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const ISOLATE = "\u2068";
const POP = "\u2069";

const escaped = (char: string): string => `\\u{${char.codePointAt(0)?.toString(16)}}`;

/**
 * Returns the first characters of a text in one line, with an escape such as `\u{202e}` for each invisible
 * one. Right-to-left text is isolated, so that it does not reorder the text around it.
 */
export function given(text: string): string {
  const shown = beginning(text).replaceAll("\n", "\\n");
  return RIGHT_TO_LEFT.test(shown) ? ISOLATE + shown + POP : shown;
}

/** The first characters of a text, counting escapes as shown; its line breaks stay. */
export function beginning(text: string, most = MOST_SHOWN): string {
  let [shown, count, read] = ["", 0, 0];
  for (const char of text) {
    const next = visible(char);
    count += next.length > char.length ? next.length : 1;
    if (count > most) break;
    shown += next;
    read += char.length;
  }
  return read < text.length ? `${shown}…` : shown;
}

/** The whole text, with escapes; its line breaks stay. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, (char) => (char === "\n" ? char : escaped(char)));
