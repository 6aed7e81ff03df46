// The figure of an element, awake: loaded when the first one on a page is to be seen.

import { live, loadTimeline } from "../engine/engine.ts";
import type { Language } from "../i18n/language.ts";
import type { Tell } from "./events.ts";
import { Figure } from "./figure.ts";
import { LivePlayground } from "./live-playground.ts";
import { openSource } from "./open-source.ts";
import { type OptionName, readOptions } from "./options.ts";

export type { Figure };

/** The name of the playground inside the element: nobody else is to use it. */
const INNER_NAME = "raft-playground-figure";

/** The page with the whole playground is beside the folder that this file is in. */
const here = import.meta.url;

/** The smallest module there is: what compiles it compiles the others. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
let ability: Promise<unknown> | undefined;

/** The element around a figure. */
export interface FigureHost {
  textOf(name: OptionName): string | null;
  /** The scenario that stands in the element, if one does. */
  readonly content: string | undefined;
  readonly language: Language;
  readonly tell: Tell;
}

/**
 * Starts a figure in `place`, and resolves when it shows its first picture. Rejects, and leaves nothing
 * behind, when it cannot run: no WebAssembly, a policy against it, a file that does not come.
 */
export async function startFigure(place: HTMLElement, host: FigureHost): Promise<Figure> {
  ability ??= compile();
  await ability;
  const { options, bad } = readOptions((name) => host.textOf(name));
  const text = await prepare(host);
  if (!customElements.get(INNER_NAME)) customElements.define(INNER_NAME, LivePlayground);
  const playground = document.createElement(INNER_NAME) as LivePlayground;
  const figure = new Figure(playground, new URL("../", here).href, host.tell);
  figure.apply({ ...options, lang: host.language }, bad);
  place.append(playground);
  await figure.dress();
  await openSource(figure, options, text);
  return figure;
}

/** Does what the changed attributes of a figure's element say; another run is opened `ifOther`. */
export async function changeFigure(
  figure: Figure,
  host: FigureHost,
  changed: ReadonlySet<OptionName>,
): Promise<void> {
  const { options, bad } = readOptions((name) => host.textOf(name));
  figure.apply(
    { ...options, lang: host.language },
    bad.filter(({ name }) => changed.has(name)),
  );
  await figure.dress();
  const isOther = SOURCES.some((name) => changed.has(name));
  if (isOther) await openSource(figure, options, await prepare(host));
  else if (changed.has("t") && options.t !== undefined) await figure.seek(options.t);
}

const SOURCES: OptionName[] = ["scenario", "src", "seed", "servers"];

async function compile(): Promise<unknown> {
  return WebAssembly.compile(EMPTY_MODULE);
}

/** Loads what the figure lives on, and gives the text that it is to show, if that is one. */
async function prepare(host: FigureHost): Promise<string | undefined> {
  const { options } = readOptions((name) => host.textOf(name));
  const { src, scenario } = options;
  const isFree = src === undefined && scenario === undefined && host.content === undefined;
  if (isFree) {
    await live.load();
    return undefined;
  }
  const engine = await loadTimeline();
  if (src === undefined) return host.content;
  const { fetchScenario } = await import("./fetch-scenario.ts");
  return fetchScenario(src, engine.greatestText(), host.language);
}
