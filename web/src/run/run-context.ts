// The run that a playground shows, and all that can be done with it. Every panel is given it: what
// is done takes one path, from the event to `act`, to the session, to the world.

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

/** What is asked of a run that is not the first. */
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
  /** These are its attributes. */
  readonly seed: number | undefined;
  readonly servers: number | undefined;
  readonly autoplay: boolean;
  /** Virtual milliseconds per real one. */
  speed: number;
  /** The address of the page that links lead to; the document's own, if that is not said. */
  readonly home: string | undefined;
  /** Whether the run can only be watched: nothing can be done to it. */
  readonly readonly?: boolean;
  /** Told after the run has been drawn, once it keeps its past. */
  drawn?(session: Session): void;
  /** Told, in a sentence, why something that was to be opened is not. */
  refused?(why: string): void;
  requestUpdate(): void;
  /** Shows the run as it is now, before this function returns. */
  changed(): void;
}

/** How long a sentence that nobody should miss stays, in real milliseconds. */
const TOAST_MS = 7000;
/** A run that plays begins this shortly before its first event, in real milliseconds. */
const PRELUDE_MS = 1200;

export class RunContext {
  readonly stage: Stage;
  /** The run that is shown. */
  session: Session | undefined;
  t: Catalogue = firstCatalogue;
  /** What is drawn highlighted. */
  selected: Target | undefined;
  /** Why there is no run to show. */
  problem: Problem | undefined;
  /** A sentence that nobody should miss. */
  toast: string | undefined;
  /** What the client would send. */
  command = "";
  /** Whether somebody has reached for the playground, or asked for a run. */
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

  /** Whether there is no run that could go on. */
  get isStuck(): boolean {
    return Boolean(this.problem ?? this.session?.trap);
  }

  /** What leads to the run that is shown, without a moment; nothing while that is not known. */
  get link(): string | undefined {
    return this.parts.value?.link;
  }

  /** Loads what has the past, the text and the links of the run, if it is not there yet. */
  reach(): void {
    this.isReached = true;
    if (this.session && !this.parts.value) void this.parts.with(() => this.stage.requestUpdate());
  }

  /** Does these, up to the first that is refused; nothing where the run can only be watched. */
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

  /** Shows which target a popup is about, while it is: time stands still. */
  select(target: Target | undefined): void {
    if (this.session) this.session.frozen = target !== undefined;
    this.show(target);
  }

  /** Shows the session as it is now, with this highlighted. */
  show(target: Target | undefined): void {
    this.selected = target;
    this.stage.changed();
  }

  openMenu<C>(model: MenuModel<C>, choose: (choice: C) => void, anchor: Element): void {
    void this.popups.with((popups) => popups.openMenu(model, choose, anchor));
  }

  /** Opens a run that is written down. Rejects with a sentence if it cannot be read. */
  openText(text: string): Promise<void> {
    this.isReached = true;
    return this.parts.with((parts) => parts.open(text));
  }

  /** Opens what a link leads to: what follows the `#`. What is wrong with a bad one, it says. */
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

  /** Begins a run: without more said, as the attributes have it. */
  async begin(run?: Run): Promise<void> {
    const { stage } = this;
    let kind: Problem["kind"] = "load";
    try {
      const engine = await live.load();
      // Meanwhile something else was asked for.
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

  /** Shows this run instead, from shortly before its first event on if it is to play. */
  adopt(session: Session, play: boolean): void {
    if (play) session.playFromFirstEvent(PRELUDE_MS);
    this.parts.value?.leaving();
    // To give back what a long run has taken is some work, too.
    const last = this.session;
    setTimeout(() => last?.dispose());
    this.session = session;
    this.problem = undefined;
    this.selected = undefined;
    this.stage.requestUpdate();
  }
}
