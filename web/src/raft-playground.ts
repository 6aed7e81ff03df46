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

/** The events that show that a reader may want to do more than watch. */
const REACHING = ["pointerover", "pointerdown", "focusin"];

/**
 * A Raft cluster to watch and to act on. Attributes: `lang`, `theme`, `seed`, `servers`, `speed`, `autoplay`.
 * Everything is inside its shadow root; it does not affect the page around it. The importing code registers
 * it: the page as `raft-playground`, other pages under a name of their own.
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
  /** The address of the page that links lead to; by default the document's own. */
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

  /** The run and what can be done with it, for code that is loaded beside the playground. */
  get context(): RunContext {
    return this.#run;
  }

  /** The run that is shown. */
  get session(): Session | undefined {
    return this.#run.session;
  }

  /** The link to the run that is shown, without a moment; `undefined` until it is known. */
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

  /** Begins a run with the seed and the servers of the attributes. */
  begin(): Promise<void> {
    return this.#run.begin();
  }

  /** Opens a run from the text of its scenario. Rejects with a sentence if the text cannot be read. */
  openText(text: string): Promise<void> {
    return this.#run.openText(text);
  }

  /**
   * Opens a link, given as its fragment (what follows the `#`). If the link is bad, the playground shows why.
   */
  openLink(fragment: string): Promise<void> {
    return this.#run.openLink(fragment);
  }

  /** Runs the command of a key. A page may pass on the keys that nothing on it has the focus for. */
  handleKey(event: KeyboardEvent): void {
    const run = this.#run;
    if (!this.hasUpdated || !run.session || run.isStuck) return;
    if (run.parts.value?.handleKey(event)) return;
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

  /** Reacts to changed properties. */
  #heed(changed: ReadonlySet<string>): void {
    const { session, isStuck, t, selected } = this.#run;
    // The focused element loses the focus at once; the panel that gets it may be drawn later.
    this.#hasFocus = this.matches(":focus-within") || (isStuck && this.#hasFocus);
    if (changed.has("lang")) void this.#loadLanguage();
    if (changed.has("speed") && session) session.speed = this.speed;
    const isOther = changed.has("seed") || changed.has("servers");
    if (isOther && session) void this.begin();
    if (t !== this.#context?.t || selected !== this.#context.selected) {
      this.#context = { t, selected, activate: this.#activate };
    }
  }

  /** Waits for the texts, because they would move what has been drawn with others. */
  protected override ready(): Promise<void> {
    return this.#loadLanguage();
  }

  async #loadLanguage(): Promise<void> {
    const around = this.parentElement?.closest<HTMLElement>("[lang]")?.lang;
    const wanted = languageOf(this.lang, around, navigator.language);
    const catalogue = await loadCatalogue(wanted).catch(() => undefined);
    // The language may have been changed again meanwhile.
    if (wanted !== languageOf(this.lang, around, navigator.language)) return this.#loadLanguage();
    this.#run.t = catalogue ?? this.#run.t;
    this.requestUpdate();
  }

  protected override updated(): void {
    this.#drawing ??= new Drawing(this.renderRoot, () => this.#draw());
    this.#draw();
    this.#run.popups.value?.refresh();
    // The element that had the focus can no longer have it.
    const button = this.shadowRoot?.querySelector<HTMLElement>(".trouble button");
    if (button && this.#hasFocus && !this.shadowRoot?.activeElement) {
      button.focus({ preventScroll: true });
      this.#hasFocus = false;
    }
    this.#wake();
  }

  /** Draws what depends on the session alone. */
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
    // A violation pauses the run.
    if (session.trap || session.playing !== playing) this.changed();
    else this.#draw();
    return session.moving && this.#isVisible;
  };

  #wake(): void {
    const { session, parts } = this.#run;
    if (!this.isConnected || !this.hasUpdated || !this.#isVisible || !session) return;
    // The parts that the first drawing does not need are loaded after it.
    if (!this.#hasAsked) {
      parts.soon(() => this.requestUpdate());
      this.dispatchEvent(new Event("raft-drawn"));
    }
    this.#hasAsked = true;
    if (session.moving) ticker.wake(this.#frame);
  }

  readonly #activate = (target: Target, anchor: Element): void => {
    const run = this.#run;
    if (target.kind === "client") this.#part(".ask input").focus({ preventScroll: true });
    run.select(target);
    void run.popups.with((popups) => popups.openTarget(target, anchor));
  };

  /** A click on the background opens the settings of the network. */
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
