// Menus of things that have facts but no actions: a log's entry, a client.

import type { RequestView, ServerView, View } from "../../generated/raft_wasm.js";
import type { FullCatalogue } from "../i18n/en.later.ts";
import { given } from "../i18n/given.ts";
import { isInRun } from "../view/in-run.ts";
import { outcomeText } from "./ledger.ts";
import type { Fact, MenuItem, MenuModel } from "./menu-model.ts";

/**
 * Facts about an entry. `committed` has, for each server, the index up to which leaders have committed its
 * entries; without it, only what some server knows now is told.
 */
export function entryInfo(
  view: View,
  serverId: number,
  index: number,
  t: FullCatalogue,
  committed?: ArrayLike<number>,
): MenuModel | undefined {
  const { menu, drawing } = t;
  const server = view.servers.find(({ id }) => id === serverId);
  const entry = server?.log.entries[index - server.log.first];
  if (server && index > server.log.last) return missingInfo(view, server, index, t);
  if (!server || !entry) return undefined;
  const same = view.servers.filter(({ log }) => {
    const other = log.entries[index - log.first];
    return other?.term === entry.term && other.text === entry.text;
  });
  const isCommitted =
    isInRun(committed ?? [], serverId, index) ||
    same.some(({ commitIndex }) => commitIndex >= index);
  const whether = (isSo: boolean) => (isSo ? menu.yes : menu.notYet);
  return {
    title: menu.entry(index),
    facts: [
      [menu.command, entry.noop ? menu.noop : given(entry.text) || drawing.noCommand],
      [menu.term, String(entry.term)],
      [menu.committed, whether(isCommitted)],
      [menu.knownHere, whether(index <= server.commitIndex)],
      [menu.appliedHere, whether(index <= server.lastApplied)],
      [menu.storedOn, same.map(({ id }) => drawing.server(id)).join(" ")],
    ],
    groups: [],
  };
}

/** Facts about a place in a log that has no entry where others have one. */
function missingInfo(
  view: View,
  { log }: ServerView,
  index: number,
  t: FullCatalogue,
): MenuModel | undefined {
  const { menu, drawing } = t;
  const holders = view.servers.filter(({ log }) => index <= log.last);
  if (holders.length === 0) return undefined;
  return {
    title: menu.entry(index),
    facts: [
      [menu.log, menu.logEnds(log.last)],
      [menu.storedOn, holders.map(({ id }) => drawing.server(id)).join(" ")],
    ],
    groups: [],
  };
}

export function clientInfo(view: View, id: number, t: FullCatalogue): MenuModel {
  const { menu } = t;
  const request = view.requests.findLast(({ client }) => client === id);
  return {
    title: menu.client(id),
    facts: request ? requestFacts(request, t) : [],
    groups: [],
    note: request ? undefined : menu.noRequest,
  };
}

/** The menu of a request, with its choices. */
export function requestMenu<Choice>(
  request: RequestView,
  items: MenuItem<Choice>[],
  t: FullCatalogue,
): MenuModel<Choice> {
  const [, ...facts] = requestFacts(request, t);
  return { title: given(request.text), facts, groups: [items] };
}

function requestFacts(request: RequestView, t: FullCatalogue): Fact[] {
  const { menu, drawing } = t;
  return [
    [menu.command, given(request.text)],
    [menu.asked, t.transport.seconds(request.submittedAt)],
    [menu.sentTo, drawing.server(request.target)],
    [menu.outcome, outcomeText(request.outcome, t)],
  ];
}
