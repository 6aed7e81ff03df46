// What can be asked about, and where the answer begins.

import type { EndpointView, Run } from "../../generated/raft_timeline.js";
import type { Target } from "../figure/types.ts";
import type { WhyWords } from "../i18n/why.en.ts";

/** Something whose reason can be asked for. */
export type Question =
  | { about: "server"; server: number }
  | { about: "entry"; server: number; index: number }
  | { about: "committed"; server: number; index: number }
  | { about: "message"; message: number }
  /** An event, or some that contradict each other, each with what it says. */
  | { about: "events"; title: string; events: { seq: number; says?: string }[] };

/** A question as a person reads it, and the events that answer it. */
export interface Asked {
  title: string;
  /** Of several, each has something to say. None when it was so from the beginning. */
  events: { seq: number; says?: string }[];
}

const one = (title: string, seq: number | undefined): Asked => ({
  title,
  events: seq === undefined ? [] : [{ seq }],
});

/** Looks at the run as it is now. */
export function ask(question: Question, run: Run, words: WhyWords): Asked {
  switch (question.about) {
    case "server": {
      const { server } = question;
      const seen = run.view().servers.find(({ id }) => id === server);
      const title =
        seen === undefined || seen.status === "crashed"
          ? words.crashed(server)
          : words.role(server, seen.role, seen.term);
      return one(title, run.whyRole(server));
    }
    case "entry": {
      const { server, index } = question;
      return one(words.entry(server, index), run.whyEntry(server, index));
    }
    case "committed": {
      const { server, index } = question;
      return one(words.committed(server, index), run.whyCommitted(server, index));
    }
    case "message": {
      const { message } = question;
      const sent = run.view().messages.find(({ id }) => id === message);
      const name = (end: EndpointView | undefined) => (end ? words.endpoint(end) : "?");
      return one(words.message(name(sent?.from), name(sent?.to)), run.whyMessage(message));
    }
    case "events":
      return question;
  }
}

/** The questions that something in the figure raises. */
export function questionsAbout(
  target: Target,
  isCommitted: boolean,
  words: WhyWords,
): { label: string; question: Question }[] {
  switch (target.kind) {
    case "server":
      return [{ label: words.askRole, question: { about: "server", server: target.id } }];
    case "message":
      return [{ label: words.askMessage, question: { about: "message", message: target.id } }];
    case "entry": {
      const { server, index } = target;
      const here = { label: words.askEntry, question: { about: "entry", server, index } as const };
      const committed = {
        label: words.askCommitted,
        question: { about: "committed", server, index } as const,
      };
      return isCommitted ? [here, committed] : [here];
    }
    default:
      return [];
  }
}
