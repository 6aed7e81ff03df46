// What follows when the attributes of a figure's element change. Loaded when that happens.

import type { Figure } from "./figure.ts";
import type { FigureHost } from "./live.ts";
import { type OptionName, readOptions } from "./options.ts";
import { textToShow } from "./shown-text.ts";

/** These name another run. */
const SOURCES: OptionName[] = ["scenario", "src", "seed", "servers"];

/** Does what the changed attributes say. Rejects with a sentence when a file does not come. */
export async function changeFigure(
  figure: Figure,
  host: FigureHost,
  changed: ReadonlySet<OptionName>,
): Promise<void> {
  const { options, bad } = readOptions((name) => host.textOf(name));
  const actions = await figure.actions();
  const news = bad.filter(({ name }) => changed.has(name));
  await actions.change({ ...options, lang: host.language }, news);
  if (SOURCES.some((name) => changed.has(name)))
    await actions.open(await textToShow(options, host));
  else if (changed.has("t") && options.t !== undefined) await actions.seek(options.t);
}
