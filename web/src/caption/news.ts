// Tells in a few sentences what has happened: for screen readers, and as one line on the page.

import type { EventView, View } from "../../generated/raft_wasm.js";
import type { NewsTexts } from "../i18n/caption.en.ts";
import { given } from "../i18n/given.ts";

/** The most sentences at a time: a listener cannot skip any. */
const MOST = 3;

/**
 * Returns sentences about the latest important events, oldest first. `committed` is the highest index told
 * before.
 */
export function sentences(
  events: EventView[],
  view: View,
  committed: number,
  news: NewsTexts,
): { told: string[]; committed: number } {
  const told = new Map<string, string>();
  let highest = committed;
  const tell = (key: string, sentence: string) => {
    // A later sentence of the same kind replaces the earlier one.
    told.delete(key);
    told.set(key, sentence);
  };
  for (const { at, what } of events) {
    switch (what.type) {
      case "becameRole":
        if (what.role === "leader") tell("role", news.elected(what.server, what.term));
        if (what.role === "candidate") tell("role", news.candidate(what.server, what.term));
        break;
      case "committed":
        // Every server commits an entry in turn; only the first time is told.
        if (what.index > highest) tell("commit", news.committed(what.index));
        highest = Math.max(highest, what.index);
        break;
      case "started":
        if (at > 0) tell(`life ${what.server}`, news.started(what.server));
        break;
      case "crashed":
      case "paused":
      case "resumed":
        tell(`life ${what.server}`, news[what.type](what.server));
        break;
      case "truncated":
        tell(`log ${what.server}`, news.truncated(what.server, what.from));
        break;
      case "acknowledged": {
        const request = view.requests.find(({ id }) => id === what.request);
        if (request) tell("request", news.acknowledged(given(request.text)));
        break;
      }
    }
  }
  return { told: [...told.values()].slice(-MOST), committed: highest };
}
