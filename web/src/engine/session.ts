// A session: one simulated run and the clock that advances it.

import type { Refusal, Run, SetupView } from "../../generated/raft_timeline.js";
import type {
  Action,
  Body,
  EventView,
  MessageFilter,
  Simulation,
  View,
} from "../../generated/raft_wasm.js";
import { discardEngines, loadTimeline, type TimelineEngine } from "./engine.ts";
import { type Ending, type Job, nextTask, runTask, Work } from "./slices.ts";
import { Turns } from "./turns.ts";

/** The module that a run lives on, as far as every run needs it. */
export interface Host {
  /** The message of the last panic. */
  lastPanic(): string | undefined;
}

/** How a run trapped, and all that is needed to reproduce it. */
export interface Trap {
  /** The simulator's panic message, or else the browser's message. */
  message: string;
  error: string;
  /** The virtual time that was shown. */
  at: number;
  setup: SetupView;
  /** The text that the run began with, if any, and the actions taken. */
  text: string | undefined;
  changes: Change[];
}

/** One thing done to the run, and when. */
interface Change {
  at: number;
  action: Action | "undo" | "redo";
}

/** Where a simulation is: `steps` events after it had advanced to `time`. */
interface Position {
  time: number;
  steps: number;
}

/**
 * How often the view is renewed while events happen in every frame, in real milliseconds. What moves still
 * moves in every frame.
 */
export const VIEW_MS = 40;

/** How often a run that is played as fast as possible is shown, in real milliseconds. */
const SHOW_MS = 100;

/** The longest glide to the next event, in real milliseconds. */
const GLIDE_MS = 450;

/** How long each event of a manual run is shown while it plays, in virtual milliseconds. */
const STEP_MS = 35;

export class Session {
  setup: SetupView;
  playing = false;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** Whether time stands still regardless of `playing`, because a menu is open. */
  frozen = false;
  /** Whether the current view follows from the one before by a single step or action. */
  hasStepped = false;
  /** Set when the simulator trapped; the run cannot be used any more. */
  trap: Trap | undefined;

  #host: Host;
  #simulation: Simulation | Run;
  /** The same object as `#simulation`, once the past is kept. */
  #run: Run | undefined;
  /** The actions taken, and the text that the run began with, if any: they reproduce a trap. */
  readonly #changes: Change[] = [];
  readonly #text: string | undefined;
  #position: Position = { time: 0, steps: 0 };
  #now: number;
  #view: View;
  /** Real time since the simulation was last advanced. */
  #unseen = 0;
  #lastSeq = -1;
  #disposed = false;
  /** Virtual ms per real ms while gliding to the next event. */
  #glide: number | undefined;
  /** The work that moves the run, or that anything else asked of the run ends. */
  #main: Work | undefined;
  readonly #works = new Set<Work>();
  readonly #turns = new Turns();
  /** The view as of the last frame. */
  #ticked: View | undefined;
  /** How long the last event of a playing manual run has been shown, in virtual milliseconds. */
  #shown = 0;
  /** The virtual time to which the main work moves the run, if it moves it. */
  #heading: number | undefined;
  /** Called when long work has progressed or ended. */
  onWork: (() => void) | undefined;

  /**
   * A run on a module of either kind. A run that keeps its past is also passed as `run`, with the `text` that
   * it was read from.
   */
  constructor(host: Host, simulation: Simulation | Run, speed: number, run?: Run, text?: string) {
    this.#host = host;
    this.#simulation = simulation;
    this.#run = run;
    this.setup = simulation.setup();
    this.#text = text;
    this.speed = speed;
    this.#now = simulation.now();
    this.#view = simulation.view();
  }

  /** Public, so that a test can make it fail. */
  get simulation(): Simulation | Run {
    return this.#simulation;
  }

  /** The run with its past, once that is kept. */
  get run(): Run | undefined {
    return this.#run;
  }

  /** Asks the run something; `undefined` if it does not keep its past, or has trapped. */
  ask<T>(question: (run: Run) => T): T | undefined {
    return this.#guard(() => this.#run && question(this.#run));
  }

  /** The virtual time that is shown. Between two events it is ahead of the view's. */
  get now(): number {
    return this.#now;
  }

  /** The latest view; after a trap, the last one before it. */
  get view(): View {
    return this.#view;
  }

  /** Whether anything changes as real time passes. */
  get moving(): boolean {
    if (this.#over) return false;
    return this.#glide !== undefined || (this.playing && !this.frozen);
  }

  /** The work that takes longer than a task, if there is any; of several, the oldest. */
  get work(): Work | undefined {
    const [work] = this.#works;
    return work;
  }

  /** The virtual time to which the run is being moved, if it is. */
  get heading(): number | undefined {
    return this.#heading;
  }

  play(): void {
    this.#interrupt();
    if (this.#over) return;
    this.#glide = undefined;
    this.playing = true;
  }

  pause(): void {
    this.#interrupt();
    this.#finishGlide();
    this.playing = false;
    this.#catchUp();
  }

  /** Lets `elapsed` real milliseconds pass, at the start of a frame. */
  tick(elapsed: number): void {
    if (!this.moving) return;
    if (this.#glide === undefined) this.#playOn(elapsed);
    else this.#glideOn(elapsed * this.#glide);
  }

  /**
   * Whether `part`, which is due, is to be drawn in this frame. While time passes, one part is drawn per
   * frame.
   */
  isTurnOf(part: unknown): boolean {
    return !this.moving || this.#turns.isTurnOf(part);
  }

  /** Plays from `prelude` real milliseconds before the first event. */
  playFromFirstEvent(prelude: number): void {
    const first = this.#view.nextEventAt;
    if (first !== undefined) this.advanceTo(Math.max(0, first - prelude * this.speed));
    this.play();
  }

  /** Goes to this virtual time at once. */
  advanceTo(time: number): void {
    this.#guard(() => {
      this.#advance(time);
      this.#now = Math.max(this.#now, time);
      this.#refresh();
    });
  }

  /**
   * Moves the run to the module that keeps its past. Rejects when that cannot be loaded; the run then
   * continues as before.
   */
  async keepPast(): Promise<Run | undefined> {
    if (this.#run) return this.#run;
    const engine = await loadTimeline();
    // Another call may have moved the run meanwhile, or the run may be over.
    return this.#run ?? this.#moveTo(engine);
  }

  /** Continues with another run that keeps its past, at its instant. The caller owns the run before. */
  adopt(run: Run): void {
    this.#interrupt();
    this.#guard(() => {
      this.#unseen = 0;
      run.stop();
      this.#take(run);
      this.#now = run.now();
      this.#lastSeq = run.lastEvent();
    });
  }

  /**
   * Goes to this virtual time, back or forth, in a run that keeps its past. Like all movements it begins at
   * once; it also ends within this call unless it takes longer than a task, and the rest is then done between
   * frames. Anything else asked of the run ends it, and the run stays where it is.
   */
  seek(time: number): Promise<Ending> {
    return this.#travel((run) => run.startSeek(time), time);
  }

  /** Goes to the end of the step in which an event happens, which may be one of many at its instant. */
  seekEvent(seq: number): Promise<Ending> {
    return this.#travel((run) => run.startSeekEvent(seq));
  }

  /** Goes back by one event or action, in a run that keeps its past. */
  stepBack(): Promise<Ending> {
    return this.#travel((run) => run.startStepBack());
  }

  /** Undoes the last action and restores the future abandoned for it. */
  undo(): Promise<Ending> {
    return this.#rewrite("undo", (run) => run.startUndo());
  }

  /** Reverses `undo`. */
  redo(): Promise<Ending> {
    return this.#rewrite("redo", (run) => run.startRedo());
  }

  /**
   * Pauses, and does long work about the run at its instant. It ends when anything else is asked of the run.
   */
  do(job: Job): Promise<Ending> {
    this.pause();
    return this.#doFirst(new Work(job));
  }

  /** Does long work beside everything else; only its own `end` ends it early. */
  async doBeside(work: Work, show?: () => void, ended?: (ending: Ending) => void): Promise<Ending> {
    let shownAt = work.since;
    while (work.ending === undefined) {
      const isDone = this.#guard(() => runTask(work.job.step));
      if (isDone !== false) work.end(isDone ? "done" : "failed");
      else this.#works.add(work);
      if (work.ending !== undefined) break;
      await nextTask();
      if (work.ending !== undefined || performance.now() - shownAt < SHOW_MS) continue;
      show?.();
      this.onWork?.();
      shownAt = performance.now();
      await nextTask();
    }
    const wasLong = this.#works.delete(work);
    // Called here, not when the promise settles: a short movement is over when its call returns.
    ended?.(work.ending);
    if (wasLong) this.onWork?.();
    return work.ending;
  }

  /** Goes forward by one event: time glides there, or jumps when `calm`. */
  stepForward(calm: boolean): void {
    this.pause();
    const next = this.#guard(() => this.#simulation.nextEventAt());
    if (next === undefined) return;
    const gap = next - this.#now;
    if (calm || gap <= 0) this.#step();
    else this.#glide = Math.max(gap / GLIDE_MS, this.speed);
  }

  /** Applies the actions in order, up to the first that is refused. */
  act(...actions: Action[]): Refusal | undefined {
    this.#interrupt();
    return this.#guard(() => {
      // The action applies to the moment that the reader sees, even in the middle of an instant.
      if (!this.#run || this.#now > this.#run.now()) this.#advanceSome(this.#now);
      const happened = this.#run?.happened() ?? Infinity;
      let refusal: Refusal | undefined;
      for (const action of actions) {
        refusal = this.#simulation.act(action);
        if (refusal) break;
        this.#changes.push({ at: this.#now, action });
        // The events of the new future reuse the numbers of the abandoned one.
        this.#lastSeq = Math.min(this.#lastSeq, happened - 1);
      }
      this.#refresh(true);
      return refusal;
    });
  }

  /** The content of a message in flight. */
  message(id: number): Body | undefined {
    return this.#guard(() => this.#simulation.message(id));
  }

  /** Returns the events since the last call. */
  news(): EventView[] {
    const since = this.#lastSeq;
    // After going back, events that are in the future again are not news.
    const events =
      this.#guard(() => this.#run?.recentEvents(since) ?? this.#simulation.events(since)) ?? [];
    this.#lastSeq = events.at(-1)?.seq ?? this.#lastSeq;
    return events;
  }

  /** Frees the simulator's memory. */
  dispose(): void {
    this.#main?.end("replaced");
    // After a trap the module must not be called again, not even to free memory.
    if (!this.#over) this.#simulation.free();
    this.#disposed = true;
  }

  /** Whether the run is disposed or has trapped. */
  get #over(): boolean {
    return this.#disposed || this.trap !== undefined;
  }

  #glideOn(amount: number): void {
    this.#turns.begin(false);
    const next = this.#guard(() => this.#simulation.nextEventAt());
    if (next === undefined || this.#now + amount >= next) this.#finishGlide();
    else this.#now += amount;
  }

  #finishGlide(): void {
    if (this.#glide === undefined) return;
    this.#glide = undefined;
    this.#step();
  }

  #step(): void {
    this.#guard(() => {
      this.#simulation.step();
      this.#position.steps += 1;
      this.#now = Math.max(this.#now, this.#simulation.now());
      this.#refresh(true);
    });
  }

  #playOn(elapsed: number): void {
    if (this.#run?.isManual() && this.#playStep(this.#run, elapsed * this.speed)) return;
    const time = this.#now + elapsed * this.speed;
    this.#unseen += elapsed;
    const isDue = time >= (this.#view.nextEventAt ?? Infinity) && this.#unseen >= VIEW_MS;
    const isNew = this.#view !== this.#ticked;
    const isTurn = this.#turns.begin(isDue, isNew);
    this.#ticked = this.#view;
    if (!isTurn) {
      this.#now = time;
      return;
    }
    this.#unseen = 0;
    this.#guard(() => {
      if (this.#run) this.#playTo(this.#run, time);
      else this.#now = this.#advanceSome(time);
      this.#refresh();
    });
    this.#ticked = this.#view;
  }

  /**
   * Plays a manual run, in which many events share one instant, event by event. Returns whether an event is
   * due, or is still being shown.
   */
  #playStep(run: Run, amount: number): boolean {
    this.#shown += amount;
    const next = this.#view.nextEventAt ?? Infinity;
    if (this.#now + amount < next) return false;
    this.#turns.begin(false);
    if (this.#shown < STEP_MS) return true;
    this.#shown = 0;
    const known = run.found();
    this.#step();
    if (run.found() > known) this.playing = false;
    return true;
  }

  /** Advances the simulation to the time that is shown. */
  #catchUp(): void {
    if (this.#unseen > 0 && this.#now > this.#view.now) {
      this.#guard(() => {
        this.#now = this.#advanceSome(this.#now);
        this.#refresh();
      });
    }
    this.#unseen = 0;
  }

  /** Plays up to `time`, and pauses where a property is violated. */
  #playTo(run: Run, time: number): void {
    const known = run.found();
    runTask((budget) => run.playTo(time, budget));
    this.#now = run.now();
    if (run.found() > known) this.playing = false;
  }

  /** Advances as far as one task allows, and returns how far that is: a busier run is played more slowly. */
  #advanceSome(time: number): number {
    const hasArrived = runTask((budget) => this.#simulation.advanceTo(time, budget));
    const now = hasArrived ? time : this.#simulation.now();
    this.#position = { time: Math.max(this.#position.time, now), steps: 0 };
    return Math.max(now, this.#view.now);
  }

  #advance(time: number): void {
    this.#simulation.advanceTo(time);
    this.#position = { time: Math.max(this.#position.time, time), steps: 0 };
  }

  /** Replays the run on the module that keeps its past, up to where it is by then. */
  async #moveTo(engine: TimelineEngine): Promise<Run | undefined> {
    const run = this.#guard(() => new engine.Run(this.setup));
    if (!run) return undefined;
    let done = 0;
    const step = (budget: number): boolean => {
      const next = this.#changes[done];
      if (!run.advanceTo(next?.at ?? this.#position.time, budget)) return false;
      if (next) run.act(next.action as Action);
      else if (!this.#run) this.#settleOn(run, engine);
      done += 1;
      return !next;
    };
    const to = this.#position.time;
    await this.doBeside(new Work({ what: "playing", step, from: 0, to, at: () => run.now() }));
    return this.#run;
  }

  #settleOn(run: Run, engine: TimelineEngine): void {
    for (let steps = this.#position.steps; steps > 0; steps--) run.step();
    this.#simulation.free();
    this.#host = engine;
    this.#take(run);
  }

  #take(run: Run): void {
    this.#simulation = run;
    this.#run = run;
    this.setup = run.setup();
    this.#view = run.view();
  }

  /** Ends the main work; a run that was moving stays where it is. */
  #interrupt(): void {
    const work = this.#main;
    if (!work) return;
    work.end("replaced");
    this.#works.delete(work);
    this.#settle();
  }

  /** Ends the main work, at the instant to which the run has come. */
  #settle(): void {
    const isMoving = this.#heading !== undefined;
    this.#main = undefined;
    this.#heading = undefined;
    this.#guard(() => {
      if (!isMoving) return;
      this.#run?.stop();
      this.#show();
    });
  }

  #show(): void {
    this.#now = this.#run?.now() ?? this.#now;
    this.#refresh();
  }

  #rewrite(action: "undo" | "redo", start: (run: Run) => boolean): Promise<Ending> {
    return this.#travel((run) => {
      if (!start(run)) return false;
      this.#changes.push({ at: this.#now, action });
      this.#lastSeq = run.lastEvent();
      return true;
    });
  }

  /** Starts to move the run, unless there is nothing to do. */
  async #travel(start: (run: Run) => unknown, to?: number): Promise<Ending> {
    this.#interrupt();
    this.#glide = undefined;
    this.#catchUp();
    const run = this.#run;
    const isStarted = this.#guard(() => run && start(run) !== false);
    if (!run || !isStarted) return isStarted === undefined ? "failed" : "done";
    const [from, heading] = [run.now(), to ?? run.heading() ?? this.#now];
    this.#heading = heading;
    const step = (budget: number): boolean => run.goOn(budget);
    const at = (): number => this.#now;
    const work = new Work({ what: "playing", step, from, to: heading, at });
    const show = () => this.#guard(() => this.#show());
    return this.#doFirst(work, show, (ending) => {
      // Exactly the time asked for, not rounded to the simulator's microseconds.
      if (ending === "done" && to !== undefined) this.#now = to;
    });
  }

  #doFirst(work: Work, show?: () => void, settled?: (ending: Ending) => void): Promise<Ending> {
    this.#main = work;
    return this.doBeside(work, show, (ending) => {
      if (this.#main !== work) return;
      this.#settle();
      settled?.(ending);
    });
  }

  #refresh(isStep = false): void {
    if (this.#simulation.version() === this.#view.version) return;
    this.#view = this.#simulation.view();
    this.hasStepped = isStep;
  }

  /** Calls the simulator, and turns any exception into a trap. */
  #guard<T>(call: () => T): T | undefined {
    if (this.#over) return undefined;
    try {
      return call();
    } catch (error) {
      this.playing = false;
      this.#glide = undefined;
      this.trap = this.#explain(error);
      discardEngines();
      return undefined;
    }
  }

  #explain(error: unknown): Trap {
    let message = String(error);
    try {
      message = this.#host.lastPanic() ?? message;
    } catch {
      // Even the panic message cannot be read any more.
    }
    return {
      message,
      error: String(error),
      at: this.#now,
      setup: this.setup,
      text: this.#text,
      changes: this.#changes,
    };
  }
}

export function sameFilter(one: MessageFilter, other: MessageFilter): boolean {
  return one.from === other.from && one.to === other.to && one.kind === other.kind;
}
