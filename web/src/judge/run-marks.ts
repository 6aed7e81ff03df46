// What the run knows and the servers do not: which entries are committed though their server has not
// heard of it, and whose last decision the paper's rule would not have made. Marked in drawings that
// somebody else draws.

import type { Session } from "../engine/session.ts";
import type { JudgeWords } from "../i18n/judge.ts";
import { misruled } from "../rules/misruled.ts";
import { isInRun } from "../view/in-run.ts";
import { elementsOf, mark } from "../view/mark.ts";
import { say, signWords } from "../view/said.ts";
import type { Target } from "../view/types.ts";
import { offerMissing } from "./missing-cells.ts";

export class RunMarks {
  readonly #root: ParentNode;
  #view: unknown;
  #committed: ArrayLike<number> = [];
  #misruled: Target[] = [];

  constructor(root: ParentNode) {
    this.#root = root;
  }

  /** Marks the run as it is now. */
  draw(session: Session, isPaper: boolean, { judge, why }: JudgeWords): void {
    if (session.view !== this.#view) {
      this.#view = session.view;
      this.#committed = session.ask((run) => run.committedUpTo()) ?? [];
      const step = isPaper ? undefined : session.ask((run) => run.lastStep());
      this.#misruled = step ? misruled(step) : [];
    }
    const logs = this.#root.querySelector(".area-logs");
    if (logs) {
      markCommitted(logs, this.#committed, judge.inRun);
      offerMissing(logs, session.view, why.noEntry);
    }
    for (const name of [".area-cluster", ".area-logs"]) {
      const area = this.#root.querySelector(name);
      if (area) mark(area, "misruled", elementsOf(area, this.#misruled));
    }
  }
}

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
