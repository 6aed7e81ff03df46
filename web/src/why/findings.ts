// Findings: what the state at an instant says about a question, with values, and the section of the paper
// that compares them. A question about something that has not happened has no event as its answer.

import type { ServerView, View } from "../../generated/raft_timeline.js";
import { compareLogs } from "../i18n/sentences.ts";
import type { WhyWords } from "../i18n/why.en.ts";
import type { Question } from "../model/question.ts";
import { PLACES } from "../model/sections.ts";
import { lastIndex, showing } from "../view/logs.ts";
import { entryOf, serverOf } from "../view/lookup.ts";
import { answered, resent, waiting } from "./about-requests.ts";
import { commitHere, entryHere, message, missing, serverState, silence } from "./about-states.ts";
import type { Finding } from "./finding.ts";
import { notCommitted } from "./not-committed.ts";

export type { Finding } from "./finding.ts";

/** The findings before the chain of causes; empty where the chain says everything. */
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
    case "answered":
      return answered(view, question.request, words);
    case "server":
      return serverState(view, question.server, words);
    case "entry":
      return entryHere(view, question.server, question.index, words);
    case "committed":
      return commitHere(view, question.server, question.index, words);
    case "message":
      return message(view, question.message, words);
    case "missing":
      return missing(view, question.server, question.index, words);
    case "silence":
      return silence(view, question.from, question.to, words);
    case "events":
      return [];
  }
}

function notLeader(view: View, id: number, { findings: words }: WhyWords): Finding[] {
  const server = serverOf(view, id);
  if (!server) return [];
  if (server.status === "crashed") return [{ says: words.down(id), section: PLACES.election }];
  const { term, role, votes, quorum } = server;
  const stands = role === "candidate" || role === "preCandidate";
  const other = showing(view);
  const found: Finding[] = [
    {
      says: stands ? words.votes(id, votes, quorum) : words.follows(id, term),
      section: PLACES.election,
    },
  ];
  if (other && other.term >= term) {
    found.push({ says: words.leads(other.id, other.term), section: PLACES.election });
  }
  const end = endOf(server);
  const willing = view.servers.filter(
    (voter) => voter.status !== "crashed" && compareLogs(end, endOf(voter)).candidate !== "older",
  );
  const ids = willing.map((voter) => voter.id);
  return [...found, { says: words.couldGet(id, end, ids, quorum), section: PLACES.logCheck }];
}

/** The end of a log. */
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
  return [{ says, section: PLACES.election }];
}
