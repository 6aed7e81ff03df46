// Marks, in the drawings of other parts, what only the run as a whole knows: which entries are committed
// although their server does not know it, and which servers' last decision the paper's rule would have made
// otherwise.

import type { Session } from "../engine/session.ts";
import type { JudgeWords } from "../i18n/judge.ts";
import { adopt } from "../theme/css.ts";
import { markCommitted } from "../view/in-run.ts";
import { elementsOf, mark } from "../view/mark.ts";
import markStyles from "../view/marks.css?inline";
import { offerMissing } from "../view/missing-cells.ts";
import type { Target } from "../view/types.ts";
import { misruled } from "./misruled.ts";

export class RunMarks {
  readonly #root: ShadowRoot;
  #view: unknown;
  #committed: ArrayLike<number> = [];
  #misruled: Target[] = [];

  constructor(root: ShadowRoot) {
    this.#root = root;
    adopt(root, markStyles);
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
