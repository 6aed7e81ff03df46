// Entries that were committed in the run, whether or not their server knows it.

import { say, signWords } from "./said.ts";

/**
 * Whether an entry of a server's log was committed in the run, whether or not the server knows it. `upTo` has
 * the last such index of each server's log, from S1 on.
 */
export const isInRun = (upTo: ArrayLike<number>, server: number, index: number): boolean =>
  index <= (upTo[server - 1] ?? 0);

/**
 * Marks the entries that were committed in the run but not as far as their server knows; `says` describes
 * one.
 */
export function markCommitted(logs: Element, upTo: ArrayLike<number>, says: string): void {
  const words = signWords(logs);
  for (const cell of logs.querySelectorAll(".cell.entry")) {
    const [, server, index] = cell.getAttribute("data-target")?.split(":") ?? [];
    const isKnown = cell.classList.contains("committed");
    const isMarked = !isKnown && isInRun(upTo, Number(server), Number(index));
    if (isMarked !== cell.hasAttribute("data-in-run")) cell.toggleAttribute("data-in-run");
    say(cell, "committed", isKnown ? undefined : isMarked ? says : words?.uncommitted);
  }
}
