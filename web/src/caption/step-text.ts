// Describes one step of a run in one or two sentences: what happened, and its most important result.

import type { RecordView, StepView, View, WhatView } from "../../generated/raft_timeline.js";
import type { JudgeWords } from "../i18n/judge.ts";
import { compareLogs, whatText } from "../i18n/sentences.ts";
import { requestOf } from "../view/lookup.ts";

type Words = Pick<JudgeWords, "caption" | "why" | "news">;

/** The kinds of events that a step begins with. */
const BEGINNINGS: WhatView["type"][] = ["arrived", "timerFired", "acted", "sent"];

/** The weight of a server's starting, crashing, pausing and resuming. */
const LIFE = 97;

/** How much an event matters. The most important event of a step is told; one of weight 0 never is. */
function weight(what: WhatView): number {
  switch (what.type) {
    case "becameRole":
      return what.role === "leader" ? 98 : what.role === "follower" ? 58 : 95;
    case "crashed":
    case "started":
    case "paused":
    case "resumed":
      return LIFE;
    case "acknowledged":
      return 92;
    case "truncated":
      return 90;
    case "committed":
      return 85;
    case "accepted":
      return 80;
    case "appended":
      return 72;
    case "triedAgain":
    case "lost":
      return 60;
    case "decided":
      return decisionWeight(what);
    default:
      return 0;
  }
}

function decisionWeight({ decision }: Extract<WhatView, { type: "decided" }>): number {
  switch (decision.rule) {
    case "election":
      return decision.won ? 99 : 70;
    case "checkQuorum":
      return decision.stays ? 20 : 93;
    case "conflict":
      return decision.deletedFrom === undefined ? 0 : 91;
    case "commit":
      return decision.allowed ? 0 : 82;
    case "staleReply":
      return 79;
    case "term":
      return decision.verdict === "stepDown" ? 50 : 79;
    case "consistency":
      return decision.matches ? 0 : 78;
    case "nextTry":
      return 76;
    case "vote":
      return 75;
    default:
      return 0;
  }
}

/** Describes a step. `view` is of the same run; it gives the commands of the clients' requests. */
export function stepText(step: StepView, words: Words, view: View): string {
  const whats = step.events.map(({ what }: RecordView) => what);
  const most = mostImportant(whats);
  const outcome = voting(whats, most, words) ?? (most && text(most, whats, words, view));
  const { caption } = words;
  const isSaid = (sentence: string | undefined) => sentence !== undefined;
  const whole = beginnings(step, whats, most, words).map((first) =>
    caption.together([first, outcome].filter(isSaid)),
  );
  const ways = [...whole, outcome, most && briefly(most, words)].filter(isSaid);
  return ways.find((way) => captionWidth(way) <= caption.most) ?? ways.at(-1) ?? "";
}

/** The width of a text in Latin characters. A Chinese character is about twice as wide. */
export const captionWidth = (text: string): number =>
  text.length + (text.match(/[\u3000-\u9fff\uff00-\uff60]/g)?.length ?? 0);

/** Says what the step began with: in full, then in brief, for lack of room. */
function beginnings(
  { received }: StepView,
  whats: WhatView[],
  most: WhatView | undefined,
  words: Words,
): (string | undefined)[] {
  if (!received || count(whats, "arrived") > 1) return [beginning(whats, most, words)];
  return [words.caption.arrives(received, false), words.caption.arrives(received, true)];
}

/** Describes a vote without the values compared. */
function briefly(what: WhatView, { caption }: Words): string | undefined {
  if (what.type !== "decided" || what.decision.rule !== "vote") return undefined;
  const { candidate, preVote, because, candidateLog, voterLog } = what.decision;
  if (preVote || (because !== "granted" && because !== "logOlder")) return undefined;
  const order = compareLogs(candidateLog, voterLog).candidate;
  return caption.vote(what.server, candidate, because === "granted", order);
}

/** Whether the step is an action, or has a result worth telling. */
export function isTelling({ events }: StepView): boolean {
  const [first] = events;
  return (
    first?.what.type === "acted" || mostImportant(events.map(({ what }) => what)) !== undefined
  );
}

function mostImportant(whats: WhatView[]): WhatView | undefined {
  return whats.reduce<WhatView | undefined>((best, what) => {
    const mine = weight(what);
    return mine > (best ? weight(best) : 0) ? what : best;
  }, undefined);
}

const count = (whats: WhatView[], type: WhatView["type"]): number =>
  whats.filter((what) => what.type === type).length;

/** Says what the step began with, unless the result says it already. */
function beginning(
  whats: WhatView[],
  most: WhatView | undefined,
  { caption, why }: Words,
): string | undefined {
  const arrivals = count(whats, "arrived");
  if (arrivals > 1) return caption.deliveries(arrivals);
  const losses = count(whats, "lost");
  if (losses > 1) return caption.losses(losses);
  const isLife = most !== undefined && weight(most) === LIFE;
  if (isLife || losses > 0) return undefined;
  const timer = whats.find(({ type }) => type === "timerFired");
  const [first, ...others] = whats;
  if (!first || first === most) return undefined;
  const said = whatText(why.whats, timer ?? first);
  if (most) return BEGINNINGS.includes(first.type) ? said : undefined;
  const sent = others.filter((what) => what.type === "sent");
  // Sending a command is an action, but its description is in the scenario language; the message's own is
  // plainer.
  if (first.type === "acted" && sent[0] && sent.length === 1) return whatText(why.whats, sent[0]);
  return sent.length > 0 ? caption.together([said, caption.sends(sent.length)]) : said;
}

/** Several votes in one step are told together. */
function voting(
  whats: WhatView[],
  most: WhatView | undefined,
  { caption }: Words,
): string | undefined {
  if (most?.type !== "decided" || most.decision.rule !== "vote") return undefined;
  const votes = whats.flatMap((what) =>
    what.type === "decided" && what.decision.rule === "vote" && !what.decision.preVote
      ? [{ server: what.server, ...what.decision }]
      : [],
  );
  const candidate = votes.at(-1)?.candidate;
  const last = votes.filter((vote) => vote.candidate === candidate);
  if (last.length < 2 || candidate === undefined) return undefined;
  const servers = (isGranted: boolean) => [
    ...new Set(
      last
        .filter(({ because }) => (because === "granted") === isGranted)
        .map((vote) => vote.server),
    ),
  ];
  const granted = servers(true);
  return caption.votes(
    candidate,
    granted,
    servers(false).filter((server) => !granted.includes(server)),
  );
}

function text(
  what: WhatView,
  whats: WhatView[],
  { caption, why, news }: Words,
  view: View,
): string | undefined {
  if (what.type === "decided" && what.decision.rule === "commit") {
    const { index, entryTerm, currentTerm } = what.decision;
    if (entryTerm !== currentTerm) {
      return caption.notCommitted(what.server, index, entryTerm, currentTerm);
    }
  }
  // When several messages are lost, their number has been told; one of them adds nothing.
  if (what.type === "lost" && count(whats, "lost") > 1) return undefined;
  const command = what.type === "acknowledged" ? requestOf(view, what.request)?.text : undefined;
  return command === undefined ? whatText(why.whats, what) : news.acknowledged(command);
}
