// English: how to write, in the language of scenarios, what was probably meant.

import type { TextHint } from "../../generated/raft_timeline.js";
import { given } from "./given.ts";

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
      return `a text stands in double quotes, as in "${given(hint.word)}"`;
    case "everyUntilQuiet":
      return "“until quiet” is about every message, as in “every append until quiet”";
    case "aboveSteps":
      return `settings stand above the first step: move this line up, above line ${hint.line}`;
  }
}
