// What follows when the attributes of a playground's element change. Loaded when that happens.

import type { EmbeddedPlayground } from "./embedded-playground.ts";
import type { PlaygroundHost } from "./live.ts";
import { type OptionName, readOptions } from "./options.ts";
import { textToShow } from "./shown-text.ts";

/** These name another run. */
const SOURCES: OptionName[] = ["scenario", "src", "seed", "servers"];

/** Does what the changed attributes say. Rejects with a sentence when a file does not come. */
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
