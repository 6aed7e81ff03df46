// Places in logs without an entry where other logs have one: in the drawings of another part, makes them
// targets, so that the reader can ask about them.

import type { View } from "../../generated/raft_wasm.js";
import { encode } from "./targets.ts";

/** Makes these places targets; `says` names one. */
export function offerMissing(
  logs: Element,
  { servers }: View,
  says: (server: number, index: number) => string,
): void {
  const indexes = new Map(
    [...logs.querySelectorAll(".indexes text")].map((text) => [
      Math.round(Number(text.getAttribute("x"))),
      Number(text.textContent),
    ]),
  );
  const furthest = Math.max(0, ...servers.map(({ log }) => log.last));
  logs.querySelectorAll(".row").forEach((row, at) => {
    const server = servers[at];
    if (!server) return;
    for (const cell of row.querySelectorAll(".cell.empty, .cell.elided")) {
      const number = (name: string) => Number(cell.getAttribute(name));
      const index = indexes.get(Math.round(number("x") + number("width") / 2)) ?? 0;
      const isMissing = index > server.log.last && index <= furthest;
      offer(cell, isMissing ? { server: server.id, index } : undefined, says);
    }
  });
}

function offer(
  cell: Element,
  missing: { server: number; index: number } | undefined,
  says: (server: number, index: number) => string,
): void {
  const wanted: Record<string, string | undefined> = {
    "data-target": missing && encode({ kind: "entry", ...missing }),
    "aria-label": missing && says(missing.server, missing.index),
    role: missing && "button",
    tabindex: missing && "-1",
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (value === (cell.getAttribute(name) ?? undefined)) continue;
    if (value === undefined) cell.removeAttribute(name);
    else cell.setAttribute(name, value);
  }
}
