// The link to a moment of a run, and the code for a page that embeds it.

import { formatSpeed, formatTime, scenarioName, speedOf, withRun } from "../address/fragment.ts";
import { given } from "../i18n/given.ts";
import { USUAL_SPEED } from "../ui/options.ts";
import { escapeText } from "./template-text.ts";

export type ViewName = "cluster" | "logs" | "spacetime";

/** A moment of a run. */
export interface Moment {
  /** The address of the page. */
  page: string;
  /** The link to the run: `s=…` or `scenario=…`. */
  link: string;
  /** In milliseconds. */
  time: number;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** The run's title as its text has it. */
  title: string;
}

/** The options of a page that embeds the playground. */
export interface EmbedOptions {
  views: readonly ViewName[];
  theme: "light" | "dark" | "auto";
  language: string;
  autoplay: boolean;
  readonly: boolean;
}

/** The length, in characters, above which some chats truncate a link. */
export const LONG_LINK = 2000;

/** The page's address without the fragment. */
const pageOf = ({ page }: Moment): string => page.split("#", 1)[0] ?? "";

/** The page's address without fragment and options. */
const bareOf = (moment: Moment): string => pageOf(moment).split("?", 1)[0] ?? "";

/** The link to the moment, with its speed. */
export function linkTo(moment: Moment): string {
  const page = pageOf(moment);
  const usual = speedOf(page.slice(page.indexOf("?") + 1)) ?? USUAL_SPEED;
  return `${page}#${withRun("", moment.link, { time: moment.time, speed: moment.speed }, usual)}`;
}

/** The address of a frame with only the playground at the moment. */
export function frameAddress(moment: Moment, options: EmbedOptions): string {
  const { views, theme, language, autoplay, readonly } = options;
  const query = [
    "embed=1",
    `view=${views.join(",")}`,
    `theme=${theme}`,
    `lang=${language}`,
    `autoplay=${Number(autoplay)}`,
    ...(readonly ? ["readonly=1"] : []),
  ].join("&");
  const run = withRun("", moment.link, { time: moment.time, speed: moment.speed });
  return `${bareOf(moment)}?${query}#${run}`;
}

/** The code for a page that shows the playground in a frame; the script adjusts its height. */
export function frameLines(moment: Moment, options: EmbedOptions, height: number): string {
  const script = new URL("embed/embed.js", bareOf(moment)).href;
  const attributes = [
    `src="${escapeText(frameAddress(moment, options))}"`,
    `title="${escapeText(given(moment.title))}"`,
    'width="100%"',
    `height="${height}"`,
    'loading="lazy"',
  ];
  return `<iframe ${attributes.join(" ")}></iframe>
<script type="module" src="${escapeText(script)}"></script>
`;
}

/** The picture in the element, shown where the playground cannot run. */
export interface Still {
  /** The text of an SVG document. */
  svg: string;
  alt: string;
  width: number;
  height: number;
}

/** The code for a page that shows the playground as an element. `text` is the run's. */
export function elementLines(
  moment: Moment,
  options: EmbedOptions,
  text: string,
  { svg, alt, width, height }: Still,
): string {
  const script = new URL("embed/raft-playground.js", bareOf(moment)).href;
  const { views, theme, language, autoplay, readonly } = options;
  const name = scenarioName(moment.link);
  const attributes = [
    ...(name === undefined ? [] : [`scenario="${escapeText(name)}"`]),
    `t="${formatTime(moment.time)}"`,
    `speed="${formatSpeed(moment.speed)}"`,
    `view="${views.join(",")}"`,
    `theme="${theme}"`,
    `lang="${escapeText(language)}"`,
    `autoplay="${Number(autoplay)}"`,
    ...(readonly ? ["readonly"] : []),
  ];
  const image = `<img src="${dataAddress(svg)}" alt="${escapeText(alt)}" width="${width}" height="${height}">`;
  return `<script type="module" src="${escapeText(script)}"></script>
<raft-playground ${attributes.join(" ")}>
${name === undefined ? textLines(text) : ""}<a href="${escapeText(linkTo(moment))}">${image}</a>
</raft-playground>
`;
}

/** The scenario inside the element: in a script element, unless the text contains what would end that. */
function textLines(text: string): string {
  const isHarmless = !/<\/script|<!--/i.test(text);
  return isHarmless ? `<script type="text/raft">\n${text}</script>\n` : `${escapeText(text)}\n`;
}

/** Encodes a picture as a data URL. */
const dataAddress = (svg: string): string =>
  `data:image/svg+xml,${svg.replace(/["%#<>&\n]/g, encodeURIComponent)}`;

/** A Markdown picture that links to the moment. `file` is the picture's path relative to the Markdown file. */
export function markdownLine(moment: Moment, file: string, alt: string): string {
  const words = alt.replace(/\s+/g, " ").replace(/[\\`*_[\]<>!|#~&]/g, "\\$&");
  return `[![${words}](${file})](<${linkTo(moment).replace(/[<>]/g, encodeURIComponent)}>)\n`;
}
