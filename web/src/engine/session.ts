// One run: a simulation and the clock that moves it.

import type {
  Action,
  Body,
  EventView,
  MessageFilter,
  Refusal,
  Simulation,
  View,
} from "../../generated/raft_wasm.js";
import { discardEngine, type Engine } from "./engine.ts";

/** All that a run depends on, besides what is done to it. */
export type Setup = ReturnType<Simulation["setup"]>;

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

/** How long the glide to the next event lasts, at most. */
const GLIDE_MS = 450;

export class Session {
  /** Public, so that a test can make it fail. */
  readonly simulation: Simulation;
  readonly setup: Setup;
  playing = false;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** Time stands still, whatever `playing` says: a menu is open. */
  frozen = false;
  /** Set when the simulator trapped: nothing can be done with this run any more. */
  trap: Trap | undefined;

  readonly #engine: Engine;
  readonly #deeds: Deed[] = [];
  #now: number;
  #view: View;
  #lastSeq = -1;
  #disposed = false;
  /** Virtual ms per real ms while gliding to the next event. */
  #glide: number | undefined;

  /** Throws an Error that says what is wrong with a bad setup. */
  constructor(engine: Engine, setup: Setup, speed: number) {
    this.#engine = engine;
    this.simulation = new engine.Simulation(setup);
    this.setup = this.simulation.setup();
    this.speed = speed;
    this.#now = this.simulation.now();
    this.#view = this.simulation.view();
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
  }

  /** Lets real time pass. */
  tick(elapsed: number): void {
    if (!this.moving) return;
    if (this.#glide !== undefined) this.#glideOn(elapsed * this.#glide);
    else this.advanceTo(this.#now + elapsed * this.speed);
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
      this.simulation.advanceTo(time);
      this.#now = Math.max(this.#now, time);
      this.#refresh();
    });
  }

  /** One event forward: time glides there, or jumps when `calm`. */
  stepForward(calm: boolean): void {
    this.#finishGlide();
    this.playing = false;
    const next = this.#guard(() => this.simulation.nextEventAt());
    if (next === undefined) return;
    const gap = next - this.#now;
    if (calm || gap <= 0) this.#step();
    else this.#glide = Math.max(gap / GLIDE_MS, this.speed);
  }

  /** Does these in order, up to the first that is refused. */
  act(...actions: Action[]): Refusal | undefined {
    return this.#guard(() => {
      // What a person sees at this moment is what the action meets.
      this.simulation.advanceTo(this.#now);
      let refusal: Refusal | undefined;
      for (const action of actions) {
        refusal = this.simulation.act(action);
        if (refusal) break;
        this.#deeds.push({ at: this.#now, action });
      }
      this.#refresh();
      return refusal;
    });
  }

  /** All that a message under way says. */
  message(id: number): Body | undefined {
    return this.#guard(() => this.simulation.message(id));
  }

  /** What has happened since the last call. */
  news(): EventView[] {
    const events = this.#guard(() => this.simulation.events(this.#lastSeq)) ?? [];
    this.#lastSeq = events.at(-1)?.seq ?? this.#lastSeq;
    return events;
  }

  /** Gives the simulator's memory back. */
  dispose(): void {
    // After a trap the module is not to be called again, not even for this.
    if (!this.#over) this.simulation.free();
    this.#disposed = true;
  }

  /** Can nothing be done with this run any more? */
  get #over(): boolean {
    return this.#disposed || this.trap !== undefined;
  }

  #glideOn(amount: number): void {
    const next = this.#guard(() => this.simulation.nextEventAt());
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
      this.simulation.step();
      this.#now = Math.max(this.#now, this.simulation.now());
      this.#refresh();
    });
  }

  #refresh(): void {
    if (this.simulation.version() !== this.#view.version) this.#view = this.simulation.view();
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
      discardEngine();
      return undefined;
    }
  }

  #explain(error: unknown): Trap {
    let message = String(error);
    try {
      message = this.#engine.lastPanic() ?? message;
    } catch {
      // Not even that can be asked any more.
    }
    const report = { message, error: String(error), at: this.#now, setup: this.setup };
    return { message, report: JSON.stringify({ ...report, actions: this.#deeds }, null, 1) };
  }
}

export function sameFilter(one: MessageFilter, other: MessageFilter): boolean {
  return one.from === other.from && one.to === other.to && one.kind === other.kind;
}
