// Values that no caller should pass, made from a seed, and a driver that passes them.

import type { Run } from "../../generated/raft_timeline.js";
import type { Simulation } from "../../generated/raft_wasm.js";

export type Player = Simulation | Run;
type Method = (...args: unknown[]) => unknown;

/** A small generator of numbers (mulberry32): the same seed makes the same calls. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number below `bound`. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
}

const LONG = "x".repeat(1 << 20);

const cyclic: Record<string, unknown> = {};
cyclic.cut = cyclic;
cyclic.filter = cyclic;

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable<unknown[]>([], {});
  revoke();
  return proxy;
};

/** Answers every question with an exception. */
const angry = new Proxy(
  {},
  {
    get: () => {
      throw new Error("get");
    },
    ownKeys: () => {
      throw new Error("ownKeys");
    },
    getPrototypeOf: () => {
      throw new Error("getPrototypeOf");
    },
  },
);

/** Has every field, and each is itself. */
const agreeable: unknown = new Proxy(() => agreeable, { get: () => agreeable });

/** Numbers that are no times, servers or identities, and strings that are no names. */
const WRONG: readonly unknown[] = [
  undefined,
  null,
  true,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -1,
  -0.5,
  0.5,
  257,
  2 ** 53,
  1e300,
  1n,
  2n ** 70n,
  Symbol("s"),
  Symbol.iterator,
  "",
  "5",
  "heal ",
  "\ud800",
  "set x \udfff",
  LONG,
  [],
  [1],
  new Array(1_000_000),
  {},
  Object.create(null),
  new Map([["crash", { server: 1 }]]),
  new Date(0),
  new String("set x 1"),
  new Number(1),
  () => 1,
  { valueOf: () => 1, toString: () => "heal" },
  cyclic,
  angry,
  agreeable,
  new Proxy([], {}),
];

const NAMES = [
  "crash restart pause resume fire cut mend partition setLink setNetwork command drop deliver",
  "duplicate delay hold release holdAll releaseAll heal __proto__ constructor",
  "commandBy cutClient mendClient partitionClients setClientLink setClock",
]
  .join(" ")
  .split(" ");

const FIELDS =
  "server client timer from to bothWays groups settings text message by filter kind rate".split(
    " ",
  );

/** Makes hostile values for calls of one player. */
export class Hostile {
  readonly #dice: Dice;
  readonly #player: Player;
  /** Whether a getter called the player, and was let: it may, where the player is not in a call. */
  calledBack = false;

  constructor(dice: Dice, player: Player) {
    this.#dice = dice;
    this.#player = player;
  }

  value(): unknown {
    return this.#dice.below(12) === 0 ? revoked() : this.#dice.of(WRONG);
  }

  /** An object of an action's shape in which something is wrong. */
  action(): unknown {
    if (this.#dice.below(3) === 0) return this.value();
    const action = this.#object([this.#dice.of(NAMES)], () =>
      this.#object(FIELDS, () => this.#field()),
    );
    if (this.#dice.below(8) === 0) Object.assign(action, { crash: { server: 1 } });
    return action;
  }

  /** Choices of rules in which something is wrong, or none is made. */
  rules(): unknown {
    if (this.#dice.below(2) === 0) return this.value();
    return this.#object(["commit", "noop"], () => this.#dice.of(["on", this.value()]));
  }

  /** A setup in which something is wrong. */
  setup(valid: object): unknown {
    const key = this.#dice.of(Object.keys(valid));
    return this.#with({ ...valid }, key, () => this.value());
  }

  #field(): unknown {
    return this.#dice.of<() => unknown>([
      () => this.#dice.below(300),
      () => [[1], [this.value()]],
      () => [this.value()],
      () => "election",
      () => "add n 1",
      () => this.#object(FIELDS, () => this.value()),
      () => this.value(),
    ])();
  }

  #object(keys: readonly string[], value: () => unknown): object {
    const object = {};
    for (const key of keys) this.#with(object, key, value);
    return object;
  }

  /** The field is a value, or something that runs when it is read. */
  #with(object: object, key: string, value: () => unknown): object {
    const throws = () => {
      throw new TypeError(key);
    };
    const calls = () => {
      (this.#player.act as Method)("heal");
      this.calledBack = true;
      return value();
    };
    const callsQuietly = () => {
      for (const name of ["view", "step", "advanceTo"] as const) {
        try {
          (this.#player[name] as Method)(Number.NaN);
          if (name === "step") this.calledBack = true;
        } catch {
          // It goes on as if nothing had happened.
        }
      }
      return value();
    };
    const get = this.#dice.of([undefined, undefined, undefined, throws, calls, callsQuietly]);
    const field = get ? { get } : { value: value() };
    return Object.defineProperty(object, key, { ...field, enumerable: true, configurable: true });
  }
}
