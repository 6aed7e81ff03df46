// The links of a chain of causes, as they are shown.

import type { CauseView, Decided, EndpointView, WhatView } from "../../generated/raft_timeline.js";
import { isAgainstPaper } from "../model/against-paper.ts";
import type { Target } from "../view/types.ts";

/** A link: an event, with the decisions that led to it. */
export interface ChainLink {
  seq: number;
  /** In milliseconds. */
  at: number;
  what: WhatView;
  decisions: Decided[];
}

/** How many links are shown at first. */
export const SHOWN = 6;

/** Returns the links of a chain. An arrival is left out if its sending follows, as it adds only the time. */
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
 * The deciding decision of a chain: one that the paper's rule would have made otherwise, if there is one;
 * else the last decision of the first link that has any, as later decisions of a step depend on earlier ones.
 */
export function deciding(chain: ChainLink[]): Decided | undefined {
  // A question about a decision is answered with that decision.
  const asked = chain[0]?.what;
  if (asked?.type === "decided") return asked;
  const all = chain.flatMap(({ decisions }) => decisions);
  const otherwise = all.find(({ decision }) => isAgainstPaper(decision));
  return otherwise ?? chain.find(({ decisions }) => decisions.length > 0)?.decisions.at(-1);
}

/** The target to select when going to an event. */
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
