// The answer to a question. Events are not stored, so they are found by replaying the run.

import type { CauseView, EventSearch } from "../../generated/raft_timeline.js";
import type { Asked } from "../engine/asked.ts";
import type { WhyWords } from "../i18n/why.en.ts";
import type { Question } from "../model/question.ts";
import { PLACES } from "../model/sections.ts";
import { type ChainLink, links } from "./chain.ts";
import type { Finding } from "./finding.ts";
import { findings } from "./findings.ts";
import { cluesFor, titleOf } from "./question.ts";

/** A question, and the chains of causes of the events that answer it. */
export interface WhyAnswer {
  title: string;
  /** The findings in the state at this instant. */
  findings: Finding[];
  /** The chains; of several, each has a title. Empty when no event has led to the state. */
  chains: { says: string | undefined; chain: ChainLink[] }[];
}

/**
 * Searches for the answer in the run as it is now; `undefined` when something else was asked of the run
 * meanwhile. If the search is stopped, what was found so far is the answer.
 */
export async function answer(
  question: Question,
  session: Asked,
  words: WhyWords,
): Promise<WhyAnswer | undefined> {
  const { view } = session;
  const title = titleOf(question, view, words);
  const found = findings(question, view, words);
  const events = await eventsOf(question, session, words);
  if (!events) return undefined;
  const chains: WhyAnswer["chains"] = [];
  for (const { seq, says } of events) {
    const chain = await causesOf(seq, session);
    if (!chain) return undefined;
    chains.push({ says, chain: links(chain) });
  }
  const [first] = chains;
  if (question.about === "vote" && first?.says !== words.decided) {
    const { voter, candidate, term } = question;
    const says = words.findings.notAsked(voter, candidate, term);
    found.unshift({ says, section: PLACES.election });
  }
  const leadsNowhere = chains.length === 0 && found.every(({ at }) => at === undefined);
  if (leadsNowhere) found.push({ says: words.findings.began, section: PLACES.state, at: 0 });
  return { title, findings: found, chains };
}

/** The events that answer a question, without duplicates. */
async function eventsOf(
  question: Question,
  session: Asked,
  words: WhyWords,
): Promise<{ seq: number; says?: string }[] | undefined> {
  if (question.about === "events") return question.events;
  const events: { seq: number; says?: string }[] = [];
  for (const { says, begin } of cluesFor(question, session.view, words)) {
    const seq = await search(
      session,
      () => session.ask(begin),
      (it) => it.found() ?? NOTHING,
    );
    if (seq === undefined) return undefined;
    const isNew = seq !== NOTHING && events.every((event) => event.seq !== seq);
    if (isNew) events.push(says === undefined ? { seq } : { seq, says });
  }
  return events;
}

/** A number that no event has. */
const NOTHING = -1;

const causesOf = (seq: number, session: Asked): Promise<CauseView[] | undefined> =>
  search(
    session,
    () => session.ask((run) => run.searchCauses(seq)),
    (it) => it.causes(),
  );

async function search<T>(
  session: Asked,
  begin: () => EventSearch | undefined,
  result: (search: EventSearch) => T,
): Promise<T | undefined> {
  session.pause();
  const found = begin();
  const { run } = session;
  if (!found || !run) return undefined;
  const all = session.ask(() => found.left()) ?? 0;
  const ending = await session.do({
    what: "searching",
    step: (budget) => found.goOn(run, budget),
    from: 0,
    to: all,
    at: () => all - found.left(),
  });
  return session.ask(() => {
    const value = ending === "done" || ending === "stopped" ? result(found) : undefined;
    found.free();
    return value;
  });
}
