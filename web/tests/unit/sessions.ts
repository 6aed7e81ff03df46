// Sessions for tests of what is done to one.

import * as glue from "../../generated/raft_wasm.js";
import { Session } from "../../src/engine/session.ts";

/** A new run of five servers, always the same. The module has to be loaded before. */
export const newSession = (speed = 1): Session =>
  new Session(glue, new glue.Simulation({ ...glue.defaultSetup(), seed: 7 }), speed);

/** What is seen, but for how often it was looked at. */
export const seen = ({ view: { version: _, ...rest } }: Session) => rest;
