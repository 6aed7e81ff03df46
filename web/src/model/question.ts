// The questions that can be asked about a run.

/** A question about the reason for something. */
export type Question =
  | { about: "server"; server: number }
  | { about: "notLeader"; server: number }
  /** Whether a server voted for a candidate in this term or later. */
  | { about: "vote"; voter: number; candidate: number; term: number }
  | { about: "entry"; server: number; index: number }
  | { about: "committed"; server: number; index: number }
  /** `isInRun`: the entry was committed in this run, whether or not a running server knows it. */
  | { about: "notCommitted"; server: number; index: number; isInRun: boolean }
  | { about: "message"; message: number }
  | { about: "waiting"; request: number }
  | { about: "resent"; request: number }
  /** How an acknowledged request was committed and answered. */
  | { about: "answered"; request: number }
  /** Why a log has no entry at an index where others have one. */
  | { about: "missing"; server: number; index: number }
  /** Why no messages, or not all, get from one server to another. */
  | { about: "silence"; from: number; to: number; isClosed: boolean }
  /** An event, or several that contradict each other, each with its text. */
  | { about: "events"; title: string; events: { seq: number; says?: string }[] };
