// The page in another page's frame: reads the options of its address, answers messages of the page around,
// and asks for its height. Loaded by the page when its address has `embed=1`.

import { leadsToRun } from "../address/fragment.ts";
import { loadEmbedWords } from "../i18n/embed.ts";
import { languageOf } from "../i18n/language.ts";
import { adopt } from "../theme/css.ts";
import { EmbeddedPlayground } from "./embedded-playground.ts";
import type { PlaygroundEventDetails, PlaygroundEventType } from "./events.ts";
import frameStyles from "./frame.css?inline";
import { LivePlayground } from "./live-playground.ts";
import { CONTEXT, type Message, type Request, readMessage } from "./messages.ts";
import { type OptionName, type PlaygroundOptions, readOptions } from "./options.ts";
import type { PlaygroundActions } from "./playground-actions.ts";
import { textToShow } from "./shown-text.ts";

/** The height that a frame asks for, in pixels: for a playground, and for a lesson with its text. */
const HEIGHT = 620;
const LESSON_HEIGHT = 860;

const { host, pathname, protocol, search, hash } = location;
const parameters = new URLSearchParams(`${search.slice(1)}&${hash.slice(1)}`);

/** `home` is not read from the address, which must not redirect the link to the page. */
const textOf = (name: OptionName): string | null => (name === "home" ? null : parameters.get(name));

/** The page around, if there is one. */
const around = window.parent === window ? undefined : window.parent;

function tell<T extends PlaygroundEventType>(type: T, detail: PlaygroundEventDetails[T]): void {
  around?.postMessage({ context: CONTEXT, event: type, detail }, "*");
}

async function start(): Promise<PlaygroundActions | undefined> {
  adopt(document.body, frameStyles);
  customElements.define("raft-playground", LivePlayground);
  const playground = document.querySelector<LivePlayground>("raft-playground");
  if (!playground) return undefined;
  const { options, bad } = readOptions(textOf);
  const embedded = new EmbeddedPlayground(playground, `${protocol}//${host}${pathname}`, tell);
  document.documentElement.dataset.theme = options.theme ?? "auto";
  await embedded.apply(options);
  const actions = await embedded.actions();
  // A lesson opens its own runs.
  if (options.lesson !== undefined) await embedded.begin();
  else if (leadsToRun(hash)) await actions.openLink(hash);
  else await actions.open(await fetched(options));
  tell("ready", undefined);
  await actions.tellBad(bad);
  return actions;
}

/** The text of the file that is named; `undefined` if it cannot be loaded. */
async function fetched(options: PlaygroundOptions): Promise<string | undefined> {
  try {
    return await textToShow(options, { language: languageOf(document.documentElement.lang) });
  } catch (error) {
    tell("error", error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** Messages are answered in their order, once the playground is there. */
let turn: Promise<unknown>;

function listen(starting: Promise<PlaygroundActions | undefined>): void {
  turn = starting;
  addEventListener("message", ({ source, data, origin }) => {
    if (!around || source !== around) return;
    if (data?.context === "iframe.resize") return askForHeight();
    const message = readMessage(data);
    if (!message) return;
    const to = origin === "null" ? "*" : origin;
    turn = turn.then(async () => {
      const answer = await answerTo(message, await starting);
      around.postMessage({ context: CONTEXT, id: message.id, ...answer }, to);
    });
  });
}

async function answerTo({ request }: Message, actions: PlaygroundActions | undefined) {
  const words = await loadEmbedWords(languageOf(document.documentElement.lang));
  if (!request || !actions) return { error: words.badMessage };
  try {
    await perform(request, actions);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
  const { isPlaying: playing, text, violations, time } = actions;
  return { state: { time, playing, text, violations } };
}

function perform(request: Request, actions: PlaygroundActions): Promise<void> | void {
  switch (request.do) {
    case "play":
      return actions.play();
    case "pause":
      return actions.pause();
    case "seek":
      return actions.seek(request.time);
    case "load":
      return "text" in request
        ? actions.openText(request.text, request.time)
        : actions.openBuiltin(request.scenario, request.time);
    case "state":
      return undefined;
  }
}

function askForHeight(): void {
  const isLesson = "lesson" in document.documentElement.dataset;
  const height = isLesson ? LESSON_HEIGHT : HEIGHT;
  around?.postMessage({ context: "iframe.resize", height }, "*");
}

askForHeight();
new MutationObserver(askForHeight).observe(document.documentElement, {
  attributeFilter: ["data-lesson"],
});
listen(start());
