// What a run is asked for in steps, in one go: no page may do that.

import * as timeline from "../../generated/raft_timeline.js";

/** More than any of these takes. */
const ALL = 2 ** 32 - 1;

/** The run of a text, before anything that is planned for its beginning is done. */
export const unplayed = (text: string): timeline.Run => new timeline.TextReading(text).run();

/** What is wrong with a text, if anything is. */
export function problemOf(text: string): timeline.TextProblem | undefined {
  const reading = new timeline.TextReading(text);
  while (!reading.goOn(ALL));
  const problem = reading.problem();
  reading.free();
  return problem;
}

/** The space-time diagram of a window. */
export function historyOf(run: timeline.Run, from: number, to: number): timeline.History {
  const replay = run.startHistory(from, to);
  while (!replay.goOn(run, ALL));
  return replay.finish(run);
}

/** The number of the event that a search finds. */
export function foundBy(run: timeline.Run, search: timeline.EventSearch): number | undefined {
  while (!search.goOn(run, ALL));
  const found = search.found();
  search.free();
  return found;
}

/** The chain of causes of an event. */
export function causesOf(run: timeline.Run, seq: number): timeline.CauseView[] {
  const search = run.searchCauses(seq);
  while (!search.goOn(run, ALL));
  const causes = search.causes();
  search.free();
  return causes;
}

/** The same run with other rules. */
export function withRules(run: timeline.Run, rules: Partial<timeline.Rules>): timeline.Run {
  const other = run.startWithRules(rules);
  while (!other.goOn(ALL));
  return other;
}

/** Where two runs part, if they do. */
export function difference(
  first: timeline.Run,
  second: timeline.Run,
): timeline.DifferenceView | undefined {
  const comparing = first.compareWith(second);
  while (!comparing.goOn(first, second, ALL));
  const found = comparing.difference();
  comparing.free();
  return found;
}

/** What follows the `#` of a link to a run. */
export function linkTo(run: timeline.Run): string | undefined {
  const writing = run.startLink();
  while (!writing.goOn(run, ALL));
  return writing.finish();
}
