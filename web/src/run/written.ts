// What is written about a run (its text or a link to it), written once for each course of the run.

import type { Run } from "../../generated/raft_timeline.js";
import type { Session } from "../engine/session.ts";
import type { Turn } from "./turn.ts";

/** Writes something about a run in steps. */
export interface Writer {
  goOn(run: Run, budget: number): boolean;
  share(): number;
  /** Returns what was written. The writer cannot be used afterwards. */
  finish(): string | undefined;
  free(): void;
}

/** What is known of one course of a run. */
interface Course {
  run: Run;
  number: number;
  text: string | undefined;
  /** Settles when the text is known or cannot be written. */
  ready: Promise<unknown>;
}

export class Written {
  readonly #start: (run: Run) => Writer;
  readonly #turn: Turn;
  readonly #late: () => void;
  #course: Course | undefined;

  /** `late` is called when a text becomes known that was not available at once. */
  constructor(start: (run: Run) => Writer, turn: Turn, late = () => {}) {
    this.#start = start;
    this.#turn = turn;
    this.#late = late;
  }

  /** The text of the run as it is now; `undefined` until it is known. Starts writing it. */
  of(session: Session | undefined): string | undefined {
    return session && this.#write(session)?.text;
  }

  /** Waits for the text; `undefined` when it cannot be written, or the run has changed meanwhile. */
  async when(session: Session | undefined): Promise<string | undefined> {
    const course = session && this.#write(session);
    await course?.ready;
    return course?.text;
  }

  #write(session: Session): Course | undefined {
    const run = session.run;
    const number = session.ask((it) => it.course());
    if (!run || number === undefined) return undefined;
    const known = this.#course;
    if (known?.run === run && known.number === number) return known;
    const writer = session.ask(this.#start);
    if (!writer) return undefined;
    const course: Course = { run, number, text: undefined, ready: Promise.resolve() };
    this.#course = course;
    let isLate = false;
    const step = (budget: number): boolean => {
      const isSame = session.run === run && session.ask((it) => it.course()) === number;
      const isDone = isSame ? session.ask((it) => writer.goOn(it, budget)) : undefined;
      if (isDone === undefined) this.#turn.work?.end("replaced");
      return isDone !== false;
    };
    const job = { what: "writing", step, from: 0, to: 1, at: () => writer.share() } as const;
    course.ready = this.#turn.do(job, (ending) => {
      if (ending === "done") course.text = session.ask(() => writer.finish());
      else if (!session.trap) writer.free();
      // Work that was stopped or given up for another course may be asked for again.
      if (ending !== "done" && this.#course === course) this.#course = undefined;
      if (isLate && ending === "done") this.#late();
    });
    isLate = true;
    return course;
  }
}
