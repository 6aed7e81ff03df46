// Describes the state of a search in words.

import { given } from "../i18n/given.ts";
import type { SearchWords } from "../i18n/search.en.ts";
import type { RunFinder } from "./run-finder.ts";

/** Says what a search has found so far, or how far it has looked, or why it failed. */
export function outcomeText(finder: RunFinder, words: SearchWords): string {
  const { state, found, done, failure } = finder;
  if (state === "failed") return words.state.failed(given(failure ?? ""));
  if (state === "searching") {
    return found ? words.state.shortening(found.moves) : words.state.searching;
  }
  const { bounds } = done;
  if (found) {
    const isProved = found.isShortest && bounds;
    return [
      words.found.run(found.moves),
      isProved ? words.found.shortest(bounds) : words.found.best,
    ].join(" ");
  }
  const { none } = words;
  const known = bounds && done.depth > 0 ? none.partial(done.depth, bounds) : none.random;
  const says = state === "done" && bounds ? none.complete(bounds) : known;
  return [words.state.nothing, says].join(" ");
}
