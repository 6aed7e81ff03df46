// The progress of a cluster as it is shown: only finished elections count.

import type { Progress, View } from "../../generated/raft_timeline.js";

/** Returns the progress without the election that is still running, as its winner is not known yet. */
export function settled(progress: Progress, view: View): Progress {
  const latest = Math.max(0, ...view.servers.map(({ term }) => term));
  const isRunning = view.servers.some(
    ({ role, status, term }) => role === "candidate" && status !== "crashed" && term === latest,
  );
  const { electionsWithoutWinner: all } = progress;
  return { ...progress, electionsWithoutWinner: isRunning ? Math.max(0, all - 1) : all };
}
