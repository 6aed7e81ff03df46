// A custom element that renders into its shadow root, once after any number of its properties have
// changed: as much of LitElement as the figure needs, at a tenth of what everyone would download.

import { render } from "lit/html.js";
import { type Styles, sheetOf } from "../theme/css.ts";

/** A property; it is an attribute, too, if the element observes one of its name. */
export interface Property {
  /** What the attribute's text means. */
  read?: (text: string | null) => unknown;
  /** The attribute follows the property. */
  reflect?: boolean;
}

export type Properties = Record<string, Property>;

// Node, where the tests of the parts run, has no elements.
const Base: typeof HTMLElement = globalThis.HTMLElement ?? Object;

export abstract class BaseElement extends Base {
  static styles: Styles[] = [];
  static properties: Properties = {};

  /** The properties that changed since the last update. */
  #changed = new Set<string>();
  #scheduled = false;
  protected hasUpdated = false;
  readonly #root: ShadowRoot;
  readonly #values: Record<string, unknown> = {};

  constructor() {
    super();
    const { styles, properties } = this.constructor as typeof BaseElement;
    this.#root = this.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = styles.map(sheetOf);
    for (const name of Object.keys(properties)) {
      // What was set on it before it became this element.
      const { value } = Object.getOwnPropertyDescriptor(this, name) ?? {};
      const get = () => this.#values[name];
      Object.defineProperty(this, name, { get, set: (value) => this.#set(name, value) });
      if (value !== undefined) this.#set(name, value);
    }
  }

  protected abstract render(): unknown;
  /** Before it is rendered. */
  protected willUpdate(_changed: ReadonlySet<string>): void {}
  /** After it was rendered. */
  protected updated(): void {}

  connectedCallback(): void {
    this.requestUpdate();
  }

  attributeChangedCallback(name: string, before: string | null, text: string | null): void {
    if (before === text) return;
    const { read } = (this.constructor as typeof BaseElement).properties[name] ?? {};
    this.#set(name, read ? read(text) : text);
  }

  /** Soon, unless it is updated before. */
  requestUpdate(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      const due = this.#scheduled && this.isConnected;
      this.#scheduled = false;
      if (due) this.performUpdate();
    });
  }

  /** Now. */
  performUpdate(): void {
    const changed = this.#changed;
    this.#changed = new Set();
    this.willUpdate(changed);
    // What that has changed is about to be rendered.
    this.#changed.clear();
    this.#scheduled = false;
    render(this.render(), this.#root, { host: this });
    this.hasUpdated = true;
    this.updated();
  }

  #set(name: string, value: unknown): void {
    if (Object.is(this.#values[name], value)) return;
    this.#values[name] = value;
    this.#changed.add(name);
    const isReflected = (this.constructor as typeof BaseElement).properties[name]?.reflect;
    if (isReflected && typeof value === "string") this.setAttribute(name, value);
    else if (isReflected) this.removeAttribute(name);
    this.requestUpdate();
  }
}
