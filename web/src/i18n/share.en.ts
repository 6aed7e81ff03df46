// English: the texts of the share dialog.

import { inSeconds } from "./units.ts";

const seconds = (ms: number) => `${inSeconds(ms)} s`;
const count = (value: number) => value.toLocaleString("en");

export const shareWords = {
  /** The BCP 47 tag. */
  language: "en",
  title: "Share this moment",
  close: "Close",
  kinds: "What to share",
  names: {
    link: "Link",
    frame: "Frame",
    element: "Element",
    markdown: "Markdown",
    text: "Scenario",
    svg: "SVG picture",
    png: "PNG picture",
    moving: "Animated picture",
    trace: "Trace",
  },
  about: {
    link: "Opens this moment of this run, at this speed, on any machine.",
    frame: "For a page that accepts HTML. The playground runs in a frame of its own.",
    element:
      "For a page that accepts scripts. The playground runs in the page; where it cannot, the picture is shown.",
    markdown:
      "For a README or a post. Save the picture beside the text; a click on it opens this moment.",
    text: "The run as a text, with everything that was done. The page and the command line read it.",
    svg: "Sharp at any size. It needs no font and loads nothing.",
    png: "For wherever SVG is not accepted. It has twice the resolution.",
    moving:
      "A part of the run as an animated SVG; it also plays in a README. It plays for at most 40 s and has at most 1,000,000 bytes. Readers who prefer reduced motion see its end.",
    trace:
      "Every step of every server up to this moment, one JSON object a line, as `raft trace` writes it.",
  },
  options: "Options",
  views: "Views",
  view: { cluster: "Cluster", logs: "Logs", spacetime: "Space-time diagram" },
  from: "From",
  to: "to",
  segment: (from: number, to: number) => `${inSeconds(from)} s to ${seconds(to)}`,
  tooLarge: (limit: number) =>
    `Too much happens in this part: the picture would have more than ${count(limit)} bytes. Choose a shorter part, or fewer views.`,
  traceTooLarge: (limit: number) =>
    `The trace would have more than ${count(limit)} bytes. The command line writes it: raft trace, with the scenario.`,
  theme: "Theme",
  themes: { light: "Light", dark: "Dark", auto: "Same as the reader's system" },
  autoplay: "Play automatically",
  readonly: "Watch only",
  preview: "What readers get",
  pictureTheme: "Theme of the picture",
  length: (characters: number) => `${count(characters)} characters`,
  long: (characters: number, limit: number) =>
    `${count(characters)} characters: some chats cut links of more than ${count(limit)}. Share the scenario instead.`,
  cut: (shown: number, all: number) =>
    `These are the first ${count(shown)} of ${count(all)} characters. Copy and Save take all of them.`,
  size: (bytes: number) => `${count(bytes)} bytes`,
  working: "Preparing…",
  failed: (reason: string) => `This could not be prepared. ${reason}`,
  gone: "The run has ended.",
  copy: "Copy",
  copyPicture: "Copy picture",
  save: "Save",
  savePicture: "Save picture",
  open: "Open what the frame shows",
  copied: "Copied.",
  notCopied: "The browser does not allow copying. The text is selected: copy it with the keyboard.",
  pictureNotCopied: "The browser cannot copy pictures. Save it instead.",
  saved: "Saved.",
  untitled: "A Raft cluster",
  /** The alternative text of a picture. */
  alt: (title: string, ms: number) => `${title}, at ${seconds(ms)}`,
  moment: seconds,
};

/** The texts of the share dialog that every language must have. */
export type ShareWords = typeof shareWords;
