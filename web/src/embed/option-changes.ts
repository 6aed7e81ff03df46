// Applies changed attributes of a playground's element. Loaded when the first one changes.

import type { EmbeddedPlayground } from "./embedded-playground.ts";
import type { PlaygroundHost } from "./live.ts";
import { type OptionName, readOptions } from "./options.ts";
import { textToShow } from "./shown-text.ts";

/** The options that choose the run. */
const SOURCES: OptionName[] = ["scenario", "src", "seed", "servers"];

/** Applies the changed attributes. Rejects with a sentence when a file cannot be loaded. */
export async function changeOptions(
  embedded: EmbeddedPlayground,
  host: PlaygroundHost,
  changed: ReadonlySet<OptionName>,
): Promise<void> {
  const { options, bad } = readOptions((name) => host.textOf(name));
  const actions = await embedded.actions();
  const news = bad.filter(({ name }) => changed.has(name));
  await actions.change({ ...options, lang: host.language }, news);
  if (SOURCES.some((name) => changed.has(name)))
    await actions.open(await textToShow(options, host));
  else if (changed.has("t") && options.t !== undefined) await actions.seek(options.t);
}
