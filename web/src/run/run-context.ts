// The run that a playground shows, and what can be done with it. Every panel gets this object, so all actions
// take one path: from the event to `act`, to the session, to the world.

import type { Refusal } from "../../generated/raft_timeline.js";
import type { Action } from "../../generated/raft_wasm.js";
import { newSession, type Wish } from "../engine/begin.ts";
import { discardEngines, live } from "../engine/engine.ts";
import type { Session } from "../engine/session.ts";
import { type Catalogue, firstCatalogue } from "../i18n/catalogue.ts";
import { isCalm } from "../theme/calm.ts";
import { Later } from "../ui/later.ts";
import type { MenuModel } from "../ui/menu-model.ts";
import type { Target } from "../view/types.ts";

/** The request for a run other than the first. */
interface Run extends Wish {
  play: boolean;
}

/** Why there is no run to show: the module could not be loaded, or refused the setup. */
export interface Problem {
  kind: "load" | "setup";
  message: string;
}

/** The element that shows the run. */
export interface Stage extends HTMLElement {
  /** The element's attributes. */
  readonly seed: number | undefined;
  readonly servers: number | undefined;
  readonly autoplay: boolean;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** The address of the page that links lead to; by default the document's own. */
  readonly home: string | undefined;
  /** Whether the run can only be watched, without any actions. */
  readonly readonly?: boolean;
  /** Resolves when all changes have been drawn, the first time in the reader's language. */
  readonly updateComplete: Promise<void>;
  /** Called after the run has been drawn, once it keeps its past. */
  drawn?(session: Session): void;
  /** Called with a sentence that says why something could not be opened. */
  refused?(why: string): void;
  requestUpdate(): void;
  /** Shows the run as it is now, before this function returns. */
  changed(): void;
}

/** How long the toast is shown, in real milliseconds. */
const TOAST_MS = 7000;
/** How long before its first event a playing run begins, in real milliseconds. */
const PRELUDE_MS = 1200;

export class RunContext {
  readonly stage: Stage;
  /** The run that is shown. */
  session: Session | undefined;
  t: Catalogue = firstCatalogue;
  /** The target that is drawn highlighted. */
  selected: Target | undefined;
  /** Why there is no run to show. */
  problem: Problem | undefined;
  /** An important sentence that is shown for a few seconds. */
  toast: string | undefined;
  /** The command in the client's box, not sent yet. */
  command = "";
  /** Whether the reader has touched the playground or asked for a run. */
  isReached = false;
  readonly popups = new Later(
    async () => new (await import("../ui/popups.ts")).Popups(this),
    (reason) => {
      this.select(undefined);
      this.say(reason);
    },
  );
  readonly parts = new Later(
    async () => (await import("./run-parts.ts")).RunParts.load(this),
    (reason) => this.say(reason),
  );
  #isOpening = false;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  get root(): ShadowRoot {
    return this.stage.shadowRoot as ShadowRoot;
  }

  /** Whether there is no run that could continue. */
  get isStuck(): boolean {
    return Boolean(this.problem ?? this.session?.trap);
  }

  /** The link to the run that is shown, without a moment; `undefined` until it is known. */
  get link(): string | undefined {
    return this.parts.value?.link;
  }

  /** Loads the parts that know the run's past, text and links, unless they are there. */
  reach(): void {
    this.isReached = true;
    if (this.session && !this.parts.value) void this.parts.with(() => this.stage.requestUpdate());
  }

  /**
   * Applies the actions in order, up to the first that is refused. Does nothing where the run can only be
   * watched.
   */
  act(actions: Action[]): Refusal | undefined {
    if (this.stage.readonly) return undefined;
    const refusal = this.session?.act(...actions);
    this.parts.value?.branched(!refusal);
    this.stage.changed();
    return refusal;
  }

  toggle(): void {
    if (this.session?.playing) this.session.pause();
    else this.session?.play();
    this.show(undefined);
  }

  step(calm = isCalm()): void {
    this.session?.stepForward(calm);
    this.stage.changed();
  }

  say(sentence: string): void {
    this.toast = sentence;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => this.unsay(), TOAST_MS);
    this.stage.requestUpdate();
  }

  unsay(): void {
    this.toast = undefined;
    this.stage.requestUpdate();
  }

  /** Highlights the target of a popup. Time stands still while one is selected. */
  select(target: Target | undefined): void {
    if (this.session) this.session.frozen = target !== undefined;
    this.show(target);
  }

  /** Shows the session as it is now, with `target` highlighted. */
  show(target: Target | undefined): void {
    this.selected = target;
    this.stage.changed();
  }

  openMenu<C>(model: MenuModel<C>, choose: (choice: C) => void, anchor: Element): void {
    void this.popups.with((popups) => popups.openMenu(model, choose, anchor));
  }

  /** Opens a run from the text of its scenario. Rejects with a sentence if the text cannot be read. */
  openText(text: string): Promise<void> {
    this.isReached = true;
    return this.parts.with((parts) => parts.open(text));
  }

  /**
   * Opens a link, given as its fragment (what follows the `#`). If the link is bad, the playground shows why.
   */
  async openLink(fragment: string): Promise<void> {
    this.isReached = true;
    this.#isOpening = true;
    await this.parts.with((parts) => parts.openLink(fragment));
    this.#isOpening = false;
    if (!this.session) void this.begin();
  }

  restart(seed: "same" | "fresh", servers?: number): void {
    const { session } = this;
    const again = seed === "same" ? (session?.setup.seed ?? this.stage.seed) : undefined;
    const play = session?.trap !== undefined || session?.playing === true;
    void this.begin({ seed: again, servers: servers ?? session?.setup.servers, play });
  }

  /** Begins a run; without `run`, one with the seed and the servers of the attributes. */
  async begin(run?: Run): Promise<void> {
    const { stage } = this;
    let kind: Problem["kind"] = "load";
    try {
      const engine = await live.load();
      // A link is being opened meanwhile.
      if (this.#isOpening && !run) return;
      kind = "setup";
      const wish = { servers: run?.servers ?? stage.servers, seed: run ? run.seed : stage.seed };
      const session = newSession(engine, wish, stage.speed, this.session);
      this.adopt(session, run ? run.play : stage.autoplay && !isCalm());
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) discardEngines();
      this.problem = { kind, message: error instanceof Error ? error.message : String(error) };
      stage.requestUpdate();
    }
  }

  /** Shows this session instead of the last. If it is to play, it starts shortly before its first event. */
  adopt(session: Session, play: boolean): void {
    if (play) session.playFromFirstEvent(PRELUDE_MS);
    this.parts.value?.leaving();
    // Freeing the memory of a long run takes time, too, so it is done in a later task.
    const last = this.session;
    setTimeout(() => last?.dispose());
    this.session = session;
    this.problem = undefined;
    this.selected = undefined;
    this.stage.requestUpdate();
  }
}
