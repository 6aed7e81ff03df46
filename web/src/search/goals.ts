// The suggested goals: conditions in the scenario language.

/** Complete goals, the most wanted first. They make sense with three servers or more. */
export const GOALS: readonly string[] = [
  "violation election-safety",
  "violation leader-completeness",
  "violation state-machine-safety",
  "violation log-matching",
  "violation acknowledged-lost",
  "violation uncommitted-read",
  "leader s1",
  "leader s2",
  "leader s1 term 3",
  "role s3 candidate",
  "answer 1 acknowledged",
  "log s3 empty",
  "log s1 1 1 2",
  "term s3 = 0",
];

/** Adds a goal on a line of its own. */
export function withGoal(goals: string, goal: string): string {
  const before = goals.trimEnd();
  return before === "" ? goal : `${before}\n${goal}`;
}
