// A custom element that is drawn again after its properties have changed. Several changes are drawn together.

import { adopt } from "../theme/css.ts";

export interface Property {
  /** Converts the attribute's text, which is null without the attribute; by default the text itself. */
  read?(text: string | null): unknown;
  /** Whether the attribute reflects the property. For `true` the attribute is empty. */
  reflects?: boolean;
}

export abstract class UpdatingElement extends HTMLElement {
  /** The properties by their names, which are also the attributes' names, in lower case. */
  static properties: Record<string, Property> = {};
  /** The texts of the element's style sheets. */
  static styles: readonly string[] = [];

  readonly renderRoot: ShadowRoot = this.attachShadow({ mode: "open" });
  /** Whether the element has been drawn. */
  hasUpdated = false;
  /** Resolves when all changes have been drawn. Nothing is drawn before the element is connected and ready. */
  updateComplete: Promise<void>;
  readonly #values = new Map<string, unknown>();
  /**
   * The values set before the element was defined, as own properties that would hide the accessors; applied
   * when it is connected.
   */
  readonly #early = new Map<string, unknown>();
  #changed = new Set<string>();
  #isPending = false;
  #start!: (ready: Promise<void>) => void;

  /** Defines the accessors, as this is read once, when the element is defined. */
  static get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: a class that extends this one has its own properties
    const { properties, prototype } = this;
    const names = Object.keys(properties);
    for (const name of names) {
      Object.defineProperty(prototype, name, {
        get(this: UpdatingElement) {
          return this.#values.get(name);
        },
        set(this: UpdatingElement, value: unknown) {
          this.#set(name, value);
        },
      });
    }
    return names;
  }

  constructor() {
    super();
    const { properties, styles } = this.#class;
    for (const styleSheet of styles) adopt(this.renderRoot, styleSheet);
    for (const name of Object.keys(properties)) {
      const own = Object.getOwnPropertyDescriptor(this, name);
      if (!own) continue;
      this.#early.set(name, own.value);
      Reflect.deleteProperty(this, name);
    }
    this.updateComplete = new Promise((resolve) => {
      this.#start = resolve;
    });
    this.requestUpdate();
  }

  connectedCallback(): void {
    for (const [name, value] of this.#early) this.#set(name, value);
    this.#early.clear();
    this.#start(this.ready());
  }

  attributeChangedCallback(name: string, _old: string | null, text: string | null): void {
    const property = this.#class.properties[name];
    this.#set(name, (property?.read ? property.read(text) : text) ?? undefined);
  }

  /** Draws the element again before the next frame. */
  requestUpdate(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    this.updateComplete = this.#updateAfter(this.updateComplete);
  }

  /** Draws pending changes now. */
  performUpdate(): void {
    if (!this.#isPending) return;
    try {
      this.#reflect();
      this.update(this.#changed);
    } finally {
      this.#changed = new Set();
      this.#isPending = false;
    }
    this.hasUpdated = true;
    this.updated();
  }

  /** Resolves when the element can be drawn for the first time. Must not reject. */
  protected abstract ready(): Promise<void>;

  /** Draws the element, given the names of the properties that have changed. */
  protected abstract update(changed: ReadonlySet<string>): void;

  /** Called after the element has been drawn. */
  protected abstract updated(): void;

  get #class(): typeof UpdatingElement {
    return this.constructor as typeof UpdatingElement;
  }

  async #updateAfter(earlier: Promise<void>): Promise<void> {
    await earlier;
    try {
      this.performUpdate();
    } catch (error) {
      reportError(error);
    }
  }

  #set(name: string, value: unknown): void {
    if (Object.is(value, this.#values.get(name))) return;
    this.#values.set(name, value);
    this.#changed.add(name);
    this.requestUpdate();
  }

  #reflect(): void {
    for (const name of this.#changed) {
      if (!this.#class.properties[name]?.reflects) continue;
      const value = this.#values.get(name);
      if (typeof value === "string") this.setAttribute(name, value);
      else this.toggleAttribute(name, value === true);
    }
  }
}
