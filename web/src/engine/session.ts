// One run: a simulation and the clock that moves it.

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

/** What runs live on: as much of a module as concerns them all. */
export interface Host {
  /** What a panic said. */
  lastPanic(): string | undefined;
}

/** How a run ended that should not have, and all that is needed to see it happen again. */
export interface Trap {
  /** What the simulator said last, or else the browser. */
  message: string;
  error: string;
  /** The virtual time that was shown. */
  at: number;
  setup: SetupView;
  /** The text that the run began with, if any, and what was done to it. */
  text: string | undefined;
  changes: Change[];
}

/** One thing done to the run, and when. */
interface Change {
  at: number;
  action: Action | "undo" | "redo";
}

/** Where a simulation is: so many events after it had advanced to a time. */
interface Position {
  time: number;
  steps: number;
}

/**
 * In busy traffic something happens in every frame. What is there is asked for no more often than
 * this, in real milliseconds; what moves, moves in every frame all the same.
 */
export const VIEW_MS = 40;

/** While a run is played as fast as it can be, it is shown this often, in real milliseconds. */
const SHOW_MS = 100;

/** How long the glide to the next event lasts, at most. */
const GLIDE_MS = 450;

/** In a manual run, so much virtual time is what it takes to see one event, wherever the clock stands. */
const STEP_MS = 35;

export class Session {
  setup: SetupView;
  playing = false;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** Time stands still, whatever `playing` says: a menu is open. */
  frozen = false;
  /** Whether it was one step forward that made the view of the one before it. */
  hasStepped = false;
  /** Set when the simulator trapped: nothing can be done with this run any more. */
  trap: Trap | undefined;

  #host: Host;
  #simulation: Simulation | Run;
  /** The same as the simulation, once the past is kept. */
  #run: Run | undefined;
  /** What was done, and the text it began with, if any: how to see it again, if it traps. */
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
  /** What moves the run, or is to be undone by whatever else is asked for. */
  #main: Work | undefined;
  readonly #works = new Set<Work>();
  readonly #turns = new Turns();
  /** The view as of the last frame. */
  #ticked: View | undefined;
  /** In a manual run that is played: the virtual time for which the last event has been shown. */
  #shown = 0;
  /** The virtual time to which the main work moves the run, if it does. */
  #heading: number | undefined;
  /** Told when long work has come further, or has ended. */
  onWork: (() => void) | undefined;

  /**
   * A run on a module of either kind; one that keeps its past is handed over as `run`, too, and with
   * the `text` it was read from.
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

  /** The run with its past, if that is kept already. */
  get run(): Run | undefined {
    return this.#run;
  }

  /** Asks the run something, if it keeps its past. */
  ask<T>(question: (run: Run) => T): T | undefined {
    return this.#guard(() => this.#run && question(this.#run));
  }

  /** Between two events this runs ahead of the view's own time. */
  get now(): number {
    return this.#now;
  }

  /** The latest that could be had: after a trap, what was there before it. */
  get view(): View {
    return this.#view;
  }

  /** Does anything change as real time passes? */
  get moving(): boolean {
    if (this.#over) return false;
    return this.#glide !== undefined || (this.playing && !this.frozen);
  }

  /** What takes longer than a task, if anything does: the longest. */
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

  /** Lets real time pass, at the start of a frame. */
  tick(elapsed: number): void {
    if (!this.moving) return;
    if (this.#glide === undefined) this.#playOn(elapsed);
    else this.#glideOn(elapsed * this.#glide);
  }

  /** Is this, which is due, to be drawn in this frame? While time passes, one thing at a time is. */
  isTurnOf(part: unknown): boolean {
    return !this.moving || this.#turns.isTurnOf(part);
  }

  /** Plays from where something is about to happen, so many real ms before it. */
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
   * From now on the past can be had: the run moves to the module that keeps it. Rejects when that
   * cannot be loaded; the run then goes on as it was.
   */
  async keepPast(): Promise<Run | undefined> {
    if (this.#run) return this.#run;
    const engine = await loadTimeline();
    // Meanwhile somebody else may have asked, or the run may be over.
    return this.#run ?? this.#moveTo(engine);
  }

  /** Goes on with another run that keeps its past, at its instant. The one before is the caller's now. */
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
   * Goes to this virtual time, back or forth, in a run that keeps its past. This and what else moves
   * the run begins at once and ends there and then, unless it takes longer than a task: then the rest
   * is done between frames. Whatever else is asked for ends it, and the run stays where it has come to.
   */
  seek(time: number): Promise<Ending> {
    return this.#travel((run) => run.startSeek(time), time);
  }

  /** Goes to the end of the step in which an event happens: one of many at an instant, perhaps. */
  seekEvent(seq: number): Promise<Ending> {
    return this.#travel((run) => run.startSeekEvent(seq));
  }

  /** One event or action back, in a run that keeps its past. */
  stepBack(): Promise<Ending> {
    return this.#travel((run) => run.startStepBack());
  }

  /** Takes the last action back, and brings back the future given up for it. */
  undo(): Promise<Ending> {
    return this.#rewrite("undo", (run) => run.startUndo());
  }

  /** Undoes `undo`. */
  redo(): Promise<Ending> {
    return this.#rewrite("redo", (run) => run.startRedo());
  }

  /** Does long work about the run, at its instant: it ends when anything else is asked of the run. */
  do(job: Job): Promise<Ending> {
    this.pause();
    return this.#doFirst(new Work(job));
  }

  /** Does long work beside whatever else is done; only its own `end` ends it. */
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
    // At once, not with the promise: a short movement is over when its call returns.
    ended?.(work.ending);
    if (wasLong) this.onWork?.();
    return work.ending;
  }

  /** One event forward: time glides there, or jumps when `calm`. */
  stepForward(calm: boolean): void {
    this.pause();
    const next = this.#guard(() => this.#simulation.nextEventAt());
    if (next === undefined) return;
    const gap = next - this.#now;
    if (calm || gap <= 0) this.#step();
    else this.#glide = Math.max(gap / GLIDE_MS, this.speed);
  }

  /** Does these in order, up to the first that is refused. */
  act(...actions: Action[]): Refusal | undefined {
    this.#interrupt();
    return this.#guard(() => {
      // What a person sees at this moment is what the action meets, in the middle of an instant, too.
      if (!this.#run || this.#now > this.#run.now()) this.#advanceSome(this.#now);
      const happened = this.#run?.happened() ?? Infinity;
      let refusal: Refusal | undefined;
      for (const action of actions) {
        refusal = this.#simulation.act(action);
        if (refusal) break;
        this.#changes.push({ at: this.#now, action });
        // What happens instead of what was to happen has the same numbers.
        this.#lastSeq = Math.min(this.#lastSeq, happened - 1);
      }
      this.#refresh(true);
      return refusal;
    });
  }

  /** All that a message in flight says. */
  message(id: number): Body | undefined {
    return this.#guard(() => this.#simulation.message(id));
  }

  /** What has happened since the last call. */
  news(): EventView[] {
    const since = this.#lastSeq;
    // After going back, what is still to come is no news.
    const events =
      this.#guard(() => this.#run?.recentEvents(since) ?? this.#simulation.events(since)) ?? [];
    this.#lastSeq = events.at(-1)?.seq ?? this.#lastSeq;
    return events;
  }

  /** Gives the simulator's memory back. */
  dispose(): void {
    this.#main?.end("replaced");
    // After a trap the module is not to be called again, not even for this.
    if (!this.#over) this.#simulation.free();
    this.#disposed = true;
  }

  /** Can nothing be done with this run any more? */
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
   * In a manual run much happens at one instant, which would be over in one frame: its events come one
   * after the other. Is one of them being shown?
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

  /** Brings the simulation to the time that is shown. */
  #catchUp(): void {
    if (this.#unseen > 0 && this.#now > this.#view.now) {
      this.#guard(() => {
        this.#now = this.#advanceSome(this.#now);
        this.#refresh();
      });
    }
    this.#unseen = 0;
  }

  /** A run that is judged stops where a property is violated. */
  #playTo(run: Run, time: number): void {
    const known = run.found();
    runTask((budget) => run.playTo(time, budget));
    this.#now = run.now();
    if (run.found() > known) this.playing = false;
  }

  /**
   * Advances as far as a frame has time for, and says how far that is: a run in which more happens is
   * played more slowly.
   */
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

  /** Plays the run again, up to where it is by then, on the module that keeps its past. */
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

  /** Whatever was being done gives way; what moved stays where it has come to. */
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

  /** Starts to move the run, unless there is nowhere to go. */
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
      // Not rounded to the simulator's microseconds.
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

  /** Nothing that goes wrong in the simulator may leave this class as an exception. */
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
      // Not even that can be asked any more.
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
