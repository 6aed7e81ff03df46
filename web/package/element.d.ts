// The types of the element, for the npm package. web/src/embed/package-types.ts holds them to the code.

/** What can be selected in a playground. */
export type Target =
  | { kind: "server"; id: number }
  | { kind: "message"; id: number }
  | { kind: "link"; from: number; to: number }
  | { kind: "entry"; server: number; index: number }
  | { kind: "client"; id: number };

export interface PlaygroundViolation {
  /** The name of the property, as the scenario language has it. */
  property: string;
  /** When it was violated, in virtual milliseconds. */
  time: number;
}

export interface PlaygroundExpectation {
  /** The line of the run's text that it is in, from 1. */
  line: number;
  /** In the words of the scenario language. */
  text: string;
  state: "held" | "failed";
  /** When that was decided, in virtual milliseconds. */
  time: number;
}

/** The events that a playground fires, by their types, with their details. */
export interface PlaygroundEventDetails {
  /** The playground shows its first picture. */
  ready: undefined;
  /** Another moment is shown; while time passes, four times a second. */
  timechange: { time: number };
  /** A property was violated. */
  violation: PlaygroundViolation;
  /** An expectation of the scenario has held or failed. */
  expectation: PlaygroundExpectation;
  /** The reader has selected something, or nothing any more. */
  select: { target: Target | undefined };
  /** Something could not be done: a sentence. */
  error: string;
}

/** The events as they arrive: an error is an `ErrorEvent` with the sentence in `message`. */
export type PlaygroundEvents = {
  [T in keyof PlaygroundEventDetails]: T extends "error"
    ? ErrorEvent
    : CustomEvent<PlaygroundEventDetails[T]>;
};

/** The attributes of the element. */
export interface RaftPlaygroundAttributes {
  /** A built-in scenario by its name. */
  scenario?: string | undefined;
  /** The address of a scenario's file. It goes before `scenario`. */
  src?: string | undefined;
  /** A lesson by its name; in frames only. */
  lesson?: string | undefined;
  /** The seed of a cluster without a scenario. */
  seed?: number | string | undefined;
  /** The number of servers of a cluster without a scenario, from 1 to 9. */
  servers?: number | string | undefined;
  /** The moment that is shown first, in virtual milliseconds. */
  t?: number | string | undefined;
  /** Virtual time per real time, as in `1/50`. */
  speed?: number | string | undefined;
  /** Whether the run plays by itself. */
  autoplay?: "0" | "1" | 0 | 1 | undefined;
  /** Whether the run can be watched and scrubbed, and nothing can be done to it. */
  readonly?: boolean | "" | undefined;
  /** Which views, separated by commas: `cluster`, `logs`, `spacetime`, `details`. */
  view?: string | undefined;
  theme?: "auto" | "light" | "dark" | undefined;
  /** `en` or `zh`; otherwise the language of the page around. */
  lang?: string | undefined;
  /** `eager` loads the playground at once, though nobody sees it. */
  loading?: "lazy" | "eager" | undefined;
  /** With `interaction` a button starts the playground. */
  reveal?: "auto" | "interaction" | undefined;
  /** The address of the whole page, for the link to it. */
  home?: string | undefined;
}

/** A playground of a Raft cluster that runs: `<raft-playground>`. Importing the package registers it. */
export class RaftPlaygroundElement extends HTMLElement {
  static readonly observedAttributes: string[];
  /** The moment that is shown, in virtual milliseconds. */
  get time(): number;
  /** The scenario that is shown, with all that was done to it. */
  get text(): string;
  /** Opens a scenario, at once or when the playground starts. */
  set text(text: string);
  /** The violations that were found, as far as the run has been played. */
  get violations(): PlaygroundViolation[];
  /** Lets time pass. Starts the playground if that has not started. */
  play(): Promise<void>;
  /** Stops time. Starts the playground if that has not started. */
  pause(): Promise<void>;
  /**
   * Goes to a moment, in virtual milliseconds, and stays there. Rejects with a RangeError when a run cannot
   * have such a moment.
   */
  seek(ms: number): Promise<void>;
  addEventListener<T extends keyof PlaygroundEvents>(
    type: T,
    listener: (this: RaftPlaygroundElement, event: PlaygroundEvents[T]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<T extends keyof HTMLElementEventMap>(
    type: T,
    listener: (this: HTMLElement, event: HTMLElementEventMap[T]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "raft-playground": RaftPlaygroundElement;
  }
}
