// English: how to write in the scenario language what was probably meant.

import type { NetworkError, SetupError, TextHint, When } from "../../generated/raft_timeline.js";
import { given } from "./given.ts";
import { s } from "./units.ts";

const networkProblems: Record<NetworkError, string> = {
  latencyReversed: "the shortest latency exceeds the longest",
  latencyTooLong: "a latency is at most an hour",
  moreThanAll: "loss and duplication are at most 100%",
};

/** Says what is wrong with the setup of a cluster. */
function setupProblem(problem: SetupError): string {
  switch (problem.type) {
    case "servers":
      return `a cluster has 1 to 9 servers, not ${problem.servers}`;
    case "seed":
      return "a seed is a whole number from 0 to 9007199254740991";
    case "electionTimeoutReversed":
      return "the shortest election timeout exceeds the longest";
    case "wait":
      return "timeouts and intervals are from 1 ms to an hour";
    case "network":
      return networkProblems[problem.problem];
    case "tooManyDisks":
      return "there are more starting logs than servers";
    case "commit":
      return `the commitIndex of ${s(problem.server)} is at most ${problem.last}, the last index of its log`;
    case "tooManyClocks":
      return "there are more clocks than servers";
    case "clock":
      return "a clock runs at 0.1 to 10 times the usual rate";
    case "disk":
      return `${s(problem.server)} cannot start so: log terms begin at 1, never decrease and never exceed its own term, and its vote is for a server of the cluster`;
  }
}

/** The beginnings of a line that expects something. */
const WHEN: Record<When, string> = { at: "at 300", by: "by 300", always: "always", never: "never" };

export function textHint(hint: TextHint): string {
  switch (hint.type) {
    case "milliseconds":
      return "times are numbers of milliseconds, as in “at 300”";
    case "range":
      return `a range is written with “..”, as in ${given(hint.min)}..${given(hint.max)}`;
    case "arrow":
      return `a link is written with “->”, as in ${given(hint.from)}->${given(hint.to)}`;
    case "oneDecimal":
      return "a share has at most one decimal, as in 0.5%";
    case "quotes":
      return `a text is written in double quotes, as in "${given(hint.text)}"`;
    case "closingQuote":
      return "the closing quote of this text is missing";
    case "everyUntilQuiet":
      return "“until quiet” needs “every”, as in “every append until quiet”";
    case "aboveSteps":
      return `settings come before the first step: move this line up, above line ${hint.line}`;
    case "twice":
      return `“${given(hint.setting)}” is already set in line ${hint.line}; change that line instead`;
    case "impossible":
      return setupProblem(hint.problem);
    case "expectation":
      return `“${hint.when === "by" ? "by TIME" : hint.when}” is followed by an expectation, as in “${WHEN[hint.when]} expect leader”; an action or a note is written with “at”`;
  }
}
