// Where not all views fit at once, they are in a scrolling strip, and tabs lead to them.

import { html, render } from "lit/html.js";
import type { Catalogue } from "../i18n/catalogue.ts";
import type { RunWords } from "../i18n/run.ts";
import { isCalm } from "../theme/calm.ts";
import { adopt } from "../theme/css.ts";
import tabStyles from "./tabs.css?inline";

const VIEWS = ["area-cluster", "area-logs", "area-spacetime", "side"] as const;
type ViewName = (typeof VIEWS)[number];

export class Tabs {
  readonly #place: HTMLElement;
  readonly #root: ShadowRoot;
  #names: Record<ViewName, string> | undefined;
  /** The visible views. */
  readonly #seen = new Set<Element>();

  constructor(root: ShadowRoot) {
    this.#root = root;
    this.#place = this.#panel("tabs");
    adopt(this.#place, tabStyles);
    this.#place.setAttribute("role", "tablist");
    this.#place.addEventListener("keydown", this.#key);
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries) {
          if (intersectionRatio >= 0.5) this.#seen.add(target);
          else this.#seen.delete(target);
        }
        this.#render();
      },
      { threshold: 0.5, root: this.#panel("playground") },
    );
    for (const name of VIEWS) watcher.observe(this.#panel(name));
  }

  draw(t: Catalogue, words: RunWords): void {
    this.#names = {
      "area-cluster": t.drawing.cluster,
      "area-logs": t.drawing.logs,
      "area-spacetime": words.spacetime.short,
      side: words.side,
    };
    this.#place.setAttribute("aria-label", words.views);
    this.#render();
  }

  #render(): void {
    const names = this.#names;
    if (!names) return;
    const tab = (name: ViewName) => {
      const isSelected = this.#seen.has(this.#panel(name));
      return html`<button type="button" role="tab" data-view=${name} aria-selected=${isSelected}
        tabindex=${isSelected ? 0 : -1} @click=${() => this.#show(name)}>${names[name]}</button>`;
    };
    // A playground in another page hides some views.
    render(VIEWS.filter((name) => !this.#panel(name).hidden).map(tab), this.#place);
  }

  /** Scrolls the strip that the view is in, and nothing around it. */
  #show(name: ViewName): void {
    const panel = this.#panel(name);
    const strip = panel.offsetParent === null ? null : panel.parentElement;
    for (const place of [strip, strip?.parentElement]) {
      if (!place || place.scrollWidth <= place.clientWidth) continue;
      const by = panel.getBoundingClientRect().left - place.getBoundingClientRect().left;
      // Not `scrollBy`, which stops at the next view as a swipe does.
      place.scrollTo({ left: place.scrollLeft + by, behavior: isCalm() ? "auto" : "smooth" });
    }
  }

  readonly #key = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = [...this.#place.querySelectorAll<HTMLElement>("[role=tab]")].filter(
      (tab) => tab.offsetWidth > 0,
    );
    const at = tabs.indexOf(event.target as HTMLElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next?.focus();
    next?.click();
  };

  #panel(name: string): HTMLElement {
    return this.#root.querySelector(`.${name}`) as HTMLElement;
  }
}
