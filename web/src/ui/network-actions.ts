// The actions on one direction of a link.

import type { Action } from "../../generated/raft_wasm.js";

/** The direction from one server to another. */
interface Direction {
  from: number;
  to: number;
}

export const cut = ({ from, to }: Direction): Action => ({ cut: { from, to, bothWays: false } });
export const mend = ({ from, to }: Direction): Action => ({ mend: { from, to, bothWays: false } });
