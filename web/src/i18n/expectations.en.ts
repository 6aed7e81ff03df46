// English: a scenario's expectations, and what was the case instead.

import type {
  Instead,
  Property,
  RequestFact,
  ServerIs,
  When,
} from "../../generated/raft_timeline.js";
import { judge } from "./judge.en.ts";
import { roles } from "./names.en.ts";
import { exactMs, inSeconds, s } from "./units.ts";

const seconds = (ms: number) => `${inSeconds(ms)} s`;

const count = (number: number, one: string, many: string) =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;
const more = (number: number) => (number > 0 ? ` and ${number} more` : "");

/** What holds for a server, as it follows the server's name. */
function serverText(is: ServerIs): string {
  switch (is.type) {
    case "crashed":
      return "has crashed";
    case "paused":
      return "is paused";
    case "inRole":
      return `is ${roles[is.role]}`;
    case "inTerm":
      return `is in term ${is.term}`;
    case "votedFor":
      return `voted for ${s(is.candidate)}`;
    case "hasNotVoted":
      return "has not voted";
    case "log":
      return is.terms.length === 0
        ? "has an empty log"
        : `has a log with the terms ${is.terms.join(" ")}${more(is.more)}`;
    case "length":
      return `has ${count(is.length, "entry", "entries")}`;
    case "noEntry":
      return "has no such entry";
    case "command":
      return `has “${is.command}” there`;
    case "noop":
      return "has a no-op there";
    case "commit":
      return `has commitIndex ${is.index}`;
    case "applied":
      return `has lastApplied ${is.index}`;
    case "value":
      return `has the value “${is.value}”`;
    case "noValue":
      return "has no value";
  }
}

function requestText(fact: RequestFact): string {
  switch (fact.type) {
    case "missing":
      return "there is no such request";
    case "known":
      return {
        waiting: "the client is still waiting",
        unknown: "the outcome is unknown: the client had no reply in time and is retrying",
        acknowledged: "the request was acknowledged",
      }[fact.known];
    case "notAcknowledged":
      return "the request has not been acknowledged";
    case "returnsNothing":
      return "the request returns no value";
    case "returned":
      return `the request returned “${fact.value}”`;
    case "returnedNoValue":
      return "the key had no value";
    case "failed":
      return "the command failed";
  }
}

/** What was the case, as a clause. */
function insteadText(instead: Instead): string {
  switch (instead.type) {
    case "leaders":
      return instead.leaders.length === 0
        ? "there is no leader"
        : list(instead.leaders, ({ server, term }) => `${s(server)} is leader in term ${term}`);
    case "servers":
      return list(instead.servers, ({ server, is }) => `${s(server)} ${serverText(is)}`);
    case "request":
      return requestText(instead.fact);
    case "progress": {
      const name = instead.index === "next" ? "nextIndex" : "matchIndex";
      return instead.is === undefined
        ? `${s(instead.leader)} is not leader`
        : `${s(instead.leader)} has ${name} ${instead.is} for ${s(instead.follower)}`;
    }
    case "inFlight":
      return instead.messages.length === 0
        ? "no such message is in flight"
        : `in flight: ${instead.messages.join("; ")}${more(instead.more)}`;
    case "logsDiffer":
      return `${s(instead.one)} and ${s(instead.other)} differ at index ${instead.index}`;
    case "logsAgree":
      return "the logs do not differ";
    case "termsDecreased":
      return instead.servers.length === 0
        ? "no term has decreased"
        : list(
            instead.servers,
            ({ server, from, to }) => `${s(server)} went from term ${from} back to term ${to}`,
          );
    case "sent":
      return `${count(instead.count, "message was", "messages were")} sent`;
    case "carried":
      return `${count(instead.count, "entry was", "entries were")} sent`;
    case "electionTimeouts":
      return instead.count === 1
        ? "there was 1 election timeout"
        : `there were ${instead.count} election timeouts`;
    case "took":
      return `it took ${exactMs(instead.time)} ms`;
    case "violations":
      return instead.violations.length === 0
        ? "no property has been violated"
        : `violated: ${list(instead.violations, ({ property, at }) => `${names[property]} at ${seconds(at)}`)}${more(instead.more)}`;
  }
}

const names: Record<Property, string> = judge.names;

const list = <T>(items: readonly T[], text: (item: T) => string) => items.map(text).join(", ");

export const expectations = {
  title: "Expectations",
  /** How many have failed, held, and are open. */
  sum: (held: number, failed: number, open: number) =>
    [
      ...(failed > 0 ? [`${failed} failed`] : []),
      `${held} held`,
      ...(open > 0 ? [`${open} open`] : []),
    ].join(", "),
  held: "Holds",
  failed: "Fails",
  open: "Open",
  /** When an expectation must hold. */
  when: (when: When, at: number) =>
    ({ at: `at ${seconds(at)}`, by: `by ${seconds(at)}`, always: "always", never: "never" })[when],
  instead: (instead: Instead) => `Instead: ${insteadText(instead)}.`,
  /** The failure that came first, of so many. */
  failing: (number: number, expectation: string, instead: Instead) =>
    `${number === 1 ? "An expectation fails" : `${number} expectations fail, first`}: ${expectation}. Instead: ${insteadText(instead)}.`,
  goTo: (at: number) => `Go to ${seconds(at)}`,
  why: "Why?",
  /** The text of a mark in the drawings of the run. */
  mark: (state: string, expectation: string) => `${state}: ${expectation}`,
  more: (number: number) => count(number, "more expectation", "more expectations"),
};

export type ExpectationTexts = typeof expectations;
