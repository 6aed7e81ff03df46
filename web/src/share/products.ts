// Makes what is shared of a moment from the reader's choices.

import { given } from "../i18n/given.ts";
import type { ShareWords } from "../i18n/share.ts";
import { fileName } from "../ui/files.ts";
import type { Choices, Kind } from "./choices.ts";
import { PICTURE_WIDTH } from "./picture.ts";
import { pngOf, svgBlob } from "./png.ts";
import { elementLines, frameAddress, frameLines, linkTo, markdownLine } from "./snippets.ts";
import { movingSvgOf, svgOf, type Taken, titleOf, traceText } from "./taken.ts";

/** A file that can be saved. */
export interface SavedFile {
  name: string;
  content: Blob;
}

/** What the reader gets for one kind of sharing. */
export interface Product {
  /** The text to copy. */
  text?: string;
  /** The picture to show and to save; `isCopied` says whether it can also be copied. */
  picture?: SavedFile & { alt: string; isCopied: boolean };
  /** Another file to save. */
  file?: SavedFile;
  /** The address to open for a preview. */
  address?: string;
}

/** The approximate height of each view in a frame, in pixels; the host's script adjusts it. */
const VIEW_HEIGHT = 380;

/** Makes the product; `undefined` when it is no longer wanted. */
export async function productOf(
  kind: Kind,
  taken: Taken,
  choices: Choices,
  words: ShareWords,
  isWanted: () => boolean,
): Promise<Product | undefined> {
  const options = { ...choices, language: words.language };
  if (kind === "link") return { text: linkTo(taken) };
  if (kind === "text") {
    const content = new Blob([taken.text], { type: "text/plain" });
    return { text: taken.text, file: { name: fileName(taken.title), content } };
  }
  if (kind === "trace") {
    const text = await traceText(taken, words, isWanted);
    if (text === undefined) return undefined;
    const content = new Blob([text], { type: "application/jsonl" });
    return { text, file: { name: fileName(taken.title, "jsonl"), content } };
  }
  const alt = words.alt(given(titleOf(taken, words)), taken.time);
  const titled = { ...taken, title: titleOf(taken, words) };
  if (kind === "frame") {
    const height = VIEW_HEIGHT * choices.views.length;
    return {
      text: frameLines(titled, options, height),
      address: frameAddress(titled, options),
    };
  }
  const svg =
    kind === "moving"
      ? await movingSvgOf(taken, choices, words, isWanted)
      : await svgOf(taken, choices.views, choices.pictureTheme, words, isWanted);
  if (svg === undefined) return undefined;
  const name = (ending: string) => fileName(`${taken.title} ${Math.round(taken.time)} ms`, ending);
  const picture = { name: name("svg"), content: svgBlob(svg), alt, isCopied: false };
  if (kind === "svg") return { text: svg, picture };
  if (kind === "moving") return { picture: { ...picture, name: movingName(taken, choices) } };
  if (kind === "markdown") return { text: markdownLine(taken, picture.name, alt), picture };
  if (kind === "png") {
    return {
      picture: { ...picture, name: name("png"), content: await pngOf(svg), isCopied: true },
    };
  }
  const height = Number(/ height="(\d+)"/.exec(svg)?.[1]);
  const still = { svg, alt, width: PICTURE_WIDTH, height };
  return { text: elementLines(titled, options, taken.text, still), picture };
}

const movingName = ({ title }: Taken, { from, to }: Choices): string =>
  fileName(`${title} ${Math.round(from)} ${Math.round(to)} ms`, "svg");
