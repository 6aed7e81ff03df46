// What can be asked about, and where the answer begins.

import type { EndpointView, EventSearch, Run, View } from "../../generated/raft_timeline.js";
import type { WhyWords } from "../i18n/why.en.ts";
import type { Target } from "../view/types.ts";

/** Something whose reason can be asked for. */
export type Question =
  | { about: "server"; server: number }
  | { about: "entry"; server: number; index: number }
  | { about: "committed"; server: number; index: number }
  | { about: "message"; message: number }
  /** An event, or some that contradict each other, each with what it says. */
  | { about: "events"; title: string; events: { seq: number; says?: string }[] };

/** The question in words. */
export function titleOf(question: Question, view: View, words: WhyWords): string {
  switch (question.about) {
    case "server": {
      const { server } = question;
      const seen = view.servers.find(({ id }) => id === server);
      return seen === undefined || seen.status === "crashed"
        ? words.crashed(server)
        : words.role(server, seen.role, seen.term);
    }
    case "entry":
      return words.entry(question.server, question.index);
    case "committed":
      return words.committed(question.server, question.index);
    case "message": {
      const sent = view.messages.find(({ id }) => id === question.message);
      const name = (end: EndpointView | undefined) => (end ? words.endpoint(end) : "?");
      return words.message(name(sent?.from), name(sent?.to));
    }
    case "events":
      return question.title;
  }
}

/** Starts to look for the event that answers a question; nothing when the question names it. */
export function searchFor(question: Question, run: Run): EventSearch | undefined {
  switch (question.about) {
    case "server":
      return run.searchRole(question.server);
    case "entry":
      return run.searchEntry(question.server, question.index);
    case "committed":
      return run.searchCommitted(question.server, question.index);
    case "message":
      return run.searchMessage(question.message);
    case "events":
      return undefined;
  }
}

/** The questions that something in the playground raises. */
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
