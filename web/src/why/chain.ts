// The links of a chain of causes, as they are told.

import type { CauseView, Decided, EndpointView, WhatView } from "../../generated/raft_timeline.js";
import { isAgainstPaper } from "../model/against-paper.ts";
import type { Target } from "../view/types.ts";

/** One link: an event, with what rules decided before it. */
export interface ChainLink {
  seq: number;
  /** In milliseconds. */
  at: number;
  what: WhatView;
  decisions: Decided[];
}

/** How many links are shown before the rest is asked for. */
export const SHOWN = 6;

/** The links of a chain. An arrival is left out if its sending follows: it adds only the time. */
export function links(causes: CauseView[]): ChainLink[] {
  return causes.flatMap(({ event, decisions }, at) => {
    const next = causes[at + 1]?.event.what;
    const isRedundant =
      event.what.type === "arrived" &&
      next?.type === "sent" &&
      next.summary.message === event.what.message;
    return isRedundant ? [] : [{ ...event, decisions }];
  });
}

/**
 * What decided, of a chain: what no rule of the paper would have, if there is such a decision; else
 * the last decision of the first link that has one. Of several in one step the later ones rest on the
 * earlier.
 */
export function deciding(chain: ChainLink[]): Decided | undefined {
  // Who asks about a decision is told that one.
  const asked = chain[0]?.what;
  if (asked?.type === "decided") return asked;
  const all = chain.flatMap(({ decisions }) => decisions);
  const otherwise = all.find(({ decision }) => isAgainstPaper(decision));
  return otherwise ?? chain.find(({ decisions }) => decisions.length > 0)?.decisions.at(-1);
}

/** What to look at when going to the moment of an event. */
export function targetOf(what: WhatView): Target | undefined {
  switch (what.type) {
    case "sent":
    case "lost":
      return { kind: "message", id: what.summary.message };
    case "arrived":
      return endpointTarget(what.to);
    case "appended":
      return { kind: "entry", server: what.server, index: what.first + what.count - 1 };
    case "committed":
    case "applied":
    case "accepted":
      return { kind: "entry", server: what.server, index: what.index };
    default:
      return "server" in what ? { kind: "server", id: what.server } : undefined;
  }
}

function endpointTarget({ server, client }: EndpointView): Target | undefined {
  if (server !== undefined) return { kind: "server", id: server };
  return client === undefined ? undefined : { kind: "client", id: client };
}
