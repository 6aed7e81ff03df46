import { type PropertyDeclarations, ReactiveElement } from "@lit/reactive-element";
import { render } from "lit/html.js";
import type { Refusal } from "../generated/raft_timeline.js";
import type { Action } from "../generated/raft_wasm.js";
import { newSession, type Wish } from "./engine/begin.ts";
import { discardEngines, live } from "./engine/engine.ts";
import type { Session } from "./engine/session.ts";
import { ticker } from "./engine/ticker.ts";
import { type Catalogue, firstCatalogue, languageOf, loadCatalogue } from "./i18n/catalogue.ts";
import type { RunHost } from "./run/run-parts.ts";
import { sheet } from "./theme/css.ts";
import tokens from "./theme/tokens.css?inline";
import { Announcer } from "./ui/announcer.ts";
import { CommandBox } from "./ui/command.ts";
import controls from "./ui/controls.css?inline";
import { Drawing } from "./ui/drawing.ts";
import { keyCommand } from "./ui/keys.ts";
import { Later } from "./ui/later.ts";
import layout from "./ui/layout.css?inline";
import type { MenuModel } from "./ui/menu-model.ts";
import { isCalm, readNumber, readSpeed, readSwitch, USUAL_SPEED } from "./ui/options.ts";
import parts from "./ui/parts.css?inline";
import type { Box } from "./ui/place.ts";
import type { PopupOwner } from "./ui/popups.ts";
import { renderShell } from "./ui/shell.ts";
import { renderTransport } from "./ui/transport.ts";
import { type Problem, TroublePanel } from "./ui/trouble.ts";
import { viewStyles } from "./view/styles.ts";
import type { Target, ViewContext } from "./view/types.ts";

/** What is asked of a run that is not the first. */
interface Run extends Wish {
  play: boolean;
}

/** What shows that somebody is there who may want more than to watch. */
const REACHING = ["pointerover", "pointerdown", "focusin"];
/** How long a sentence that nobody should miss stays. */
const TOAST_MS = 7000;
/** A run that plays begins this shortly before its first event, in real milliseconds. */
const PRELUDE_MS = 1200;

/**
 * A Raft cluster to watch and to touch. Attributes: `lang`, `theme`, `seed`, `servers`, `speed`,
 * `autoplay`. Everything is inside its shadow root; it leaves the page around it alone.
 */
export class RaftPlayground extends ReactiveElement implements PopupOwner, RunHost {
  static override styles = [...[tokens, layout, controls, parts].map(sheet), ...viewStyles];
  static override properties: PropertyDeclarations = {
    lang: {},
    theme: { reflect: true },
    seed: { converter: readNumber },
    servers: { converter: readNumber },
    speed: { converter: readSpeed },
    autoplay: { converter: readSwitch },
    session: { attribute: false },
    t: { attribute: false },
    toast: { attribute: false },
    news: { attribute: false },
    problem: { attribute: false },
    selected: { attribute: false },
  };

  declare lang: string;
  declare theme: string | undefined;
  declare seed: number | undefined;
  declare servers: number | undefined;
  declare speed: number;
  declare autoplay: boolean;
  /** The run that is shown. */
  declare session: Session | undefined;
  declare t: Catalogue;
  declare private toast: string | undefined;
  /** What has happened, in a few sentences. */
  declare news: string | undefined;
  declare private problem: Problem | undefined;
  /** What is drawn highlighted. */
  declare selected: Target | undefined;
  /** The address of the page that links lead to; the document's own, if that is not said. */
  home: string | undefined;

  readonly #announcer = new Announcer((text) => {
    this.news = text;
  });
  readonly #seen = new IntersectionObserver((entries) => {
    this.#visible = entries.at(-1)?.isIntersecting ?? true;
    this.#wake();
  });
  #visible = false;
  #drawing: Drawing | undefined;
  #context: ViewContext | undefined;
  readonly #popups = new Later(
    async () => new (await import("./ui/popups.ts")).Popups(this, this, this.#part(".popup")),
    (reason) => {
      this.select(undefined);
      this.say(reason);
    },
  );
  readonly #run = new Later(
    async () => (await import("./run/run-parts.ts")).RunParts.load(this),
    (reason) => this.say(reason),
  );
  #isOpening = false;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;
  #hasFocus = false;
  readonly #command = new CommandBox(
    (actions) => this.act(actions),
    () => this.requestUpdate(),
  );
  #drawnView: unknown;

  constructor() {
    super();
    this.speed = USUAL_SPEED;
    this.autoplay = true;
    this.t = firstCatalogue;
    this.addEventListener("keydown", (event) => this.handleKey(event));
    for (const type of REACHING) this.addEventListener(type, this.#reach, { passive: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen.observe(this);
    if (!this.session) this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen.disconnect();
    ticker.forget(this.#frame);
    this.#announcer.cancel();
  }

  /** The past of the run, its text and its links: a second download, not made for who only looks. */
  readonly #reach = (): void => {
    if (this.session && !this.#run.value) void this.#run.with(() => this.requestUpdate());
  };

  /** Does what a key is for; a page may pass on keys that nothing on it has the focus for. */
  handleKey(event: KeyboardEvent): void {
    if (!this.session || this.#isStuck || this.#run.value?.handleKey(event)) return;
    this.#reach();
    const command = keyCommand(event, event.composedPath()[0]);
    if (!command) return;
    event.preventDefault();
    if (command.type === "toggle") this.#toggle();
    else if (command.type === "step") this.#step();
    else if (command.type === "keys") this.#transportHandlers.openKeys(this.#part(".keys"));
    else if (command.type === "command") this.#part(".ask input").focus();
    else this.#part(`[data-target="server:${command.id}"]`)?.focus();
  }

  /** What the client would send. */
  get command(): string {
    return this.#command.text;
  }

  act(actions: Action[]): Refusal | undefined {
    const refusal = this.session?.act(...actions);
    this.#run.value?.branched();
    this.#changed();
    return refusal;
  }

  say(sentence: string): void {
    this.toast = sentence;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => {
      this.toast = undefined;
    }, TOAST_MS);
  }

  select(target: Target | undefined): void {
    if (this.session) this.session.frozen = target !== undefined;
    this.show(target);
  }

  /** Shows the session as it is now, with this highlighted. */
  show(target: Target | undefined): void {
    this.selected = target;
    this.#changed();
  }

  /** What leads to the run that is shown, without a moment; nothing while that is not known. */
  get link(): string | undefined {
    return this.#run.value?.link;
  }

  /** Opens a run that is written down. Rejects with a sentence if it cannot be read. */
  openText(text: string): Promise<void> {
    return this.#run.with((run) => run.open(text));
  }

  /** Opens what a link leads to: what follows the `#`. What is wrong with a bad one, it says. */
  async openLink(fragment: string): Promise<void> {
    this.#isOpening = true;
    await this.#run.with((run) => run.openLink(fragment));
    this.#isOpening = false;
    if (!this.session) this.begin();
  }

  openMenu<C>(model: MenuModel<C>, choose: (choice: C) => void, anchor: Element): void {
    this.#popups.with((popups) => popups.openMenu(model, choose, anchor));
  }

  restart(seed: "same" | "fresh", servers?: number): void {
    const { session } = this;
    const again = seed === "same" ? (session?.setup.seed ?? this.seed) : undefined;
    const play = session?.trap !== undefined || session?.playing === true;
    this.begin({ seed: again, servers: servers ?? session?.setup.servers, play });
  }

  /** Begins a run: without more said, as the attributes have it. */
  async begin(run?: Run): Promise<void> {
    let kind: Problem["kind"] = "load";
    try {
      const engine = await live.load();
      // Meanwhile something else was asked for.
      if (this.#isOpening && !run) return;
      kind = "setup";
      const wish = { servers: run?.servers ?? this.servers, seed: run ? run.seed : this.seed };
      const session = newSession(engine, wish, this.speed, this.session);
      this.adopt(session, run ? run.play : this.autoplay && !isCalm());
      if (run) this.news = this.t.transport.restarted(session.setup.servers, session.setup.seed);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) discardEngines();
      this.problem = { kind, message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Shows this run instead, from shortly before its first event on if it is to play. */
  adopt(session: Session, play: boolean): void {
    if (play) session.playFromFirstEvent(PRELUDE_MS);
    this.#run.value?.leaving();
    this.session?.dispose();
    this.session = session;
    this.problem = undefined;
    this.selected = undefined;
    this.news = undefined;
    this.#announcer.reset();
    this.#wake();
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    // What has the focus loses it at once, and gives it to a panel that may come later.
    this.#hasFocus = this.matches(":focus-within") || (this.#isStuck && this.#hasFocus);
    if (changed.has("lang") || !this.hasUpdated) this.#loadLanguage();
    if (changed.has("speed") && this.session) this.session.speed = this.speed;
    const isOther = changed.has("seed") || changed.has("servers");
    if (isOther && this.session) this.begin();
    if (changed.has("t") || changed.has("selected") || !this.#context) {
      const activate = (target: Target, anchor: Element) => this.#activate(target, anchor);
      this.#context = { t: this.t, selected: this.selected, activate };
    }
  }

  async #loadLanguage(): Promise<void> {
    const around = this.parentElement?.closest<HTMLElement>("[lang]")?.lang;
    const wanted = languageOf(this.lang, around, navigator.language);
    const catalogue = await loadCatalogue(wanted);
    // Meanwhile it may have been changed again.
    if (wanted === languageOf(this.lang, around, navigator.language)) this.t = catalogue;
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    super.update(changed);
    render(this.#template(), this.renderRoot as ShadowRoot, { host: this });
  }

  #template() {
    const { session, t, news, toast } = this;
    const transport = {
      playing: session?.playing ?? false,
      speed: session?.speed ?? this.speed,
      servers: session?.setup.servers ?? this.servers ?? 5,
      more: this.#run.value?.buttons(),
    };
    const parts = {
      command: this.#command.render(!session, t),
      transport: renderTransport(transport, this.#transportHandlers, t),
      trouble: this.#trouble.render(this.problem, session?.trap, t),
    };
    return renderShell({ ...parts, stuck: this.#isStuck, news, toast }, this.#clickBackground, t);
  }

  /** Is there no run that could go on? */
  get #isStuck(): boolean {
    return Boolean(this.problem ?? this.session?.trap);
  }

  protected override updated(): void {
    this.#drawing ??= new Drawing(
      {
        cluster: this.#part(".drawing-cluster"),
        clusterKey: this.#part(".key-cluster"),
        logs: this.#part(".drawing-logs"),
        logsKey: this.#part(".key-logs"),
        ledger: this.#part(".ledger-place"),
        state: this.#part(".store"),
        time: this.#part(".time"),
      },
      () => this.#draw(),
    );
    this.#draw();
    this.#popups.value?.refresh();
    // What had the focus cannot have it any more.
    const button = this.shadowRoot?.querySelector<HTMLElement>(".trouble button");
    if (button && this.#hasFocus && !this.shadowRoot?.activeElement) {
      button.focus({ preventScroll: true });
      this.#hasFocus = false;
    }
  }

  /** What follows from the session alone. */
  #draw(): void {
    const { session } = this;
    if (!session || !this.#drawing || !this.#context) return;
    this.#drawing.draw(session, this.#context, this.t);
    this.#run.value?.draw();
    if (session.view === this.#drawnView) return;
    this.#drawnView = session.view;
    this.#announcer.notice(session, this.t);
    this.#popups.value?.refresh();
  }

  readonly #frame = (elapsed: number): boolean => {
    const { session } = this;
    if (!session || this.#isStuck) return false;
    session.tick(elapsed);
    if (session.trap) this.#changed();
    else this.#draw();
    return session.moving && this.#visible;
  };

  /** Shows the element and its session as they are now, before this function returns. */
  #changed(): void {
    this.requestUpdate();
    if (this.hasUpdated) this.performUpdate();
    this.#wake();
  }

  #wake(): void {
    if (this.isConnected && this.#visible && this.session?.moving) ticker.wake(this.#frame);
  }

  #toggle = () => {
    if (this.session?.playing) this.session.pause();
    else this.session?.play();
    this.show(undefined);
  };

  #step = () => {
    this.session?.stepForward(isCalm());
    this.#changed();
  };

  readonly #trouble = new TroublePanel(
    {
      sameRun: () => this.restart("same"),
      otherRun: () => this.restart("fresh"),
      retry: () => this.begin(),
      usualSetup: () => this.begin({ servers: 5, play: !isCalm() }),
    },
    () => this.requestUpdate(),
  );

  readonly #transportHandlers = {
    toggle: this.#toggle,
    step: this.#step,
    back: () => this.#run.with((run) => run.stepBack()),
    setSpeed: (speed: number) => {
      this.speed = speed;
    },
    setServers: (servers: number) => this.restart("same", servers),
    openNetwork: (anchor: Element) => this.#popups.with((popups) => popups.openNetwork(anchor)),
    openNewRun: (anchor: Element) => this.#popups.with((popups) => popups.openNewRun(anchor)),
    openKeys: (anchor: Element) => this.#popups.with((popups) => popups.openKeys(anchor)),
  };

  #activate(target: Target, anchor: Element): void {
    if (target.kind === "client") this.#part(".ask input").focus({ preventScroll: true });
    this.select(target);
    const offers = this.#run.value?.offers(target) ?? [];
    this.#popups.with((popups) => popups.openTarget(target, anchor, offers));
  }

  /** A click beside everything is about the network as a whole. */
  #clickBackground = (event: MouseEvent) => {
    const on = event.composedPath()[0] as Element;
    if (on.closest("[data-target]") || !on.closest(".drawing-cluster")) return;
    const at: Box = { left: event.clientX, top: event.clientY, width: 0, height: 0 };
    this.#popups.with((popups) => popups.openNetwork(at));
  };

  #part<E extends HTMLElement>(selector: string): E {
    return this.shadowRoot?.querySelector(selector) as E;
  }
}

if (!customElements.get("raft-playground")) {
  customElements.define("raft-playground", RaftPlayground);
}

declare global {
  interface HTMLElementTagNameMap {
    "raft-playground": RaftPlayground;
  }
}
