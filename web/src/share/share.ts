// The share dialog of a playground. Loaded when it is opened for the first time.

import type { Session } from "../engine/session.ts";
import { languageOf } from "../i18n/catalogue.ts";
import { loadShareWords } from "../i18n/share.ts";
import type { RunContext } from "../run/run-context.ts";
import type { RunParts } from "../run/run-parts.ts";
import { SessionSource } from "../run/sources.ts";
import { type Span, windowAt } from "../spacetime/window.ts";
import { playedRun, traceOf } from "./played.ts";
import { ShareDialog } from "./share-dialog.ts";
import type { Taken } from "./taken.ts";

export class Share {
  readonly #run: RunContext;
  readonly #dialog: ShareDialog;

  static async of(run: RunContext, parts: RunParts): Promise<Share> {
    return new Share(run, parts, await loadShareWords(run.t.language));
  }

  private constructor(
    run: RunContext,
    parts: RunParts,
    words: Awaited<ReturnType<typeof loadShareWords>>,
  ) {
    this.#run = run;
    const owner = {
      root: run.root,
      take: () => take(run, parts),
      get isDark() {
        return isDark(run.stage);
      },
    };
    this.#dialog = new ShareDialog(owner, words);
  }

  /** Opens the dialog about the moment that is shown now, and pauses the run. */
  async open(): Promise<void> {
    this.#run.session?.pause();
    this.#run.show(this.#run.selected);
    await this.#dialog.open(await loadShareWords(languageOf(this.#run.t.language)));
  }
}

async function take(run: RunContext, parts: RunParts): Promise<Taken | undefined> {
  const { session, stage, t } = run;
  const written = await parts.written();
  const kept = session?.run;
  if (!session || session.trap || session !== run.session || !written || !kept) return undefined;
  const { view, now, speed } = session;
  const source = new SessionSource(session);
  const wrong = parts.wrong;
  return {
    page: stage.home ?? document.baseURI,
    ...written,
    time: now,
    speed,
    title: session.ask((it) => it.title(parts.words.language)) ?? "",
    view,
    marks: {
      committed: session.ask((it) => it.committedUpTo()) ?? [],
      culprits: wrong?.targets ?? [],
    },
    violation: wrong?.says,
    source,
    span: source.isManual ? parts.span : withMoment(parts.span, now),
    drawing: t.drawing,
    spacetime: parts.words.spacetime,
    notes: session.ask((it) => it.notes(parts.words.language)) ?? [],
    trace: () => traceOf(kept, now, asking(session)),
    greatestTrace: parts.greatestTrace,
    copy: () => copyOf(session),
  };
}

/** Asks through the session; throws when the run has trapped. */
const asking =
  (session: Session) =>
  <T>(question: () => T): T => {
    const answer = session.ask(() => ({ value: question() }));
    if (!answer) throw new Error(session.trap?.message);
    return answer.value;
  };

/** Copies the run. A trap in the copy ends the session, as both live on one module. */
function copyOf(session: Session) {
  const copy = session.ask((run) => run.startWithRules({}));
  const ask = asking(session);
  return copy && { ...playedRun(copy, ask), free: () => session.ask(() => copy.free()) };
}

/** The window of the diagram, or one of the same length that contains the moment. */
const withMoment = (span: Span, now: number): Span =>
  now >= span.from && now <= span.to ? span : windowAt(now, span.to - span.from);

function isDark(element: Element): boolean {
  const { colorScheme } = getComputedStyle(element);
  if (colorScheme !== "light dark") return colorScheme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}
