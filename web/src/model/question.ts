// What can be asked about a run.

/** Something whose reason can be asked for. */
export type Question =
  | { about: "server"; server: number }
  | { about: "notLeader"; server: number }
  /** Whether a server voted for a candidate, in a term or later. */
  | { about: "vote"; voter: number; candidate: number; term: number }
  | { about: "entry"; server: number; index: number }
  | { about: "committed"; server: number; index: number }
  /** `isInRun`: somebody committed it, whether or not a running server knows. */
  | { about: "notCommitted"; server: number; index: number; isInRun: boolean }
  | { about: "message"; message: number }
  | { about: "waiting"; request: number }
  | { about: "resent"; request: number }
  /** How a request that is acknowledged was committed and answered. */
  | { about: "answered"; request: number }
  /** Why a log has no entry at an index where others have one. */
  | { about: "missing"; server: number; index: number }
  /** Why nothing, or not everything, gets from one server to another. */
  | { about: "silence"; from: number; to: number; isClosed: boolean }
  /** An event, or some that contradict each other, each with what it says. */
  | { about: "events"; title: string; events: { seq: number; says?: string }[] };
