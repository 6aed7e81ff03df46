import type { Engine } from "./engine.ts";
import { Session } from "./session.ts";

/** What is asked of a run; the rest is as usual. */
export interface Wish {
  seed?: number | undefined;
  servers?: number | undefined;
}

/**
 * A run that has not begun. It does not undo the settings of the one before it. Throws an Error that
 * says what is wrong with the wish.
 */
export function newSession(
  engine: Engine,
  { seed, servers }: Wish,
  speed: number,
  before?: Session,
): Session {
  const usual = engine.defaultSetup();
  const setup = {
    ...usual,
    ...(before && { network: before.view.network }),
    servers: servers ?? usual.servers,
    seed: seed ?? engine.freshSeed(),
  };
  return new Session(engine, new engine.Simulation(setup), before?.speed ?? speed);
}
