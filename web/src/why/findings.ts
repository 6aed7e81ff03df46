// What the state at an instant says to a question: values, and the section of the paper that compares
// them. A question about what has not happened has no event as its answer.

import type { RequestView, ServerView, View } from "../../generated/raft_timeline.js";
import { compareLogs } from "../i18n/sentences.ts";
import type { WhyWords } from "../i18n/why.en.ts";
import { lastIndex, showing } from "../view/logs.ts";
import { requestOf, serverOf } from "./lookup.ts";
import type { Question } from "./question.ts";
import type { Section } from "./sections.ts";

/** A sentence with the values that it compares. */
export interface Finding {
  says: string;
  section: Section;
}

const ELECTION: Section = { name: "§5.2" };
const REPLICATION: Section = { name: "§5.3" };
const LOG_CHECK: Section = { name: "§5.4.1" };
const COMMIT: Section = { name: "§5.4.2" };
const CLIENTS: Section = { name: "§8" };
/** Figure 2, which is of no section below it. */
const STATE: Section = { name: "§5" };

/** What is to be said before the chain of causes; nothing where the chain says it all. */
export function findings(question: Question, view: View, words: WhyWords): Finding[] {
  switch (question.about) {
    case "notCommitted":
      return notCommitted(view, question.server, question.index, words, question.isInRun);
    case "notLeader":
      return notLeader(view, question.server, words);
    case "vote":
      return vote(view, question.voter, question.term, words);
    case "waiting":
      return waiting(view, question.request, words);
    case "resent":
      return resent(view, question.request, words);
    default:
      return [];
  }
}

const entryOf = ({ log }: ServerView, index: number) => log.entries[index - log.first];

function notCommitted(
  view: View,
  id: number,
  index: number,
  { findings: words }: WhyWords,
  isInRun = false,
) {
  const server = serverOf(view, id);
  const entry = server && entryOf(server, index);
  if (!server || !entry) return [];
  const holders = view.servers.filter((one) => entryOf(one, index)?.term === entry.term);
  const ids = holders.map((one) => one.id);
  const found: Finding[] = [
    { says: words.stored(index, entry.term, ids, server.quorum), section: REPLICATION },
  ];
  const knows = holders.find((one) => one.status !== "crashed" && one.commitIndex >= index);
  if (knows) {
    const says = words.knows(knows.id, knows.commitIndex, id, server.commitIndex);
    return [...found, { says, section: REPLICATION }];
  }
  if (isInRun) found.push({ says: words.forgotten, section: STATE });
  return [...found, ...atLeader(showing(view), index, entry.term, words)];
}

/** Why a leader has not committed an entry. */
function atLeader(
  leader: ServerView | undefined,
  index: number,
  entryTerm: number,
  words: WhyWords["findings"],
): Finding[] {
  if (!leader) return [{ says: words.noLeader, section: REPLICATION }];
  const { id, term, progress, quorum } = leader;
  const own = entryOf(leader, index)?.term;
  if (own !== entryTerm) {
    return [{ says: words.leaderLacks(id, term, index, own), section: REPLICATION }];
  }
  const copies = 1 + progress.filter(({ matchIndex }) => matchIndex >= index).length;
  const counted = { says: words.matches(id, progress, copies, quorum), section: REPLICATION };
  if (entryTerm === term) return [counted];
  return [{ says: words.earlierTerm(id, term, entryTerm), section: COMMIT }, counted];
}

function notLeader(view: View, id: number, { findings: words }: WhyWords): Finding[] {
  const server = serverOf(view, id);
  if (!server) return [];
  if (server.status === "crashed") return [{ says: words.down(id), section: ELECTION }];
  const { term, role, votes, quorum } = server;
  const stands = role === "candidate" || role === "preCandidate";
  const other = showing(view);
  const found: Finding[] = [
    {
      says: stands ? words.votes(id, votes, quorum) : words.follows(id, term),
      section: ELECTION,
    },
  ];
  if (other && other.term >= term) {
    found.push({ says: words.leads(other.id, other.term), section: ELECTION });
  }
  const end = endOf(server);
  const willing = view.servers.filter(
    (voter) => voter.status !== "crashed" && compareLogs(end, endOf(voter)).candidate !== "older",
  );
  const ids = willing.map((voter) => voter.id);
  return [...found, { says: words.couldGet(id, end, ids, quorum), section: LOG_CHECK }];
}

/** Where a log ends. */
function endOf(server: ServerView): { term: number; index: number } {
  const index = lastIndex(server);
  return { index, term: entryOf(server, index)?.term ?? 0 };
}

function vote(view: View, voter: number, term: number, { findings: words }: WhyWords): Finding[] {
  const server = serverOf(view, voter);
  if (!server) return [];
  const says =
    server.term < term
      ? words.earlier(voter, server.term, term)
      : words.voted(voter, server.term, server.votedFor);
  return [{ says, section: ELECTION }];
}

function waiting(view: View, id: number, all: WhyWords): Finding[] {
  const request = requestOf(view, id);
  if (!request) return [];
  const words = all.findings;
  const sent = { says: words.sent(request.text, request.sent, request.target), section: CLIENTS };
  const holders = view.servers.flatMap((server) => {
    const entry = server.log.entries.find((one) => one.request === id);
    return entry ? [{ server, index: server.log.first + server.log.entries.indexOf(entry) }] : [];
  });
  if (holders.length === 0) return [sent, ...unheard(view, request, words)];
  const done = holders.find(({ server, index }) => server.commitIndex >= index);
  if (done) return [sent, { says: words.replies(done.server.id, done.index), section: CLIENTS }];
  const leader = showing(view);
  const holder = holders.find(({ server }) => server === leader) ?? holders[0];
  return holder ? [sent, ...notCommitted(view, holder.server.id, holder.index, all)] : [sent];
}

/** Why no log has a request. */
function unheard(view: View, { target }: RequestView, words: WhyWords["findings"]): Finding[] {
  const server = serverOf(view, target);
  const state = server?.status === "crashed" ? "down" : server?.role === "leader" ? "leads" : "not";
  return [{ says: words.unheard(target, state), section: CLIENTS }];
}

function resent(view: View, id: number, { findings: words }: WhyWords): Finding[] {
  const request = requestOf(view, id);
  if (!request) return [];
  return [
    { says: words.sent(request.text, request.sent, request.target), section: CLIENTS },
    { says: words.once, section: CLIENTS },
  ];
}
