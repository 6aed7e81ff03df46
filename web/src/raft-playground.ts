import { render } from "lit/html.js";
import type { Session } from "./engine/session.ts";
import { ticker } from "./engine/ticker.ts";
import { languageOf, loadCatalogue } from "./i18n/catalogue.ts";
import { RunContext, type Stage } from "./run/run-context.ts";
import { CommandBox } from "./ui/command.ts";
import { Drawing } from "./ui/drawing.ts";
import { keyCommand } from "./ui/keys.ts";
import { readNumber, readSpeed, readSwitch, USUAL_SPEED } from "./ui/options.ts";
import { renderShell } from "./ui/shell.ts";
import { playgroundStyles } from "./ui/styles.ts";
import { Transport } from "./ui/transport.ts";
import { TroublePanel } from "./ui/trouble.ts";
import { type Property, UpdatingElement } from "./ui/updating-element.ts";
import type { Target, ViewContext } from "./view/types.ts";

/** What shows that somebody is there who may want more than to watch. */
const REACHING = ["pointerover", "pointerdown", "focusin"];

/**
 * A Raft cluster to watch and to touch. Attributes: `lang`, `theme`, `seed`, `servers`, `speed`,
 * `autoplay`. Everything is inside its shadow root; it leaves the page around it alone. Whoever uses it
 * registers it: the page as `raft-playground`, in other pages under a name of its own.
 */
export class RaftPlayground extends UpdatingElement implements Stage {
  static override styles: readonly string[] = playgroundStyles;
  static override properties: Record<string, Property> = {
    lang: {},
    theme: { reflects: true },
    seed: { read: readNumber },
    servers: { read: readNumber },
    speed: { read: readSpeed },
    autoplay: { read: readSwitch },
  };

  declare lang: string;
  declare theme: string | undefined;
  declare seed: number | undefined;
  declare servers: number | undefined;
  declare speed: number;
  declare autoplay: boolean;
  /** The address of the page that links lead to; the document's own, if that is not said. */
  home: string | undefined;

  readonly #run = new RunContext(this);
  readonly #command = new CommandBox(this.#run);
  readonly #transport = new Transport(this.#run);
  readonly #trouble = new TroublePanel(this.#run);
  readonly #seen = new IntersectionObserver((entries) => {
    this.#isVisible = entries.at(-1)?.isIntersecting ?? true;
    this.#wake();
  });
  #isVisible = false;
  /** Whether the run's other parts have been asked for. */
  #hasAsked = false;
  #drawing: Drawing | undefined;
  #context: ViewContext | undefined;
  #drawnView: unknown;
  #hasFocus = false;

  constructor() {
    super();
    this.speed = USUAL_SPEED;
    this.autoplay = true;
    this.addEventListener("keydown", (event) => this.handleKey(event));
    const reach = () => this.#run.reach();
    for (const type of REACHING) this.addEventListener(type, reach, { passive: true });
  }

  /** The run with all that can be done with it, for what is loaded beside the playground. */
  get context(): RunContext {
    return this.#run;
  }

  /** The run that is shown. */
  get session(): Session | undefined {
    return this.#run.session;
  }

  /** What leads to the run that is shown, without a moment; nothing while that is not known. */
  get link(): string | undefined {
    return this.#run.link;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen.observe(this);
    if (!this.session) void this.begin();
  }

  disconnectedCallback(): void {
    this.#seen.disconnect();
    ticker.forget(this.#frame);
  }

  /** Begins a run as the attributes have it. */
  begin(): Promise<void> {
    return this.#run.begin();
  }

  /** Opens a run that is written down. Rejects with a sentence if it cannot be read. */
  openText(text: string): Promise<void> {
    return this.#run.openText(text);
  }

  /** Opens what a link leads to: what follows the `#`. What is wrong with a bad one, it says. */
  openLink(fragment: string): Promise<void> {
    return this.#run.openLink(fragment);
  }

  /** Does what a key is for; a page may pass on keys that nothing on it has the focus for. */
  handleKey(event: KeyboardEvent): void {
    const run = this.#run;
    if (!run.session || run.isStuck || run.parts.value?.handleKey(event)) return;
    run.reach();
    const command = keyCommand(event, event.composedPath()[0]);
    if (!command) return;
    event.preventDefault();
    if (command.type === "toggle") run.toggle();
    else if (command.type === "step") run.step();
    else if (command.type === "keys") this.#transport.openKeys(this.#part(".keys"));
    else if (command.type === "command") this.#part(".ask input").focus();
    else this.#part(`[data-target="server:${command.id}"]`)?.focus();
  }

  /** Shows the element and its session as they are now, before this function returns. */
  changed(): void {
    this.requestUpdate();
    if (this.hasUpdated) this.performUpdate();
    this.#wake();
  }

  protected override update(changed: ReadonlySet<string>): void {
    this.#heed(changed);
    const { isStuck, toast, t } = this.#run;
    const parts = {
      command: this.#command.render(),
      transport: this.#transport.render(),
      trouble: this.#trouble.render(),
    };
    const shell = renderShell({ ...parts, stuck: isStuck, toast }, this.#clickBackground, t);
    render(shell, this.renderRoot, { host: this });
  }

  /** Does what follows from properties that have changed. */
  #heed(changed: ReadonlySet<string>): void {
    const { session, isStuck, t, selected } = this.#run;
    // What has the focus loses it at once, and gives it to a panel that may come later.
    this.#hasFocus = this.matches(":focus-within") || (isStuck && this.#hasFocus);
    if (changed.has("lang") || !this.hasUpdated) void this.#loadLanguage();
    if (changed.has("speed") && session) session.speed = this.speed;
    const isOther = changed.has("seed") || changed.has("servers");
    if (isOther && session) void this.begin();
    if (t !== this.#context?.t || selected !== this.#context.selected) {
      this.#context = { t, selected, activate: this.#activate };
    }
  }

  async #loadLanguage(): Promise<void> {
    const around = this.parentElement?.closest<HTMLElement>("[lang]")?.lang;
    const wanted = languageOf(this.lang, around, navigator.language);
    const catalogue = await loadCatalogue(wanted);
    // Meanwhile it may have been changed again.
    if (wanted !== languageOf(this.lang, around, navigator.language)) return;
    this.#run.t = catalogue;
    this.requestUpdate();
  }

  protected override updated(): void {
    this.#drawing ??= new Drawing(this.renderRoot, () => this.#draw());
    this.#draw();
    this.#run.popups.value?.refresh();
    // What had the focus cannot have it any more.
    const button = this.shadowRoot?.querySelector<HTMLElement>(".trouble button");
    if (button && this.#hasFocus && !this.shadowRoot?.activeElement) {
      button.focus({ preventScroll: true });
      this.#hasFocus = false;
    }
    this.#wake();
  }

  /** What follows from the session alone. */
  #draw(): void {
    const { session, parts, popups, t } = this.#run;
    if (!session || !this.#drawing || !this.#context) return;
    this.#drawing.draw(session, this.#context, t);
    parts.value?.draw();
    if (session.view === this.#drawnView) return;
    this.#drawnView = session.view;
    popups.value?.refresh();
  }

  readonly #frame = (elapsed: number): boolean => {
    const { session, isStuck } = this.#run;
    if (!session || isStuck) return false;
    const { playing } = session;
    session.tick(elapsed);
    // A violation stops it.
    if (session.trap || session.playing !== playing) this.changed();
    else this.#draw();
    return session.moving && this.#isVisible;
  };

  #wake(): void {
    const { session, parts } = this.#run;
    if (!this.isConnected || !this.#isVisible || !session) return;
    // What is not needed for the first picture follows it.
    if (!this.#hasAsked) parts.soon(() => this.requestUpdate());
    this.#hasAsked = true;
    if (session.moving) ticker.wake(this.#frame);
  }

  readonly #activate = (target: Target, anchor: Element): void => {
    const run = this.#run;
    if (target.kind === "client") this.#part(".ask input").focus({ preventScroll: true });
    run.select(target);
    void run.popups.with((popups) => popups.openTarget(target, anchor));
  };

  /** A click beside everything is about the network as a whole. */
  readonly #clickBackground = (event: MouseEvent): void => {
    const on = event.composedPath()[0] as Element;
    if (on.closest("[data-target]") || !on.closest(".drawing-cluster")) return;
    this.#transport.openNetwork({ left: event.clientX, top: event.clientY, width: 0, height: 0 });
  };

  #part<E extends HTMLElement>(selector: string): E {
    return this.shadowRoot?.querySelector(selector) as E;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "raft-playground": RaftPlayground;
  }
}
