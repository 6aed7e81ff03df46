// One run: a simulation and the clock that moves it.

import type { Run, SetupView } from "../../generated/raft_timeline.js";
import type {
  Action,
  Body,
  EventView,
  MessageFilter,
  Refusal,
  Simulation,
  View,
} from "../../generated/raft_wasm.js";
import { discardEngines, loadTimeline, type TimelineEngine } from "./engine.ts";

/** What runs live on: as much of a module as concerns them all. */
export interface Host {
  /** What a panic said. */
  lastPanic(): string | undefined;
}

/** How a run ended that should not have. */
export interface Trap {
  /** What the simulator said last, or else the browser. */
  message: string;
  /** All that is needed to see it happen again. */
  report: string;
}

/** One thing done to the run, and when. */
interface Deed {
  at: number;
  action: Action;
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

/** How long the glide to the next event lasts, at most. */
const GLIDE_MS = 450;

export class Session {
  setup: SetupView;
  playing = false;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** Time stands still, whatever `playing` says: a menu is open. */
  frozen = false;
  /** Set when the simulator trapped: nothing can be done with this run any more. */
  trap: Trap | undefined;

  #host: Host;
  #simulation: Simulation | Run;
  /** The same as the simulation, once the past is kept. */
  #run: Run | undefined;
  /** What is needed to see it again, if it traps: of a run that keeps its past, its text. */
  readonly #deeds: Deed[] = [];
  #text: string | undefined;
  #position: Position = { time: 0, steps: 0 };
  #now: number;
  #view: View;
  /** Real time since the simulation was last advanced. */
  #unseen = 0;
  #lastSeq = -1;
  #disposed = false;
  /** Virtual ms per real ms while gliding to the next event. */
  #glide: number | undefined;

  /** A run on a module of either kind; one that keeps its past is handed over as `run`, too. */
  constructor(host: Host, simulation: Simulation | Run, speed: number, run?: Run) {
    this.#host = host;
    this.#simulation = simulation;
    this.#run = run;
    this.setup = simulation.setup();
    this.#text = run?.text();
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

  play(): void {
    if (this.#over) return;
    this.#glide = undefined;
    this.playing = true;
  }

  pause(): void {
    this.#finishGlide();
    this.playing = false;
    this.#catchUp();
  }

  /** Lets real time pass. */
  tick(elapsed: number): void {
    if (!this.moving) return;
    if (this.#glide !== undefined) this.#glideOn(elapsed * this.#glide);
    else this.#playOn(elapsed);
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
    return this.#run ?? this.#guard(() => this.#moveTo(engine));
  }

  /** Goes on with another run that keeps its past, at its instant; this one is disposed of. */
  adopt(run: Run): void {
    this.#guard(() => {
      this.#unseen = 0;
      this.#simulation.free();
      this.#take(run);
      this.#now = run.now();
      this.#rewrite(run);
    });
  }

  /** Goes to this virtual time, back or forth, in a run that keeps its past. */
  seek(time: number): void {
    this.#travel((run) => run.seek(time), time);
  }

  /** One event or action back, in a run that keeps its past. */
  stepBack(): void {
    this.#travel((run) => run.stepBack());
  }

  /** Takes the last action back, and brings back the future given up for it. */
  undo(): void {
    this.#travel((run) => run.undo() && this.#rewrite(run));
  }

  /** Undoes `undo`. */
  redo(): void {
    this.#travel((run) => run.redo() && this.#rewrite(run));
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
    return this.#guard(() => {
      // What a person sees at this moment is what the action meets.
      this.#advance(this.#now);
      const happened = this.#run?.happened() ?? Infinity;
      let refusal: Refusal | undefined;
      for (const action of actions) {
        refusal = this.#simulation.act(action);
        if (refusal) break;
        this.#deeds.push({ at: this.#now, action });
        // What happens instead of what was to happen has the same numbers.
        this.#lastSeq = Math.min(this.#lastSeq, happened - 1);
      }
      this.#text = this.#run?.text();
      this.#refresh();
      return refusal;
    });
  }

  /** All that a message under way says. */
  message(id: number): Body | undefined {
    return this.#guard(() => this.#simulation.message(id));
  }

  /** What has happened since the last call. */
  news(): EventView[] {
    const known = this.#guard(() => this.#simulation.events(this.#lastSeq)) ?? [];
    // After going back, what is still to come is no news.
    const events = known.filter(({ at }) => at <= this.#now);
    this.#lastSeq = events.at(-1)?.seq ?? this.#lastSeq;
    return events;
  }

  /** Gives the simulator's memory back. */
  dispose(): void {
    // After a trap the module is not to be called again, not even for this.
    if (!this.#over) this.#simulation.free();
    this.#disposed = true;
  }

  /** Can nothing be done with this run any more? */
  get #over(): boolean {
    return this.#disposed || this.trap !== undefined;
  }

  #glideOn(amount: number): void {
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
      this.#refresh();
    });
  }

  #playOn(elapsed: number): void {
    const time = this.#now + elapsed * this.speed;
    this.#unseen += elapsed;
    if (time < (this.#view.nextEventAt ?? Infinity) || this.#unseen < VIEW_MS) {
      this.#now = time;
      return;
    }
    this.#unseen = 0;
    if (this.#run) this.#playTo(this.#run, time);
    else this.advanceTo(time);
  }

  /** Brings the simulation to the time that is shown. */
  #catchUp(): void {
    if (this.#unseen > 0 && this.#now > this.#view.now) this.advanceTo(this.#now);
    this.#unseen = 0;
  }

  /** A run that is judged stops where a property is violated. */
  #playTo(run: Run, time: number): void {
    this.#guard(() => {
      const known = run.found();
      run.playTo(time);
      this.#now = run.now();
      if (run.found() > known) this.playing = false;
      this.#refresh();
    });
  }

  #advance(time: number): void {
    this.#simulation.advanceTo(time);
    this.#position = { time: Math.max(this.#position.time, time), steps: 0 };
  }

  /** Plays the run again, up to where it is, on the module that keeps its past. */
  #moveTo(engine: TimelineEngine): Run {
    const run = new engine.Run(this.setup);
    for (const { at, action } of this.#deeds) {
      run.advanceTo(at);
      run.act(action);
    }
    run.advanceTo(this.#position.time);
    for (let steps = this.#position.steps; steps > 0; steps--) run.step();
    this.#simulation.free();
    this.#host = engine;
    this.#take(run);
    this.#text = run.text();
    return run;
  }

  #take(run: Run): void {
    this.#simulation = run;
    this.#run = run;
    this.setup = run.setup();
    this.#view = run.view();
  }

  #travel(go: (run: Run) => unknown, to?: number): void {
    this.#glide = undefined;
    this.#catchUp();
    this.#guard(() => {
      const run = this.#run;
      if (!run) return;
      go(run);
      this.#now = to ?? run.now();
      this.#refresh();
    });
  }

  /** The run is another one: what it says has been told, or never will be. */
  #rewrite(run: Run): void {
    this.#text = run.text();
    this.#lastSeq = run.events(-1).at(-1)?.seq ?? -1;
  }

  #refresh(): void {
    if (this.#simulation.version() !== this.#view.version) this.#view = this.#simulation.view();
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
    const report = { message, error: String(error), at: this.#now, setup: this.setup };
    const run = this.#text === undefined ? { actions: this.#deeds } : { text: this.#text };
    return { message, report: JSON.stringify({ ...report, ...run }, null, 1) };
  }
}

export function sameFilter(one: MessageFilter, other: MessageFilter): boolean {
  return one.from === other.from && one.to === other.to && one.kind === other.kind;
}
