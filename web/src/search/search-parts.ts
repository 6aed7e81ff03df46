// The search in the playground: what its panel needs of the run that is shown.

import type { RuleView, TextProblem } from "../../generated/raft_timeline.js";
import type { JudgeWords } from "../i18n/judge.ts";
import { loadSearchWords } from "../i18n/search.ts";
import { changedRules, rulesText } from "../model/rule-choices.ts";
import type { RunContext } from "../run/run-context.ts";
import { SearchPanel } from "./search-panel.ts";

/** What the search needs of the run's other parts. */
export interface SearchedRun {
  /** All rules with their choices. */
  readonly rules: RuleView[];
  /** The text of the run; `undefined` when it cannot be written. */
  runText(): Promise<string | undefined>;
  /** What is wrong with the goals of a search, which are written one to a line. */
  goalProblem(goals: string, servers: number): TextProblem | undefined;
  /** Says what is wrong with a text, without the place. */
  whatIsWrong(problem: TextProblem): string;
  open(text: string): Promise<void>;
  /** Puts a second world beside the run, with these rules and otherwise the paper's; `undefined` removes it. */
  compare(rules: object | undefined): void;
}

export class SearchParts {
  readonly #panel: SearchPanel;
  readonly #judgeWords: () => JudgeWords;
  #words: Awaited<ReturnType<typeof loadSearchWords>>;

  /** Rejects when the words cannot be loaded. */
  static async load(
    host: RunContext,
    run: SearchedRun,
    words: () => JudgeWords,
  ): Promise<SearchParts> {
    return new SearchParts(host, run, words, await loadSearchWords(words().language));
  }

  private constructor(
    host: RunContext,
    run: SearchedRun,
    judgeWords: () => JudgeWords,
    words: Awaited<ReturnType<typeof loadSearchWords>>,
  ) {
    this.#judgeWords = judgeWords;
    this.#words = words;
    const parts = this;
    this.#panel = new SearchPanel(host.root, {
      get words() {
        return parts.#words;
      },
      get brokenRules() {
        return parts.#brokenRules(host, run.rules);
      },
      get servers() {
        return host.session?.setup.servers ?? 0;
      },
      text: () => run.runText(),
      goalProblem: (goals, servers) => run.goalProblem(goals, servers),
      whatIsWrong: (problem) => run.whatIsWrong(problem),
      open: (text, isCompared) => void this.#open(run, text, isCompared),
    });
  }

  show(back: HTMLElement | null): void {
    this.#panel.show(back);
  }

  /** Redraws the panel after a change of the run, its rules or the language. */
  async refresh(): Promise<void> {
    const { language } = this.#judgeWords();
    this.#words = await loadSearchWords(language);
    this.#panel.refresh();
  }

  async #open(run: SearchedRun, text: string, isCompared: boolean): Promise<void> {
    run.compare(undefined);
    this.#panel.hide();
    await run.open(text);
    if (isCompared) run.compare({});
  }

  #brokenRules({ session }: RunContext, table: RuleView[]): string | undefined {
    if (!session) return undefined;
    const broken = changedRules(session.setup, table);
    return broken.length > 0 ? rulesText(broken, this.#judgeWords()) : undefined;
  }
}
