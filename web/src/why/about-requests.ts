// Findings about a client's request in the state at an instant.

import type { RequestView, View } from "../../generated/raft_timeline.js";
import type { WhyWords } from "../i18n/why.en.ts";
import { PLACES } from "../model/sections.ts";
import { showing } from "../view/logs.ts";
import { requestOf, serverOf } from "../view/lookup.ts";
import type { Finding } from "./finding.ts";
import { notCommitted } from "./not-committed.ts";

/** Says how often a request was sent, with a link to when it was first sent. */
function sending(
  { text, sent, target, submittedAt, client }: RequestView,
  words: WhyWords,
): Finding {
  const says = words.findings.sent(text, sent, target);
  return { says, section: PLACES.clients, at: submittedAt, target: { kind: "client", id: client } };
}

export function waiting(view: View, id: number, all: WhyWords): Finding[] {
  const request = requestOf(view, id);
  if (!request) return [];
  const words = all.findings;
  const sent = sending(request, all);
  const holders = view.servers.flatMap((server) => {
    const entry = server.log.entries.find((one) => one.request === id);
    return entry ? [{ server, index: server.log.first + server.log.entries.indexOf(entry) }] : [];
  });
  if (holders.length === 0) return [sent, ...unheard(view, request, words)];
  const done = holders.find(({ server, index }) => server.commitIndex >= index);
  if (done)
    return [sent, { says: words.replies(done.server.id, done.index), section: PLACES.clients }];
  const leader = showing(view);
  const holder = holders.find(({ server }) => server === leader) ?? holders[0];
  return holder ? [sent, ...notCommitted(view, holder.server.id, holder.index, all)] : [sent];
}

/** Says why no log has a request. */
function unheard(view: View, { target }: RequestView, words: WhyWords["findings"]): Finding[] {
  const server = serverOf(view, target);
  const state = server?.status === "crashed" ? "down" : server?.role === "leader" ? "leads" : "not";
  return [{ says: words.unheard(target, state), section: PLACES.clients }];
}

export function resent(view: View, id: number, words: WhyWords): Finding[] {
  const request = requestOf(view, id);
  if (!request) return [];
  return [sending(request, words), { says: words.findings.once, section: PLACES.clients }];
}

/** Says who answered a request, and as which entry. */
export function answered(view: View, id: number, words: WhyWords): Finding[] {
  const request = requestOf(view, id);
  if (request?.outcome.type !== "acknowledged") return [];
  const { by, index, at } = request.outcome;
  const says = words.findings.answered(by, index);
  const target = { kind: "client", id: request.client } as const;
  return [sending(request, words), { says, section: PLACES.replication, at, target }];
}
