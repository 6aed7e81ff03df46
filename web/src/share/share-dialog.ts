// The dialog that shares the moment that is shown: a link, code to embed it, and files. The preview shows
// exactly what is copied and saved.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { ShareWords } from "../i18n/share.ts";
import { adopt } from "../theme/css.ts";
import { textButton } from "../ui/buttons.ts";
import { save } from "../ui/files.ts";
import { ASKS, type Choices, KINDS, type Kind } from "./choices.ts";
import { renderOptions } from "./options.ts";
import { type Product, productOf } from "./products.ts";
import shareStyles from "./share.css?inline";
import { LONG_LINK } from "./snippets.ts";
import type { Taken } from "./taken.ts";

/** What the dialog needs of the playground. */
export interface ShareOwner {
  readonly root: ShadowRoot;
  /**
   * Takes the moment that is shown; `undefined` when the run has trapped, or its link or text cannot be
   * written.
   */
  take(): Promise<Taken | undefined>;
  /** Whether the playground has the dark theme. */
  readonly isDark: boolean;
}

/** The most characters of a text that the preview shows. */
const MOST_SHOWN = 60_000;

/** The default length of an animation's segment, in milliseconds of the run. */
const USUAL_STRETCH = 400;

/** The segment that ends at a moment; at time 0, the first segment of the run. */
function segmentTo(time: number): Pick<Choices, "from" | "to"> {
  const to = time > 0 ? Math.ceil(time) : USUAL_STRETCH;
  return { from: Math.max(0, to - USUAL_STRETCH), to };
}

export class ShareDialog {
  readonly #owner: ShareOwner;
  readonly #box: HTMLDialogElement;
  #words: ShareWords;
  #taken: Taken | undefined;
  #kind: Kind = "link";
  #choices: Choices = {
    views: ["cluster", "logs"],
    theme: "auto",
    pictureTheme: "light",
    autoplay: false,
    readonly: false,
    from: 0,
    to: USUAL_STRETCH,
  };
  #product: Product | undefined;
  #pictureUrl: string | undefined;
  /** Why there is nothing to share. */
  #problem: string | undefined;
  /** The message about the last click. */
  #said = "";
  /** Identifies the product being made; replaced when that is no longer wanted. */
  #wanted: object | undefined;

  constructor(owner: ShareOwner, words: ShareWords) {
    this.#owner = owner;
    this.#words = words;
    const box = document.createElement("dialog");
    box.className = "share";
    this.#box = box;
    owner.root.append(box);
    adopt(box, shareStyles);
    // The playground must not handle these keys, too.
    box.addEventListener("keydown", (event) => event.stopPropagation());
    box.addEventListener("close", () => this.#forget());
    box.addEventListener("click", (event) => {
      if (event.target === box) box.close();
    });
  }

  /** Opens the dialog about the moment that is shown now. When it closes, the browser restores the focus. */
  async open(words: ShareWords): Promise<void> {
    this.#words = words;
    this.#choices.pictureTheme = this.#owner.isDark ? "dark" : "light";
    this.#problem = undefined;
    this.#render();
    if (!this.#box.open) this.#box.showModal();
    this.#taken = await this.#owner.take();
    if (!this.#taken) this.#problem = words.gone;
    else this.#choices = { ...this.#choices, ...segmentTo(this.#taken.time) };
    await this.#make();
  }

  #forget(): void {
    this.#wanted = undefined;
    this.#taken = undefined;
    this.#show(undefined);
    render(nothing, this.#box);
  }

  /** Makes and shows the chosen product. */
  async #make(): Promise<void> {
    const taken = this.#taken;
    const wanted = {};
    this.#wanted = wanted;
    this.#said = "";
    this.#show(undefined);
    if (!taken) return;
    const isWanted = () => this.#wanted === wanted;
    try {
      const choices = { ...this.#choices };
      const product = await productOf(this.#kind, taken, choices, this.#words, isWanted);
      if (isWanted()) this.#show(product);
    } catch (error) {
      if (!isWanted()) return;
      this.#problem = this.#words.failed(error instanceof Error ? error.message : String(error));
      this.#render();
    }
  }

  #show(product: Product | undefined): void {
    if (this.#pictureUrl) URL.revokeObjectURL(this.#pictureUrl);
    const content = product?.picture?.content;
    this.#pictureUrl = content && URL.createObjectURL(content);
    this.#product = product;
    if (product) this.#problem = undefined;
    this.#render();
  }

  #render(): void {
    this.#box.setAttribute("aria-label", this.#words.title);
    this.#box.lang = this.#words.language;
    render(this.#template(this.#words), this.#box);
  }

  #template(words: ShareWords): TemplateResult {
    const close = () => this.#box.close();
    return html`<div class="frame">
      <header>
        <h2>${words.title}</h2>
        <button type="button" class="icon" aria-label=${words.close} @click=${close}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
        </button>
      </header>
      <div class="kinds" role="tablist" aria-label=${words.kinds} @keydown=${this.#key}>
        ${KINDS.map((kind) => this.#tab(kind, words))}
      </div>
      <div class="product" role="tabpanel" aria-label=${words.names[this.#kind]}>
        <p class="quiet">${words.about[this.#kind]}</p>
        ${renderOptions(ASKS[this.#kind], this.#choices, words, this.#choose)}
        ${this.#preview(words)}
        <div class="row">${this.#buttons(words)}<span role="status">${this.#said}</span></div>
      </div>
    </div>`;
  }

  #tab(kind: Kind, words: ShareWords): TemplateResult {
    const isSelected = kind === this.#kind;
    return html`<button type="button" role="tab" data-kind=${kind} aria-selected=${isSelected}
      tabindex=${isSelected ? 0 : -1} ?autofocus=${isSelected}
      @click=${() => this.#open(kind)}>${words.names[kind]}</button>`;
  }

  #preview(words: ShareWords): TemplateResult {
    if (this.#problem) return html`<p class="problem" role="alert">${this.#problem}</p>`;
    const product = this.#product;
    if (!product) return html`<p class="quiet" role="status">${words.working}</p>`;
    const { text, picture } = product;
    const shown = this.#kind === "svg" ? undefined : text;
    return html`<div class="preview">
      ${shown === undefined ? nothing : this.#code(shown, words)}
      ${picture ? html`<img src=${this.#pictureUrl ?? ""} alt=${picture.alt} />` : nothing}
    </div>
    ${this.#notes(product, words)}`;
  }

  #code(text: string, words: ShareWords): TemplateResult {
    return html`<textarea readonly spellcheck="false" aria-label=${words.preview} dir="auto"
      rows=${this.#product?.picture ? 6 : 12} .value=${text.slice(0, MOST_SHOWN)}></textarea>`;
  }

  #notes({ text, picture }: Product, words: ShareWords): unknown {
    if (this.#kind === "link" && text) {
      const { length } = text;
      return length > LONG_LINK
        ? html`<p class="problem">${words.long(length, LONG_LINK)}</p>`
        : html`<p class="quiet">${words.length(length)}</p>`;
    }
    const isCut = text !== undefined && text.length > MOST_SHOWN && this.#kind !== "svg";
    return html`
      ${isCut ? html`<p class="quiet">${words.cut(MOST_SHOWN, text.length)}</p>` : nothing}
      ${picture ? html`<p class="quiet">${picture.name}, ${words.size(picture.content.size)}</p>` : nothing}`;
  }

  #buttons(words: ShareWords): unknown {
    const product = this.#product;
    if (!product) return nothing;
    const { text, picture, file, address } = product;
    const saved = file ?? picture;
    const saveWords =
      text !== undefined && picture && this.#kind !== "svg" ? words.savePicture : words.save;
    return html`
      ${text === undefined ? nothing : textButton(words.copy, () => void this.#copy(text), false, "primary")}
      ${picture?.isCopied ? textButton(words.copyPicture, () => void this.#copyPicture(picture.content), false, "primary") : nothing}
      ${saved ? textButton(saveWords, () => this.#save(saved.content, saved.name)) : nothing}
      ${address ? html`<a href=${address} target="_blank" rel="noopener">${words.open}</a>` : nothing}`;
  }

  readonly #choose = (changes: Partial<Choices>) => {
    this.#choices = { ...this.#choices, ...changes };
    void this.#make();
  };

  #open(kind: Kind): void {
    this.#kind = kind;
    void this.#make();
  }

  /** Arrow keys move among the kinds. */
  readonly #key = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const ends = { Home: 0, End: KINDS.length - 1 }[event.key];
    if (step === undefined && ends === undefined) return;
    event.preventDefault();
    const at = KINDS.indexOf(this.#kind) + (step ?? 0) + KINDS.length;
    const kind = KINDS[ends ?? at % KINDS.length] ?? "link";
    this.#open(kind);
    this.#box.querySelector<HTMLElement>(`[data-kind=${kind}]`)?.focus();
  };

  async #copy(text: string): Promise<void> {
    const { copied, notCopied } = this.#words;
    try {
      await navigator.clipboard.writeText(text);
      this.#say(copied);
    } catch {
      this.#box.querySelector("textarea")?.select();
      this.#say(notCopied);
    }
  }

  async #copyPicture(picture: Blob): Promise<void> {
    const { copied, pictureNotCopied } = this.#words;
    try {
      await navigator.clipboard.write([new ClipboardItem({ [picture.type]: picture })]);
      this.#say(copied);
    } catch {
      this.#say(pictureNotCopied);
    }
  }

  #save(content: Blob, name: string): void {
    save(content, name);
    this.#say(this.#words.saved);
  }

  #say(words: string): void {
    this.#said = words;
    this.#render();
  }
}
