// The subset of Markdown for lessons: paragraphs, lists, strong, emphasis, code, links, and links to the
// glossary. Nothing is inserted as HTML: a text is parsed into data, which is then rendered.

/** A piece of a line. */
export type Inline =
  | { type: "text" | "strong" | "em" | "code"; text: string }
  | { type: "term"; text: string; term: string }
  | { type: "link"; text: string; href: string };

export type Block = { type: "paragraph"; text: Inline[] } | { type: "list"; items: Inline[][] };

const INLINE =
  /\*\*(?<strong>[^*]+)\*\*|\*(?<em>[^*]+)\*|`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<target>[^()\s]+)\)/g;

/** Parses a line. What is not markup stays as it is written. */
export function readInline(line: string): Inline[] {
  const pieces: Inline[] = [];
  let last = 0;
  for (const match of line.matchAll(INLINE)) {
    if (match.index > last) pieces.push({ type: "text", text: line.slice(last, match.index) });
    pieces.push(pieceOf(match));
    last = match.index + match[0].length;
  }
  if (last < line.length) pieces.push({ type: "text", text: line.slice(last) });
  return pieces;
}

function pieceOf({ 0: all, groups = {} }: RegExpMatchArray): Inline {
  const { strong, em, code, label, target = "" } = groups;
  if (strong !== undefined) return { type: "strong", text: strong };
  if (em !== undefined) return { type: "em", text: em };
  if (code !== undefined) return { type: "code", text: code };
  const text = label ?? all;
  if (target.startsWith("term:")) return { type: "term", text, term: target.slice(5) };
  const isSafe = /^(https:\/\/|#)/.test(target);
  return isSafe ? { type: "link", text, href: target } : { type: "text", text: all };
}

/** Parses paragraphs and lists. Lines of a paragraph are joined as its language requires. */
export function readBlocks(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) blocks.push({ type: "paragraph", text: readInline(open.reduce(joined)) });
    open = [];
  };
  for (const line of lines.map((one) => one.trim())) {
    const item = /^- (.*)$/.exec(line)?.[1];
    if (item === undefined) {
      if (line === "") close();
      else open.push(line);
      continue;
    }
    close();
    const last = blocks.at(-1);
    if (last?.type === "list") last.items.push(readInline(item));
    else blocks.push({ type: "list", items: [readInline(item)] });
  }
  close();
  return blocks;
}

/** Joins two lines. Beside a Chinese character, a line break is no space. */
export function joined(one: string, other: string): string {
  const isTight =
    /[\u3000-\u9fff\uff00-\uffef]$/u.test(one) || /^[\u3000-\u9fff\uff00-\uffef]/u.test(other);
  return one + (isTight ? "" : " ") + other;
}

/** The text of a line without its markup. */
export const plain = (line: Inline[]): string => line.map(({ text }) => text).join("");

/** The glossary terms in a line. */
export const termsIn = (line: Inline[]): string[] =>
  line.flatMap((piece) => (piece.type === "term" ? [piece.term] : []));
