// <raft-playground> in another page: a small element that loads the playground lazily. Its own content is
// shown until the reader can see it or asks for the playground, which then takes its place.

import { loadEmbedWords } from "../i18n/embed.ts";
import { type Language, languageOf } from "../i18n/language.ts";
import type { PlaygroundEventDetails, PlaygroundEventType, PlaygroundViolation } from "./events.ts";
import hostStyles from "./host.css?inline";
import type { EmbeddedPlayground, PlaygroundHost } from "./live.ts";
import { isMoment, OPTION_NAMES, OPTIONS, type OptionName } from "./options.ts";
import type { PlaygroundActions } from "./playground-actions.ts";

/** How far outside the viewport a playground starts to load. */
const MARGIN = "200px";

/** The type of a script element that holds a scenario. */
const SCRIPT = 'script[type="text/raft"]';

let styles: CSSStyleSheet | undefined;

/** The style sheet shared by all elements. It is constructed, which every content security policy allows. */
function hostSheet(): CSSStyleSheet {
  if (!styles) {
    styles = new CSSStyleSheet();
    styles.replaceSync(hostStyles);
  }
  return styles;
}

/**
 * A playground of a Raft cluster. `OPTIONS` lists its attributes. It can contain a scenario, as plain text or
 * in a script element of the type `text/raft`. Its other content is shown until the playground starts, and
 * stays if it cannot start.
 */
export class RaftPlaygroundElement extends HTMLElement {
  static readonly observedAttributes: string[] = OPTION_NAMES;

  readonly #room = document.createElement("div");
  readonly #poster = document.createElement("slot");
  readonly #button = document.createElement("button");
  readonly #host: PlaygroundHost = this.#asHost();
  #seen: IntersectionObserver | undefined;
  #embedded: EmbeddedPlayground | undefined;
  #waking: Promise<EmbeddedPlayground | undefined> | undefined;
  /** A text that a script has set. */
  #given: string | undefined;
  readonly #changed = new Set<OptionName>();
  /** The pending application of changed attributes. */
  #changing: Promise<void> | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [hostSheet()];
    this.#room.className = "room";
    this.#room.part.add("room");
    this.#button.type = "button";
    this.#button.className = "start";
    this.#button.part.add("start");
    this.#button.hidden = true;
    this.#button.addEventListener("click", () => void this.#startByHand());
    this.#room.append(this.#poster, this.#button);
    root.append(this.#room);
    this.#takeEarlyText();
  }

  /** The moment that is shown, in virtual milliseconds. */
  get time(): number {
    return this.#embedded?.time ?? this.#option("t") ?? 0;
  }

  /**
   * The scenario that is shown, with all actions taken. Before the playground has started, the scenario
   * inside the element, or an empty text.
   */
  get text(): string {
    return this.#embedded?.known?.text ?? this.#host.content ?? "";
  }

  /**
   * Opens a scenario, at once or when the playground starts. If it cannot be read, the playground shows why.
   */
  set text(text: string) {
    if (typeof text !== "string") throw new TypeError("text: expected a string");
    this.#given = text;
    if (this.#waking) void this.#do((actions) => actions.openText(text, undefined));
  }

  /** The violations that were found, as far as the run has been played. */
  get violations(): PlaygroundViolation[] {
    return this.#embedded?.known?.violations ?? [];
  }

  /** Plays the run. Starts the playground if it has not started. */
  play(): Promise<void> {
    return this.#do((actions) => actions.play());
  }

  /** Pauses the run. Starts the playground if it has not started. */
  pause(): Promise<void> {
    return this.#do((actions) => actions.pause());
  }

  /**
   * Goes to a moment, in virtual milliseconds, and pauses there. Starts the playground if it has not started.
   * Rejects with a RangeError when no run can have such a moment.
   */
  async seek(ms: number): Promise<void> {
    if (!isMoment(ms)) throw new RangeError((await this.#words()).noTime(String(ms)));
    await this.#do((actions) => actions.seek(ms));
  }

  connectedCallback(): void {
    this.#offer();
  }

  disconnectedCallback(): void {
    this.#seen?.disconnect();
    this.#seen = undefined;
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    if (!this.#waking) {
      this.#offer();
      return;
    }
    // Several attributes are often set together, so they are applied together.
    if (this.#changed.size === 0) this.#changing = this.#wake().then(() => this.#change());
    this.#changed.add(name as OptionName);
  }

  /** Waits for the button or the visibility that starts the playground, or starts it. */
  #offer(): void {
    this.#seen?.disconnect();
    this.#seen = undefined;
    if (this.#waking) return;
    const isAsked = this.#option("reveal") === "interaction";
    this.#button.hidden = true;
    if (isAsked) return void this.#showButton();
    if (this.#option("loading") === "eager") return void this.#wake();
    this.#seen = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#wake();
      },
      { rootMargin: MARGIN },
    );
    this.#seen.observe(this);
  }

  async #showButton(): Promise<void> {
    const words = await this.#words();
    this.#button.textContent = words.start;
    this.#button.lang = words.language;
    this.#button.hidden = this.#waking !== undefined;
  }

  async #startByHand(): Promise<void> {
    const hadFocus = this.shadowRoot?.activeElement === this.#button;
    this.#button.hidden = true;
    const embedded = await this.#wake();
    if (hadFocus) (await embedded?.actions())?.focus();
  }

  /** Starts the playground and resolves after its first drawing; `undefined` when it cannot run here. */
  #wake(): Promise<EmbeddedPlayground | undefined> {
    this.#waking ??= this.#start();
    return this.#waking;
  }

  async #start(): Promise<EmbeddedPlayground | undefined> {
    this.#seen?.disconnect();
    const place = document.createElement("div");
    place.className = "live";
    try {
      // The element's content may not be parsed yet.
      if (document.readyState === "loading") await parsed();
      const { startPlayground } = await import("./live.ts");
      this.#room.append(place);
      this.#embedded = await startPlayground(place, this.#host);
    } catch (error) {
      place.remove();
      this.#button.hidden = true;
      const reason = error instanceof Error ? error.message : String(error);
      const sentence = await this.#words().then(
        (words) => words.cannotRun(reason),
        () => reason,
      );
      this.#tell("error", sentence);
      return undefined;
    }
    place.classList.add("ready");
    this.#poster.hidden = true;
    this.#button.hidden = true;
    this.#tell("ready", undefined);
    return this.#embedded;
  }

  async #do(how: (actions: PlaygroundActions) => unknown): Promise<void> {
    const embedded = await this.#wake();
    await this.#changing;
    if (embedded) await how(await embedded.actions());
  }

  async #change(): Promise<void> {
    const embedded = this.#embedded;
    if (!embedded) return;
    const changed = new Set(this.#changed);
    this.#changed.clear();
    try {
      const { changeOptions } = await import("./option-changes.ts");
      await changeOptions(embedded, this.#host, changed);
    } catch (error) {
      this.#tell("error", error instanceof Error ? error.message : String(error));
    }
  }

  #asHost(): PlaygroundHost {
    const element = this;
    return {
      textOf: (name) => element.getAttribute(name),
      get content() {
        return element.#given ?? element.#written();
      },
      get language() {
        return element.#language;
      },
      tell: (type, detail) => element.#tell(type, detail),
    };
  }

  /** The scenario inside the element, if there is one. */
  #written(): string | undefined {
    const script = this.querySelector(SCRIPT)?.textContent;
    if (script?.trim()) return script;
    const nodes = [...this.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    const text = nodes.map(({ textContent }) => textContent ?? "").join("");
    return text.trim() ? text : undefined;
  }

  #words() {
    return loadEmbedWords(this.#language);
  }

  get #language(): Language {
    const around = this.parentElement?.closest<HTMLElement>("[lang]")?.lang;
    return languageOf(this.getAttribute("lang"), around, navigator.language);
  }

  #option<Name extends "t" | "loading" | "reveal">(name: Name) {
    const text = this.getAttribute(name);
    return text === null ? undefined : (OPTIONS[name].read(text) as ReadOption<Name>);
  }

  #tell<T extends PlaygroundEventType>(type: T, detail: PlaygroundEventDetails[T]): void {
    const event =
      type === "error"
        ? new ErrorEvent("error", { message: String(detail) })
        : new CustomEvent(type, { detail });
    this.dispatchEvent(event);
  }

  /**
   * Takes a text that was set before the element was defined: it is an own property that hides the accessor.
   */
  #takeEarlyText(): void {
    const early = Object.getOwnPropertyDescriptor(this, "text")?.value;
    if (early === undefined) return;
    Reflect.deleteProperty(this, "text");
    if (typeof early === "string") this.#given = early;
  }
}

type ReadOption<Name extends OptionName> = ReturnType<(typeof OPTIONS)[Name]["read"]>;

const parsed = (): Promise<unknown> =>
  new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
