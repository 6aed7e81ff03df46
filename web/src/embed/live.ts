// Starts the playground of an element. Loaded when the first one on a page is about to be seen.

import { live, loadTimeline } from "../engine/engine.ts";
import { EmbeddedPlayground } from "./embedded-playground.ts";
import type { Tell } from "./events.ts";
import { LivePlayground } from "./live-playground.ts";
import { type OptionName, readOptions } from "./options.ts";
import type { TextPlace } from "./shown-text.ts";

export type { EmbeddedPlayground };

/** The tag name of the playground inside the element; for internal use only. */
const INNER_NAME = "raft-playground-embedded";

/** The address of this file; the page with the whole playground is one folder above it. */
const here = import.meta.url;

/** The smallest valid module: a browser that compiles it can compile the others. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
let ability: Promise<unknown> | undefined;

/** The element around a playground. */
export interface PlaygroundHost extends TextPlace {
  textOf(name: OptionName): string | null;
  readonly tell: Tell;
}

/**
 * Starts a playground in `place` and resolves after its first drawing. Rejects, leaving nothing behind, when
 * it cannot run: without WebAssembly, under a policy against it, or when a file cannot be loaded.
 */
export async function startPlayground(
  place: HTMLElement,
  host: PlaygroundHost,
): Promise<EmbeddedPlayground> {
  ability ??= compile();
  await ability;
  const { options, bad } = readOptions((name) => host.textOf(name));
  const text =
    options.src === undefined
      ? host.content
      : await import("./shown-text.ts").then(({ textToShow }) => textToShow(options, host));
  const isFree = text === undefined && options.scenario === undefined;
  await (isFree ? live.load() : loadTimeline());
  if (!customElements.get(INNER_NAME)) customElements.define(INNER_NAME, LivePlayground);
  const playground = document.createElement(INNER_NAME) as LivePlayground;
  const embedded = new EmbeddedPlayground(playground, new URL("../", here).href, host.tell);
  place.append(playground);
  await embedded.apply({ ...options, lang: host.language });
  await (isFree ? embedded.begin() : embedded.actions().then((actions) => actions.open(text)));
  if (bad.length > 0) void embedded.actions().then((actions) => actions.tellBad(bad));
  return embedded;
}

async function compile(): Promise<unknown> {
  return WebAssembly.compile(EMPTY_MODULE);
}
