// Opens runs: texts, built-in scenarios, and links.

import { runPart, withRun } from "../address/fragment.ts";
import { type BadLink, showNotice } from "../address/notice.ts";
import { loadTimeline, type TimelineEngine } from "../engine/engine.ts";
import { Session } from "../engine/session.ts";
import type { RunWords } from "../i18n/run.ts";
import { isCalm } from "../ui/options.ts";
import type { RunContext } from "./run-context.ts";

export class Opening {
  readonly #run: RunContext;
  readonly #words: () => RunWords;
  readonly #notice: HTMLElement;
  /** Opens the text panel with a text that cannot be run, to be corrected. */
  readonly #edit: (text: string) => void;
  #engine: TimelineEngine;

  constructor(
    run: RunContext,
    engine: TimelineEngine,
    words: () => RunWords,
    edit: (text: string) => void,
  ) {
    this.#run = run;
    this.#engine = engine;
    this.#words = words;
    this.#edit = edit;
    this.#notice = document.createElement("div");
    run.root.append(this.#notice);
  }

  get engine(): TimelineEngine {
    return this.#engine;
  }

  /**
   * Runs a text, up to a moment if one is named, or as far as it was played when that was stopped.
   * Rejects with a sentence if that cannot be.
   */
  async text(text: string, at?: number): Promise<void> {
    this.#engine = await loadTimeline();
    const run = this.#engine.Run.unplayed(text);
    const { session: last, stage } = this.#run;
    const session = new Session(this.#engine, run, last?.speed ?? stage.speed, run);
    const starting = session.seek(at ?? 0);
    const plays = at === undefined && stage.autoplay && !isCalm();
    // Shown at once, also while it is still being played.
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

  /** Opens what a link leads to; a bad one is shown with what is wrong with it. */
  async link(fragment: string): Promise<void> {
    const link = runPart(fragment);
    const { text, at, problem } = this.#engine.readLink(link);
    if (problem || text === undefined) {
      return this.#say({ text: link, problem: problem ?? { type: "noRun" } });
    }
    const wrong = this.#engine.checkText(text);
    if (wrong) return this.#say({ text, problem: wrong, edit: () => this.#edit(text) });
    this.#say(undefined);
    await this.text(text, at);
  }

  /** Copies a link to the moment that is shown. */
  async copyLink(): Promise<void> {
    const { link, session, stage } = this.#run;
    if (link === undefined || !session) return;
    const page = (stage.home ?? document.baseURI).split("#", 1)[0];
    const { copied, notCopied } = this.#words().address;
    const url = `${page}#${withRun("", link, session.now)}`;
    const done = navigator.clipboard?.writeText(url) ?? Promise.reject(new Error("no clipboard"));
    this.#run.say(await done.then(() => copied).catch(() => `${notCopied} ${url}`));
  }

  #say(bad: BadLink | undefined): void {
    showNotice(this.#notice, bad, this.#words());
  }
}
