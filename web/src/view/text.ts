/** The approximate width of a text in CSS pixels, rather too wide, as the reader's font is unknown. */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let ems = 0;
  for (const char of text) ems += charWidth(char);
  return ems * fontSize * (bold ? 1.15 : 1);
}

function charWidth(char: string): number {
  if (char >= "\u2e80") return 1;
  if ("fijlrt.,:;'|!()[]- ".includes(char)) return 0.38;
  if (char >= "0" && char <= "9") return 0.62;
  if ("mwMW…—%@●○".includes(char)) return 0.95;
  return char >= "A" && char <= "Z" ? 0.7 : 0.6;
}

/** The first of the texts that fits; otherwise the last of them, shortened. */
export function fitText(
  texts: readonly string[],
  width: number,
  fontSize: number,
  bold = false,
): string {
  const fitting = texts.find((text) => textWidth(text, fontSize, bold) <= width);
  return fitting ?? shorten(texts.at(-1) ?? "", width, fontSize, bold);
}

/** The text, or its beginning and "…" when it is too wide. */
export function shorten(text: string, width: number, fontSize: number, bold = false): string {
  // A text can be far longer than any width, so only the part that could fit is examined.
  const chars = [...text.slice(0, 200)];
  if (text.length <= 200 && textWidth(text, fontSize, bold) <= width) return text;
  let room = width - textWidth("…", fontSize, bold);
  let end = 0;
  for (const char of chars) {
    room -= textWidth(char, fontSize, bold);
    if (room < 0) break;
    end += 1;
  }
  return `${chars.slice(0, end).join("")}…`;
}

/** Writes a number in the first of `ways` that fits, or else its last digits. */
export function fitNumber(
  value: number,
  ways: readonly ((value: number) => string)[],
  width: number,
  fontSize: number,
): string {
  const texts = ways.map((way) => way(value));
  const fitting = texts.find((text) => textWidth(text, fontSize) <= width);
  if (fitting !== undefined) return fitting;
  // The last digits, as numbers close to each other differ there.
  const digits = Math.max(1, Math.floor((width / fontSize - 0.95) / 0.62));
  return `…${String(value).slice(-digits)}`;
}
