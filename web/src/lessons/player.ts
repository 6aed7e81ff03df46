// Plays a lesson: opens what a step opens, plays it, asks for predictions, and notices when a goal is
// reached. It knows no particular lesson, and draws nothing.

import type { ConditionCheck, ConditionView, Rules } from "../../generated/raft_timeline.js";
import { loadTimeline } from "../engine/engine.ts";
import type { Session } from "../engine/session.ts";
import { runTask } from "../engine/slices.ts";
import type { RunFinder } from "../search/run-finder.ts";
import { isCalm } from "../theme/calm.ts";
import { type Step, WAIT } from "./format.ts";
import type { Lesson } from "./load.ts";
import { rulesFrom, type Start, startOf } from "./start.ts";

/** What a lesson needs of the playground. */
export interface Stage {
  readonly session: Session | undefined;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** Opens a run at a moment, in milliseconds. */
  open(text: string, at: number): Promise<void>;
  /** Puts a second world with other rules beside the run; `undefined` removes it. */
  compare(rules: Partial<Rules> | undefined): void;
  /** Shows the run as it is now. */
  show(): void;
  /** Tells the playground that the run's future has changed, because something was done. */
  branched(): void;
}

/**
 * `playing`: the run plays up to the step's end. `asking`: a prediction is to be made first. `task`: the
 * reader is to reach a goal. `search`: the reader is to find and open a run. `read`: the step is complete.
 */
export type Phase = "playing" | "asking" | "task" | "search" | "read";

/** The default slowness of a step. */
const USUAL_SLOWNESS = 40;

export class Player {
  lesson: Lesson;
  readonly #stage: Stage;
  readonly #changed: () => void;
  /** The index of the step that is shown; -1 before the first, and the number of steps after the last. */
  index = -1;
  phase: Phase = "read";
  /** The choice that the reader predicted. */
  chosen: string | undefined;
  /** Whether the goal has been reached, or a run that reaches it has been opened. */
  isReached = false;
  /** The goal's conditions, as last checked. */
  conditions: ConditionView[] = [];
  /** Whether the run of a step is still being opened. */
  isOpening = false;
  /** The run of the lesson, which may not be the one that is shown; `undefined` while one is being opened. */
  #session: Session | undefined;
  #start: Start | undefined;
  /** The moment to which the step plays. */
  #until: number | undefined;
  /** The number of violations found when the step began to play. */
  #found = 0;
  /** The search for a run, once the reader has asked for one. */
  #finder: RunFinder | undefined;
  /** The run and the moment at which the task was solved. */
  #end: Start | undefined;
  #since = 0;
  #check: ConditionCheck | undefined;
  #checked: unknown;
  /** Counts the reader's requests; of two in progress, only the latest continues. */
  #turn = 0;

  /** `changed` is called when there is something new to show. */
  constructor(lesson: Lesson, stage: Stage, changed: () => void) {
    this.lesson = lesson;
    this.#stage = stage;
    this.#changed = changed;
  }

  get step(): Step | undefined {
    return this.lesson.data.steps[this.index];
  }

  get count(): number {
    return this.lesson.data.steps.length;
  }

  /** Whether a run other than the lesson's is shown. */
  get isAway(): boolean {
    return this.#session !== undefined && this.#stage.session !== this.#session;
  }

  /** Whether the step is done, so that the next can follow without skipping anything. */
  get isDone(): boolean {
    if (this.step?.predict) return this.chosen !== undefined;
    return !(this.step?.task ?? this.step?.search) || this.isReached;
  }

  /** The search for a run, once it has been asked for. */
  get finder(): RunFinder | undefined {
    return this.#finder;
  }

  /** Goes to the beginning of a step, regardless of what was done before. */
  async go(index: number): Promise<void> {
    const to = Math.max(-1, Math.min(index, this.count));
    if (to < 0 || to >= this.count) {
      // Before the first step, the run with which it begins is shown; after the last, the run stays.
      this.#enter(to);
      if (to >= 0) return;
      return this.#open(0, true);
    }
    this.#enter(to);
    await this.#open(to, false);
  }

  /** Goes to the next step, continuing the run if possible. */
  async next(): Promise<void> {
    const { step } = this;
    const at = this.index + 1;
    const following = this.lesson.data.steps[at];
    const turn = this.#turn;
    const needsOther = !step || !following || following.open || following.rules || this.isAway;
    if (needsOther || !this.isDone || !(await this.#settle(step))) {
      return turn === this.#turn ? this.go(at) : undefined;
    }
    if (turn !== this.#turn) return;
    this.#enter(at);
    await this.#begin(following);
  }

  back(): Promise<void> {
    return this.go(this.index - 1);
  }

  /** Restarts the step from its beginning. */
  again(): Promise<void> {
    return this.go(this.index);
  }

  /** Takes a prediction; the run shows whether it was right. */
  async predict(choice: string): Promise<void> {
    if (this.phase !== "asking") return;
    this.chosen = choice;
    this.#play(this.step?.run);
    this.#changed();
  }

  /** Starts the search for a run that reaches the goal, in the world of the run that is open. */
  async search(): Promise<void> {
    const { search } = this.step ?? {};
    const session = this.#session;
    if (!search || !session) return;
    const turn = this.#turn;
    const { RunFinder } = await import("../search/run-finder.ts");
    if (turn !== this.#turn || session !== this.#session) return;
    this.#finder?.end();
    const { text } = this.#here(session);
    const order = { text, goals: search.goal.join("\n"), servers: session.setup.servers };
    this.#finder = new RunFinder(order, this.#changed);
    this.#changed();
  }

  /** Opens and plays the run that was found. */
  async openFound(): Promise<void> {
    const { found } = this.#finder ?? {};
    if (!found) return;
    this.#finder?.pause();
    this.#turn += 1;
    const turn = this.#turn;
    await this.#stage.open(found.text, 0);
    if (turn !== this.#turn) return;
    this.#session = this.#stage.session;
    this.isReached = true;
    this.#play(this.#session?.ask((run) => run.end()));
    this.#changed();
  }

  /** Skips the playing: goes to the step's end at once. */
  async jump(): Promise<void> {
    const until = this.#until;
    if (this.phase !== "playing" || until === undefined) return;
    const turn = this.#turn;
    this.#session?.pause();
    await this.#session?.seek(until);
    if (turn === this.#turn) this.#arrive();
  }

  /** Performs the author's solution. Returns why an act cannot be done, if one cannot. */
  async solve(): Promise<string | undefined> {
    const { step } = this;
    const session = this.#session;
    if (!session || !step?.solution) return undefined;
    const turn = this.#turn;
    for (const act of step.solution) {
      const problem = await this.#do(act, session);
      if (problem !== undefined) return problem;
      if (turn !== this.#turn) return undefined;
    }
    return undefined;
  }

  /**
   * Checks the run as it is now. Cheap when nothing has changed. Returns false when it is not known yet
   * whether the goal is reached, so that it has to be called again.
   */
  look(): boolean {
    const session = this.#session;
    if (!session || this.isAway || session.trap) return true;
    if (this.phase === "playing") this.#lookWhere(session);
    else if (this.phase === "task" && !this.isReached) return this.#lookAtGoal(session);
    return true;
  }

  /** Ends the lesson. */
  end(): void {
    this.#turn += 1;
    this.#session = undefined;
    this.#endSearch();
    this.#stage.compare(undefined);
  }

  #enter(index: number): void {
    this.#turn += 1;
    this.index = index;
    this.isOpening = false;
    this.phase = "read";
    this.chosen = undefined;
    this.isReached = false;
    this.conditions = [];
    this.#until = undefined;
    this.#end = undefined;
    this.#endSearch();
    this.#forgetCheck();
    this.#stage.compare(undefined);
    this.#changed();
  }

  /** Opens the run with which a step begins, and begins the step unless this is a preview. */
  async #open(index: number, isPreview: boolean): Promise<void> {
    const turn = this.#turn;
    this.isOpening = true;
    this.#session = undefined;
    this.#changed();
    const engine = await loadTimeline();
    if (turn !== this.#turn) return;
    const { data, scenarios } = this.lesson;
    const start = startOf(engine, data, scenarios, index);
    await this.#stage.open(start.text, start.at);
    if (turn !== this.#turn) return;
    this.isOpening = false;
    this.#session = this.#stage.session;
    const step = data.steps[index];
    if (step && !isPreview) await this.#begin(step);
    this.#changed();
  }

  /** Begins a step whose run is open. */
  async #begin(step: Step): Promise<void> {
    const session = this.#session;
    if (!session) return;
    this.#start = this.#here(session);
    if (step.compare) this.#stage.compare(rulesFrom(step.compare));
    if (step.predict) this.phase = "asking";
    else if (step.run !== undefined) this.#play(step.run);
    else this.#arrive();
    this.#changed();
  }

  /** Plays up to a moment, in milliseconds. */
  #play(until: number | undefined): void {
    const { step } = this;
    const session = this.#session;
    if (!session || !step) return;
    this.#until = until;
    this.#found = session.ask((run) => run.found()) ?? 0;
    this.phase = "playing";
    this.#stage.speed = 1 / (step.speed ?? USUAL_SLOWNESS);
    // Readers who prefer reduced motion see the end at once, and can step there event by event.
    if (isCalm()) return void this.jump();
    session.play();
    this.#stage.show();
  }

  /** Starts the step's task, as the run has arrived. */
  #arrive(): void {
    const { step } = this;
    const asks = step?.search ? "search" : "task";
    this.phase = this.isDone ? "read" : asks;
    this.#since = step?.task?.since === "run" ? 0 : (this.#session?.now ?? 0);
    this.#stage.show();
    this.#changed();
  }

  #lookWhere(session: Session): void {
    const until = this.#until;
    if (until === undefined || session.heading !== undefined) return;
    // A run pauses where a property is violated, perhaps slightly before the step's end.
    const isJudged = !session.playing && session.ask((run) => run.found()) !== this.#found;
    // In a manual run, the events of an instant are shown one by one.
    const isThere = session.now >= until && (session.view.nextEventAt ?? Infinity) > until;
    if (isThere || isJudged) void this.jump();
  }

  #lookAtGoal(session: Session): boolean {
    if (!this.#check) {
      if (session.view === this.#checked) return true;
      this.#checked = session.view;
      const goal = this.step?.task?.goal ?? [];
      this.#check = session.ask((run) => run.startConditions(goal, this.#since));
    }
    const check = this.#check;
    const isKnown = session.ask((run) => runTask((budget) => check?.goOn(run, budget) ?? true));
    if (!isKnown || !check) return false;
    const conditions = session.ask((run) => check.answer(run)) ?? [];
    this.#check = undefined;
    const isSame = JSON.stringify(conditions) === JSON.stringify(this.conditions);
    this.conditions = conditions;
    if (conditions.length > 0 && conditions.every(({ holds }) => holds)) {
      this.isReached = true;
      this.phase = "read";
      this.#end = this.#here(session);
      session.pause();
      this.#stage.show();
      this.#changed();
    } else if (!isSame) this.#changed();
    return true;
  }

  /** Brings the run to the step's end. Returns false when it is a different run by now. */
  async #settle(step: Step): Promise<boolean> {
    const session = this.#session;
    if (!session) return false;
    const end = this.#end ?? { text: this.#start?.text, at: step.run ?? this.#start?.at ?? 0 };
    session.pause();
    if (session.ask((run) => run.text()) !== end.text) return false;
    return (await session.seek(end.at)) === "done";
  }

  #here(session: Session): Start {
    return { text: session.ask((run) => run.text()) ?? "", at: session.now };
  }

  async #do(act: string, session: Session): Promise<string | undefined> {
    session.pause();
    const wait = WAIT.exec(act)?.[1];
    const problem = wait === undefined ? session.ask((run) => run.perform(act)) : undefined;
    this.#stage.branched();
    await session.seek(session.now + Number(wait ?? 0));
    this.#stage.show();
    return problem;
  }

  #endSearch(): void {
    this.#finder?.end();
    this.#finder = undefined;
  }

  #forgetCheck(): void {
    this.#check = undefined;
    this.#checked = undefined;
  }
}
