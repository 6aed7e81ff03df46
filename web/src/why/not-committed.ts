// Why an entry is not committed, or not known to be.

import type { ServerView, View } from "../../generated/raft_timeline.js";
import type { WhyWords } from "../i18n/why.en.ts";
import { PLACES } from "../model/sections.ts";
import { showing } from "../view/logs.ts";
import { entryOf, serverOf } from "../view/lookup.ts";
import type { Finding } from "./finding.ts";

export function notCommitted(
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
    { says: words.stored(index, entry.term, ids, server.quorum), section: PLACES.replication },
  ];
  const knows = holders.find((one) => one.status !== "crashed" && one.commitIndex >= index);
  if (knows) {
    const says = words.knows(knows.id, knows.commitIndex, id, server.commitIndex);
    return [...found, { says, section: PLACES.replication }];
  }
  if (isInRun) found.push({ says: words.forgotten, section: PLACES.state });
  return [...found, ...atLeader(showing(view), index, entry.term, words)];
}

/** Says why a leader has not committed an entry. */
function atLeader(
  leader: ServerView | undefined,
  index: number,
  entryTerm: number,
  words: WhyWords["findings"],
): Finding[] {
  if (!leader) return [{ says: words.noLeader, section: PLACES.replication }];
  const { id, term, progress, quorum } = leader;
  const own = entryOf(leader, index)?.term;
  if (own !== entryTerm) {
    return [{ says: words.leaderLacks(id, term, index, own), section: PLACES.replication }];
  }
  const copies = 1 + progress.filter(({ matchIndex }) => matchIndex >= index).length;
  const counted = {
    says: words.matches(id, progress, copies, quorum),
    section: PLACES.replication,
  };
  if (entryTerm === term) return [counted];
  return [{ says: words.earlierTerm(id, term, entryTerm), section: PLACES.commit }, counted];
}
