// Goes through a lesson: opens what a step opens, plays it, asks, and notices when a goal is reached.
// It knows nothing of any one lesson, and draws nothing.

import type { ConditionCheck, ConditionView, Rules } from "../../generated/raft_timeline.js";
import { loadTimeline } from "../engine/engine.ts";
import type { Session } from "../engine/session.ts";
import { runTask } from "../engine/slices.ts";
import type { RunFinder } from "../search/run-finder.ts";
import { isCalm } from "../theme/calm.ts";
import { type Step, WAIT } from "./format.ts";
import type { Lesson } from "./load.ts";
import { rulesFrom, type Start, startOf } from "./start.ts";

/** The playground, as far as a lesson uses it. */
export interface Stage {
  readonly session: Session | undefined;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** Opens a run at a moment, in milliseconds. */
  open(text: string, at: number): Promise<void>;
  /** Puts a second world with other rules beside the run, or takes it away. */
  compare(rules: Partial<Rules> | undefined): void;
  /** Shows the run as it is now. */
  show(): void;
  /** The run's future is another one: something was done to it. */
  branched(): void;
}

/**
 * `playing`: the run goes to where the step ends. `asking`: a prediction is wanted first. `task`: a goal
 * is to be reached. `search`: a run is to be found and opened. `read`: there is nothing left to do but to
 * go on.
 */
export type Phase = "playing" | "asking" | "task" | "search" | "read";

/** As slow as this, if a step does not say it. */
const USUAL_SLOWNESS = 40;

export class Player {
  lesson: Lesson;
  readonly #stage: Stage;
  readonly #changed: () => void;
  /** The step that is shown; -1 before the first, and their number after the last. */
  index = -1;
  phase: Phase = "read";
  /** What was predicted. */
  chosen: string | undefined;
  /** Whether the goal has been reached, or a run that reaches it has been opened. */
  isReached = false;
  /** What is known of the goal's conditions. */
  conditions: ConditionView[] = [];
  /** Whether the run of a step is being opened; nothing can be done to it yet. */
  isOpening = false;
  /** The run of the lesson; another one may be shown. None while one is being opened. */
  #session: Session | undefined;
  #start: Start | undefined;
  /** The moment to which the step plays. */
  #until: number | undefined;
  /** How many violations had been found when it began to play. */
  #found = 0;
  /** The search for a run, once the reader has asked for one. */
  #finder: RunFinder | undefined;
  /** Where the task was solved. */
  #end: Start | undefined;
  #since = 0;
  #check: ConditionCheck | undefined;
  #checked: unknown;
  /** Counts what was asked for: of two things in progress, the last counts. */
  #turn = 0;

  /** `changed` is told when there is something else to show. */
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

  /** Whether another run than the lesson's is shown. */
  get isAway(): boolean {
    return this.#session !== undefined && this.#stage.session !== this.#session;
  }

  /** Whether the step is done, so that one can go on without skipping anything. */
  get isDone(): boolean {
    if (this.step?.predict) return this.chosen !== undefined;
    return !(this.step?.task ?? this.step?.search) || this.isReached;
  }

  /** The search for a run, once it has been asked for. */
  get finder(): RunFinder | undefined {
    return this.#finder;
  }

  /** Goes to the beginning of a step, whatever was done before. */
  async go(index: number): Promise<void> {
    const to = Math.max(-1, Math.min(index, this.count));
    if (to < 0 || to >= this.count) {
      // Before the first step one sees where it begins; after the last, what is there stays.
      this.#enter(to);
      if (to >= 0) return;
      return this.#open(0, true);
    }
    this.#enter(to);
    await this.#open(to, false);
  }

  /** The next step; the run goes on as it is where it can. */
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

  /** The step once more, from its beginning. */
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

  /** Searches for a run that reaches the goal, from the world of the run that is open. */
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

  /** Opens the run that was found, and plays it. */
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

  /** Ends what is being played at once: it is where it was to go. */
  async jump(): Promise<void> {
    const until = this.#until;
    if (this.phase !== "playing" || until === undefined) return;
    const turn = this.#turn;
    this.#session?.pause();
    await this.#session?.seek(until);
    if (turn === this.#turn) this.#arrive();
  }

  /** Does what the lesson's author would. Says why something cannot be done. */
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
   * Looks at the run as it is now. Cheap when nothing has changed. False when it is not known yet whether
   * the goal is reached, so that it wants to look again.
   */
  look(): boolean {
    const session = this.#session;
    if (!session || this.isAway || session.trap) return true;
    if (this.phase === "playing") this.#lookWhere(session);
    else if (this.phase === "task" && !this.isReached) return this.#lookAtGoal(session);
    return true;
  }

  /** The lesson is closed. */
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

  /** Opens the run with which a step begins, and begins it unless it is only to be looked at. */
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

  /** Begins a step whose run is there. */
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
    // Who wants no motion sees where it ends, and can go there event by event.
    if (isCalm()) return void this.jump();
    session.play();
    this.#stage.show();
  }

  /** The run is where the step wants it. */
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
    // A run stops where a property is violated, perhaps a little before the step ends.
    const isJudged = !session.playing && session.ask((run) => run.found()) !== this.#found;
    // Of a manual run's instant, one event is shown after the other.
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

  /** Brings the run to where a step ends. False when it is another run by now. */
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
