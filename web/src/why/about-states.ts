// Findings about a server, an entry, a message or a link in the state at an instant.

import type { ServerView, View } from "../../generated/raft_timeline.js";
import type { WhyWords } from "../i18n/why.en.ts";
import { PLACES, type Section } from "../model/sections.ts";
import { showing } from "../view/logs.ts";
import { entryOf, serverOf } from "../view/lookup.ts";
import type { Target } from "../view/types.ts";
import type { Finding } from "./finding.ts";
import { isHeld, wayOf } from "./offers.ts";

/** Says what the server's role or status means, with the relevant values. */
export function serverState(view: View, id: number, { findings: words }: WhyWords): Finding[] {
  const server = serverOf(view, id);
  if (!server) return [];
  const { status, role, term, votes, quorum, leader, waiting, log } = server;
  if (status === "crashed")
    return [{ says: words.onDisk(id, term, log.last), section: PLACES.crash }];
  if (status === "paused") return [{ says: words.paused(id, waiting), section: PLACES.timing }];
  switch (role) {
    case "leader":
      return [{ says: words.elected(id, term, quorum), section: PLACES.election }];
    case "candidate":
      return [{ says: words.votes(id, votes, quorum), section: PLACES.election }];
    case "preCandidate":
      return [{ says: words.votes(id, votes, quorum), section: PLACES.preVote }];
    case "follower":
      return [{ says: words.followsWhom(id, term, leader), section: PLACES.election }];
  }
}

export function entryHere(
  view: View,
  id: number,
  index: number,
  { findings: words }: WhyWords,
): Finding[] {
  const server = serverOf(view, id);
  const entry = server && entryOf(server, index);
  return entry ? [{ says: words.created(id, index, entry.term), section: PLACES.replication }] : [];
}

export function commitHere(
  view: View,
  id: number,
  index: number,
  { findings: words }: WhyWords,
): Finding[] {
  const server = serverOf(view, id);
  if (!server) return [];
  const says = words.commitHere(id, server.commitIndex, index);
  return [{ says, section: PLACES.replication }];
}

/** Says what messages of this kind are for. */
export function message(view: View, id: number, { findings: words }: WhyWords): Finding[] {
  const sent = view.messages.find((one) => one.id === id);
  if (!sent) return [];
  const { kind, entries, sentAt } = sent;
  const isHeartbeat = kind === "appendEntries" && entries === 0;
  const section = isHeartbeat ? PLACES.election : SECTIONS[kind];
  const target: Target = { kind: "message", id };
  return [{ says: words.messages[kind](sent), section, at: sentAt, target }];
}

const SECTIONS: Record<View["messages"][number]["kind"], Section> = {
  requestVote: PLACES.election,
  requestVoteResponse: PLACES.election,
  preVote: PLACES.preVote,
  preVoteResponse: PLACES.preVote,
  appendEntries: PLACES.replication,
  appendEntriesResponse: PLACES.replication,
  clientRequest: PLACES.clients,
  clientResponse: PLACES.clients,
};

/** Says why a log has no entry where others have one. */
export function missing(view: View, id: number, index: number, all: WhyWords): Finding[] {
  const server = serverOf(view, id);
  if (!server) return [];
  const words = all.findings;
  const holders = view.servers.filter((one) => entryOf(one, index)).map((one) => one.id);
  const lacks = {
    says: words.lacks(id, server.log.last, index, holders),
    section: PLACES.replication,
  };
  const leader = showing(view);
  if (server.status === "crashed") {
    return [lacks, { says: words.receiverDown(id), section: PLACES.crash }];
  }
  if (!leader) return [lacks, { says: words.noSender, section: PLACES.replication }];
  return [lacks, ...fromLeader(view, leader, server, index, all)];
}

/** Says what a leader does to replicate an entry to a server. */
function fromLeader(
  view: View,
  leader: ServerView,
  { id }: ServerView,
  index: number,
  { findings: words }: WhyWords,
): Finding[] {
  const progress = leader.progress.find((one) => one.server === id);
  if (!entryOf(leader, index) || !progress) {
    const says = words.leaderLacks(leader.id, leader.term, index, undefined);
    return [{ says, section: PLACES.replication }];
  }
  const says = words.next(leader.id, id, progress.nextIndex, progress.matchIndex);
  const found: Finding[] = [
    { says, section: PLACES.replication },
    ...closed(view, leader.id, id, words),
  ];
  const under = view.messages.find(
    ({ kind, entries, from, to }) =>
      kind === "appendEntries" && entries > 0 && from.server === leader.id && to.server === id,
  );
  if (!under) return found;
  const says2 = words.underWay(leader.id, id, under.entries, under.heldSince !== undefined);
  const target: Target = { kind: "message", id: under.id };
  return [...found, { says: says2, section: PLACES.replication, at: under.sentAt, target }];
}

/** Says what closes one direction of a link. */
function closed(view: View, from: number, to: number, words: WhyWords["findings"]): Finding[] {
  const way = wayOf(from, to, view);
  const found: Finding[] = [];
  const { network } = PLACES;
  if (way?.cut) found.push({ says: words.cut(from, to), section: network });
  if (isHeld(from, to, view)) found.push({ says: words.held(from, to), section: network });
  const loss = way?.settings?.loss ?? 0;
  if (loss > 0) found.push({ says: words.lossy(from, to, loss / 10), section: network });
  return found;
}

/** Says why no messages, or not all, get from one server to another. */
export function silence(view: View, from: number, to: number, all: WhyWords): Finding[] {
  const words = all.findings;
  const receiver = serverOf(view, to);
  const found = closed(view, from, to, words);
  if (receiver?.status === "crashed") {
    found.push({ says: words.receiverDown(to), section: PLACES.crash });
  } else if (receiver?.status === "paused") {
    found.push({ says: words.paused(to, receiver.waiting), section: PLACES.timing });
  }
  const lost = view.lost.findLast(
    ({ message }) => message.from.server === from && message.to.server === to,
  );
  if (lost) {
    const { message, lostAt, why } = lost;
    const says = all.whats.lost({
      type: "lost",
      summary: { ...message, message: message.id },
      why,
    });
    found.push({ says, section: PLACES.network, at: lostAt });
  }
  return found;
}
