import { guard } from "lit/directives/guard.js";
import { html, nothing } from "lit/html.js";
import type { Action } from "../generated/raft_wasm.js";
import { discardEngines, live } from "./engine/engine.ts";
import { Session } from "./engine/session.ts";
import { ticker } from "./engine/ticker.ts";
import { figureStyles } from "./figure/styles.ts";
import type { FigureContext, Target } from "./figure/types.ts";
import { type Catalogue, firstCatalogue, languageOf, loadCatalogue } from "./i18n/catalogue.ts";
import { tokens } from "./theme/tokens.ts";
import { Announcer } from "./ui/announcer.ts";
import { renderCommand, suggestion } from "./ui/command.ts";
import { controls } from "./ui/control-styles.ts";
import { Drawing } from "./ui/drawing.ts";
import { BaseElement } from "./ui/element.ts";
import { keyCommand } from "./ui/keys.ts";
import { layout } from "./ui/layout-styles.ts";
import { renderLedger } from "./ui/ledger.ts";
import { isCalm, readNumber, readSpeed, readSwitch, USUAL_SPEED } from "./ui/options.ts";
import { parts } from "./ui/part-styles.ts";
import type { Box } from "./ui/place.ts";
import type { PopupOwner, Popups } from "./ui/popups.ts";
import { refusalText } from "./ui/refusal.ts";
import { renderState, stateOf } from "./ui/state.ts";
import { renderTransport } from "./ui/transport.ts";
import { type Problem, renderProblem, renderTrap, type Ways } from "./ui/trouble.ts";

/** What is asked of a run that is not the first. */
interface Run {
  seed?: number | undefined;
  servers?: number | undefined;
  play: boolean;
}

/** How long a sentence that nobody should miss stays. */
const TOAST_MS = 7000;
/** A run that plays begins this shortly before its first event, in real milliseconds. */
const PRELUDE_MS = 1200;

/**
 * A Raft cluster to watch and to touch. Attributes: `lang`, `theme`, `seed`, `servers`, `speed`,
 * `autoplay`. Everything is inside its shadow root; it leaves the page around it alone.
 */
export class RaftPlayground extends BaseElement implements PopupOwner {
  static override styles = [tokens, layout, controls, parts, ...figureStyles];
  static observedAttributes = ["lang", "theme", "seed", "servers", "speed", "autoplay"];
  static override properties = {
    lang: {},
    theme: { reflect: true },
    seed: { read: readNumber },
    servers: { read: readNumber },
    speed: { read: readSpeed },
    autoplay: { read: readSwitch },
    session: {},
    t: {},
    command: {},
    commandProblem: {},
    toast: {},
    news: {},
    problem: {},
    selected: {},
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
  declare command: string;
  declare private commandProblem: string | undefined;
  declare private toast: string | undefined;
  declare private news: string | undefined;
  declare private problem: Problem | undefined;
  declare private selected: Target | undefined;

  readonly #announcer = new Announcer((text) => {
    this.news = text;
  });
  readonly #seen = new IntersectionObserver((entries) => {
    this.#visible = entries.at(-1)?.isIntersecting ?? true;
    this.#wake();
  });
  #visible = false;
  #drawing: Drawing | undefined;
  #context: FigureContext | undefined;
  #popups: Popups | undefined;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;
  #hasFocus = false;
  #sent = 0;
  #drawnView: unknown;

  constructor() {
    super();
    this.speed = USUAL_SPEED;
    this.autoplay = true;
    this.t = firstCatalogue;
    this.command = suggestion(0);
    this.addEventListener("keydown", (event) => this.handleKey(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen.observe(this);
    if (!this.session) this.#begin();
  }

  disconnectedCallback(): void {
    this.#seen.disconnect();
    ticker.forget(this.#frame);
    this.#announcer.cancel();
  }

  /** Does what a key is for; a page may pass on keys that nothing on it has the focus for. */
  handleKey(event: KeyboardEvent): void {
    const command = keyCommand(event, event.composedPath()[0]);
    if (!command || !this.session || this.#isStuck) return;
    event.preventDefault();
    if (command.type === "toggle") this.#toggle();
    else if (command.type === "step") this.#step();
    else if (command.type === "keys") this.#open((popups) => popups.openKeys(this.#part(".keys")));
    else if (command.type === "command") this.#part(".ask input").focus();
    else this.#part(`[data-target="server:${command.id}"]`)?.focus();
  }

  act(actions: Action[]): string | undefined {
    const refusal = this.session?.act(...actions);
    this.#changed();
    return refusal && refusalText(refusal, this.t);
  }

  say(sentence: string): void {
    this.toast = sentence;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => {
      this.toast = undefined;
    }, TOAST_MS);
  }

  select(target: Target | undefined): void {
    this.selected = target;
    if (this.session) this.session.frozen = target !== undefined;
    this.#changed();
  }

  restart(seed: "same" | "fresh", servers?: number): void {
    const { session } = this;
    this.#begin({
      seed: seed === "same" ? (session?.setup.seed ?? this.seed) : undefined,
      servers: servers ?? session?.setup.servers,
      play: session?.trap !== undefined || session?.playing === true,
    });
  }

  /** Without more said, as the attributes have it. */
  async #begin(run?: Run): Promise<void> {
    let kind: Problem["kind"] = "load";
    try {
      const engine = await live.load();
      kind = "setup";
      const setup = {
        ...engine.defaultSetup(),
        // A new run does not undo the settings.
        ...(this.session && { network: this.session.view.network }),
        servers: run?.servers ?? this.servers ?? engine.defaultSetup().servers,
        seed: (run ? run.seed : this.seed) ?? engine.freshSeed(),
      };
      const simulation = new engine.Simulation(setup);
      const session = new Session(engine, simulation, this.session?.speed ?? this.speed);
      if (run ? run.play : this.autoplay && !isCalm()) session.playFromFirstEvent(PRELUDE_MS);
      this.session?.dispose();
      this.session = session;
      this.problem = undefined;
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) discardEngines();
      this.problem = { kind, message: error instanceof Error ? error.message : String(error) };
      return;
    }
    this.selected = undefined;
    this.#announcer.reset();
    const { servers, seed } = this.session.setup;
    this.news = run ? this.t.transport.restarted(servers, seed) : undefined;
    this.#wake();
  }

  override willUpdate(changed: ReadonlySet<string>): void {
    this.#hasFocus = this.matches(":focus-within");
    if (changed.has("lang") || !this.hasUpdated) this.#loadLanguage();
    if (changed.has("speed") && this.session) this.session.speed = this.speed;
    const isOther = changed.has("seed") || changed.has("servers");
    if (isOther && this.session) this.#begin();
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

  protected override render() {
    const { session, t } = this;
    return html`<div
        class="figure"
        ?inert=${this.#isStuck}
        role="group"
        aria-label=${t.page.title}
        tabindex="-1"
        lang=${t.language}
      >
        <div class="area-cluster" @click=${this.#clickBackground}>
          <div class="drawing-cluster"></div>
          <div class="key-cluster"></div>
          <p class="news" role="status">${this.news ?? nothing}</p>
        </div>
        <div class="area-logs">
          <div class="drawing-logs"></div>
          <div class="key-logs"></div>
        </div>
        <div class="side">
          <section class="client" aria-label=${t.client.title}>
            ${renderCommand(
              { text: this.command, problem: this.commandProblem, disabled: !session },
              { edit: this.#edit, send: this.#send },
              t,
            )}
            ${guard([session?.view.requests, t], () => renderLedger(session?.view.requests ?? [], t))}
          </section>
          <section class="store" aria-label=${t.state.title}>
            ${session ? guard([...stateOf(session.view), t], () => renderState(session.view, t)) : nothing}
          </section>
        </div>
        <div class="bar">
          <p class="toast" role="alert">${this.toast ?? nothing}</p>
          ${this.#renderTransport()}
        </div>
      </div>
      ${this.#renderTrouble()}
      <div class="popup" popover role="dialog" tabindex="-1" lang=${t.language}></div>`;
  }

  /** Is there no run that could go on? */
  get #isStuck(): boolean {
    return Boolean(this.problem ?? this.session?.trap);
  }

  #renderTrouble() {
    if (this.problem) return renderProblem(this.problem, this.#ways, this.t);
    return this.session?.trap ? renderTrap(this.session.trap, this.#ways, this.t) : nothing;
  }

  #renderTransport() {
    const { session } = this;
    const model = {
      playing: session?.playing ?? false,
      speed: session?.speed ?? this.speed,
      servers: session?.setup.servers ?? this.servers ?? 5,
    };
    return renderTransport(model, this.#transportHandlers, this.t);
  }

  override updated(): void {
    this.#drawing ??= new Drawing(
      {
        cluster: this.#part(".drawing-cluster"),
        clusterKey: this.#part(".key-cluster"),
        logs: this.#part(".drawing-logs"),
        logsKey: this.#part(".key-logs"),
        time: this.#part(".time"),
      },
      () => this.#draw(),
    );
    this.#draw();
    this.#popups?.refresh();
    // What had the focus cannot have it any more.
    if (this.#isStuck && this.#hasFocus && !this.shadowRoot?.activeElement) {
      this.#part(".trouble button").focus({ preventScroll: true });
    }
  }

  /** What changes with time alone. */
  #draw(): void {
    const { session } = this;
    if (!session || !this.#drawing || !this.#context) return;
    this.#drawing.draw(session, this.#context, this.t);
  }

  readonly #frame = (elapsed: number): boolean => {
    const { session } = this;
    if (!session || this.#isStuck) return false;
    session.tick(elapsed);
    if (session.view === this.#drawnView && !session.trap) this.#draw();
    else this.#changed();
    return session.moving && this.#visible;
  };

  /** Shows the session as it is now, before this function returns. */
  #changed(): void {
    const { session } = this;
    if (session && session.view !== this.#drawnView) {
      this.#drawnView = session.view;
      this.#announcer.notice(session, this.t);
    }
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
    this.#changed();
  };

  #step = () => {
    this.session?.stepForward(isCalm());
    this.#changed();
  };

  readonly #ways: Ways = {
    sameRun: () => this.restart("same"),
    otherRun: () => this.restart("fresh"),
    retry: () => this.#begin(),
    usualSetup: () => this.#begin({ servers: 5, play: !isCalm() }),
  };

  readonly #transportHandlers = {
    toggle: this.#toggle,
    step: this.#step,
    setSpeed: (speed: number) => {
      this.speed = speed;
    },
    setServers: (servers: number) => this.restart("same", servers),
    openNetwork: (anchor: Element) => this.#open((popups) => popups.openNetwork(anchor)),
    openNewRun: (anchor: Element) => this.#open((popups) => popups.openNewRun(anchor)),
    openKeys: (anchor: Element) => this.#open((popups) => popups.openKeys(anchor)),
  };

  #edit = (text: string) => {
    this.command = text;
    this.commandProblem = undefined;
  };

  #send = () => {
    this.commandProblem = this.act([{ command: { text: this.command.trim() } }]);
    if (this.commandProblem) return;
    this.#sent += 1;
    this.command = suggestion(this.#sent);
  };

  #activate(target: Target, anchor: Element): void {
    if (target.kind === "client") this.#part(".ask input").focus({ preventScroll: true });
    this.select(target);
    this.#open((popups) => popups.openTarget(target, anchor));
  }

  /** A click beside everything is about the network as a whole. */
  #clickBackground = (event: MouseEvent) => {
    const on = event.composedPath()[0] as Element;
    if (on.closest("[data-target]") || !on.closest(".drawing-cluster")) return;
    const at: Box = { left: event.clientX, top: event.clientY, width: 0, height: 0 };
    this.#open((popups) => popups.openNetwork(at));
  };

  async #open(how: (popups: Popups) => void): Promise<void> {
    try {
      const { Popups } = await import("./ui/popups.ts");
      this.#popups ??= new Popups(this, this, this.#part(".popup"));
    } catch (error) {
      this.select(undefined);
      return this.say(String(error));
    }
    how(this.#popups);
  }

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
