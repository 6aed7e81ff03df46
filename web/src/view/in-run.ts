// Entries that are committed as the whole run knows, whether or not their server does.

import { say, signWords } from "./said.ts";

/**
 * Is an entry of a server's log committed as the whole run knows, whether or not the server does?
 * `upTo`: the last index of each server's log that is, from S1 on.
 */
export const isInRun = (upTo: ArrayLike<number>, server: number, index: number): boolean =>
  index <= (upTo[server - 1] ?? 0);

/**
 * Marks the entries that are committed as the whole run knows, by server, and not as theirs does; `says`
 * describes one.
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
