// The groups of built-in scenarios in the menu, and the order within each.

/** The groups, in the order of the menu. */
export const GROUPS = ["start", "paper", "failures", "broken", "faster"] as const;

export type ScenarioGroup = (typeof GROUPS)[number];

/** The names of the scenarios of each group, in the order of the menu. */
const MEMBERS: Record<Exclude<ScenarioGroup, "broken">, string[]> = {
  start: ["first-election", "command-step-by-step", "leader-crash"],
  paper: [
    "figure-7",
    "figure-7-by-run",
    "repair-by-length",
    "repair-by-term",
    "figure-8-safe",
    "figure-8-unsafe",
  ],
  failures: [
    "split-vote",
    "fixed-timeouts",
    "old-leader-returns",
    "slow-follower",
    "spinning-follower",
  ],
  faster: [
    "sending-next-heartbeat",
    "sending-at-once",
    "sending-pipelined",
    "heartbeats-empty",
    "noop",
    "pre-vote",
    "check-quorum",
    "pre-vote-alone",
  ],
};

/** The group of a scenario; one in no list is about a broken rule or a failure, by its name. */
export function groupOf(name: string): ScenarioGroup {
  if (name.startsWith("broken-")) return "broken";
  const lists = Object.entries(MEMBERS) as [ScenarioGroup, string[]][];
  return lists.find(([, names]) => names.includes(name))?.[0] ?? "failures";
}

/** A sort key for the scenarios within a group; those in no list come last, in their own order. */
export function placeOf(name: string): number {
  const at = Object.values(MEMBERS).flat().indexOf(name);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
