// Opens runs: texts, built-in scenarios, and links.

import type { TextProblem, TextReading } from "../../generated/raft_timeline.js";
import { runPart, speedOf, withRun } from "../address/fragment.ts";
import { type BadLink, reasonText, showNotice } from "../address/notice.ts";
import { loadTimeline, type TimelineEngine } from "../engine/engine.ts";
import { Session } from "../engine/session.ts";
import { nextTask } from "../engine/slices.ts";
import type { RunWords } from "../i18n/run.ts";
import { isCalm } from "../theme/calm.ts";
import type { RunContext } from "./run-context.ts";
import type { Turn, Turns } from "./turn.ts";

/** The number of characters from which making a run takes as long as one task may. */
const LONG_TEXT = 200_000;

export class Opening {
  readonly #run: RunContext;
  readonly #words: () => RunWords;
  readonly #turns: Turns;
  readonly #notice: HTMLElement;
  /** Opens the text panel with a text that cannot be run, so that it can be corrected. */
  readonly #edit: (text: string) => void;
  #engine: TimelineEngine;
  /** The number of runs opened so far. */
  #starts = 0;

  constructor(
    run: RunContext,
    engine: TimelineEngine,
    words: () => RunWords,
    turns: Turns,
    edit: (text: string) => void,
  ) {
    this.#run = run;
    this.#engine = engine;
    this.#words = words;
    this.#turns = turns;
    this.#edit = edit;
    this.#notice = document.createElement("div");
    run.root.append(this.#notice);
  }

  get engine(): TimelineEngine {
    return this.#engine;
  }

  /**
   * Runs a text and goes to `at` if it is given, or as far as the run was played when that was stopped.
   * Rejects with a sentence if it cannot be run.
   */
  async text(text: string, at?: number): Promise<void> {
    this.#engine = await loadTimeline();
    const reading = await this.#read(text, this.#turns.opening);
    if (reading) await this.#start(reading, text, at);
  }

  /** Runs a text and goes to `at` if it is given. If the text is wrong, the playground shows why. */
  async textOrSay(text: string, at?: number): Promise<void> {
    const reading = await this.#read(text, this.#turns.opening);
    if (reading) await this.#startOrSay(reading, { text, isLink: false }, at);
  }

  async #startOrSay(
    reading: TextReading,
    { text, isLink }: Pick<BadLink, "text" | "isLink">,
    at?: number,
  ): Promise<void> {
    const problem = reading.problem();
    if (!problem) {
      this.#say(undefined);
      return this.#start(reading, text, at);
    }
    reading.free();
    this.#say({ text, isLink, problem, edit: () => this.#edit(text) });
  }

  async #start(reading: TextReading, text: string, at?: number): Promise<void> {
    const run = reading.run();
    this.#starts += 1;
    if (text.length > LONG_TEXT) {
      const start = this.#starts;
      await nextTask();
      // Something else may have been opened meanwhile.
      if (start !== this.#starts) return run.free();
    }
    const { session: last, stage } = this.#run;
    const session = new Session(this.#engine, run, last?.speed ?? stage.speed, run, text);
    const starting = session.seek(at ?? 0);
    const plays = at === undefined && stage.autoplay && !isCalm();
    // The run is shown at once, even while it is still being played to the moment.
    const isReady = session.work === undefined;
    this.#run.adopt(session, plays && isReady);
    if (isReady || (await starting) !== "done" || !plays) return;
    session.play();
    this.#run.show(undefined);
  }

  /** Runs a built-in scenario. */
  builtin(name: string): void {
    const text = this.#engine.builtinText(name);
    if (text !== undefined) void this.text(text);
  }

  /** Opens a link. If it is bad, the playground shows it and says why. */
  async link(fragment: string): Promise<void> {
    const link = runPart(fragment);
    const unpacked = await this.#unpack(link);
    if (!unpacked) return;
    const { at, problem, text } = unpacked;
    if (problem || text === undefined) {
      return this.#say({ text: link, isLink: true, problem: problem ?? { type: "noRun" } });
    }
    const reading = await this.#read(text, this.#turns.opening);
    if (reading) await this.#startOrSay(reading, { text, isLink: true }, at);
  }

  /**
   * Returns what is wrong with a text, if anything is; `undefined` when the check was stopped or replaced by
   * another.
   */
  async check(text: string): Promise<{ problem: TextProblem | undefined } | undefined> {
    const reading = await this.#read(text, this.#turns.checking);
    const result = reading && { problem: reading.problem() };
    reading?.free();
    return result;
  }

  /** Decodes a link; `undefined` when that was stopped, or something else is opened instead. */
  async #unpack(link: string) {
    const reading = new this.#engine.LinkReading(link);
    const step = (budget: number): boolean => reading.goOn(budget);
    const job = { what: "reading", step, from: 0, to: 1, at: () => 0 } as const;
    const ending = await this.#turns.opening.do(job);
    const { at, problem } = reading.found();
    const text = reading.text();
    reading.free();
    return ending === "done" ? { at, problem, text } : undefined;
  }

  /** Reads a text; `undefined` when that was stopped, or something else is read instead. */
  async #read(text: string, turn: Turn): Promise<TextReading | undefined> {
    const reading = new this.#engine.TextReading(text);
    const step = (budget: number): boolean => reading.goOn(budget);
    const at = () => reading.share();
    if ((await turn.do({ what: "reading", step, from: 0, to: 1, at })) === "done") return reading;
    reading.free();
    return undefined;
  }

  /** Copies a link to the moment that is shown; `link` leads to its run. */
  async copyLink(link: string | undefined): Promise<void> {
    const { session, stage } = this.#run;
    if (link === undefined || !session) return;
    const page = (stage.home ?? document.baseURI).split("#", 1)[0] ?? "";
    const shown = { time: session.now, speed: session.speed };
    const fragment = withRun("", link, shown, speedOf(new URL(page).search));
    const { copied, notCopied } = this.#words().address;
    const url = `${page}#${fragment}`;
    const done = navigator.clipboard?.writeText(url) ?? Promise.reject(new Error("no clipboard"));
    this.#run.say(await done.then(() => copied).catch(() => `${notCopied} ${url}`));
  }

  #say(bad: BadLink | undefined): void {
    const words = this.#words();
    showNotice(this.#notice, bad, words);
    if (bad) this.#run.stage.refused?.(reasonText(bad.problem, words));
  }
}
