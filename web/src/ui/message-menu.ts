// The menu of a message: its content in plain terms, and the actions on it.

import type {
  AppendOutcome,
  Body,
  EndpointView,
  Entry,
  MessageView,
  View,
} from "../../generated/raft_wasm.js";
import { sameFilter } from "../engine/session.ts";
import type { FullCatalogue } from "../i18n/en.later.ts";
import { given } from "../i18n/given.ts";
import { answerText } from "./ledger.ts";
import { type Fact, item, type MenuItem, type MenuModel, offer } from "./menu-model.ts";

/** The delays offered, in milliseconds. */
const DELAYS = [20, 100];

export function messageMenu(
  view: View,
  id: number,
  body: Body | undefined,
  now: number,
  t: FullCatalogue,
): MenuModel | undefined {
  const message = view.messages.find((candidate) => candidate.id === id);
  if (!message || !body) return undefined;
  const { menu } = t;
  const held = message.heldSince !== undefined;
  const one = { message: id };
  return {
    title: kindName(body),
    facts: [
      route(message, t),
      ...contents(body, t),
      held ? [menu.held, ""] : [menu.arrives, menu.ms(Math.max(0, message.arrivesAt - now))],
    ],
    groups: [
      offer(
        item(menu.deliver, { deliver: one }, isCut(message, view) ? menu.deliverHint : undefined),
        item(menu.drop, { drop: one }),
        item(menu.duplicate, { duplicate: one }),
        ...DELAYS.map((ms) => item(menu.delay(ms), { delay: { ...one, by: ms } })),
        held ? item(menu.releaseMessage, { release: one }) : item(menu.holdMessage, { hold: one }),
      ),
      likeThis(message, view, t),
    ],
  };
}

/** Whether the link of the message is cut now, so that delivering the message would lose it. */
function isCut({ from, to }: MessageView, { links }: View): boolean {
  return links.some((link) => link.cut && link.from === from.server && link.to === to.server);
}

/** The paper's name of a message. Client messages have none in the paper. */
function kindName(body: Body): string {
  return body.type.charAt(0).toUpperCase() + body.type.slice(1);
}

function route({ from, to }: MessageView, t: FullCatalogue): Fact {
  return [`${endpoint(from, t)} → ${endpoint(to, t)}`, ""];
}

function endpoint({ server, client }: EndpointView, { drawing }: FullCatalogue): string {
  return server === undefined ? drawing.client(client ?? 0) : drawing.server(server);
}

/** The actions on all messages of this kind in this direction. */
function likeThis(
  { from, to, kind }: MessageView,
  { holds }: View,
  { menu }: FullCatalogue,
): MenuItem[] {
  if (from.server === undefined || to.server === undefined) return [];
  const filter = { from: from.server, to: to.server, kind };
  const hint = menu.direction(from.server, to.server);
  return holds.some((held) => sameFilter(held, filter))
    ? [item(menu.releaseKind, { releaseAll: { filter } }, hint)]
    : [item(menu.holdKind, { holdAll: { filter } }, hint)];
}

function contents(body: Body, t: FullCatalogue): Fact[] {
  const { menu, drawing } = t;
  switch (body.type) {
    case "requestVote":
    case "preVote":
      return [
        [menu.term, String(body.term)],
        [menu.lastLog, menu.logId(body.lastLog.index, body.lastLog.term)],
      ];
    case "requestVoteResponse":
    case "preVoteResponse":
      return [
        [menu.term, String(body.term)],
        [menu.granted, menu.vote[body.granted ? "true" : "false"]],
      ];
    case "appendEntries":
      return [
        [menu.term, String(body.term)],
        [menu.prevLog, menu.logId(body.prevLog.index, body.prevLog.term)],
        [menu.entries, body.entries.map((entry) => entryText(entry, t)).join(", ") || menu.none],
        [menu.leaderCommit, String(body.leaderCommit)],
      ];
    case "appendEntriesResponse":
      return [[menu.term, String(body.term)], ...outcome(body.outcome, t)];
    case "clientRequest":
      return [[menu.command, given(body.text)]];
    case "clientAnswer":
      return [[menu.answer, answerText(body.answer, t)]];
    case "clientRedirect":
      return [
        [menu.answer, menu.notLeader],
        ...(body.leader === undefined ? [] : [["", menu.leaderIs(body.leader)] satisfies Fact]),
      ];
    default:
      body satisfies never;
      return [[drawing.noCommand, ""]];
  }
}

function entryText({ term, payload }: Entry, { menu, drawing }: FullCatalogue): string {
  const what = payload.type === "noop" ? menu.noop : given(payload.text);
  return `${what} (${drawing.termShort(term)})`;
}

function outcome(outcome: AppendOutcome, { menu }: FullCatalogue): Fact[] {
  if (outcome.type === "stored") {
    return [
      [menu.success, menu.yes],
      [menu.matchIndex, String(outcome.matchIndex)],
    ];
  }
  const { prevIndex, conflictTerm, firstIndex, lastIndex } = outcome;
  const why =
    conflictTerm === 0
      ? menu.tooShort(lastIndex)
      : menu.conflictTerm(prevIndex, conflictTerm, firstIndex);
  return [
    [menu.success, menu.no],
    [menu.conflict, why],
  ];
}
