import type { Engine } from "./engine.ts";
import { Session } from "./session.ts";

/** The settings asked for; the others have their defaults. */
export interface Wish {
  seed?: number | undefined;
  servers?: number | undefined;
}

/**
 * Returns a new run at time 0, with the network settings and the speed of the one before, if any. Throws an
 * Error that says what is wrong with the settings.
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
