// The current run as a text: to read, to change and run again, to open and to save.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { TextProblem } from "../../generated/raft_timeline.js";
import type { RunWords } from "../i18n/run.en.ts";
import { adopt } from "../theme/css.ts";
import { textButton } from "../ui/buttons.ts";
import { byteLength, fileName, readText, save } from "../ui/files.ts";
import { whatIsWrong } from "../ui/text-problem.ts";
import gutterStyles from "./gutter.css?inline";
import { gutter, placeGutter } from "./gutter.ts";
import type { LineSign } from "./line-signs.ts";
import { countLines, firstLines, MOST_EDITED_LINES } from "./lines.ts";
import { endOfHead, syntaxCard, template, withLine } from "./syntax-card.ts";
import textStyles from "./text-panel.css?inline";
import { type BadLine, badLine, offsetOf } from "./underlay.ts";

/** What the panel needs of the playground it belongs to. */
export interface TextOwner {
  /** The current run as a text; `undefined` while there is none, or when writing it was stopped. */
  text(): Promise<string | undefined>;
  /** The run's title; empty when it has none. */
  title(): string;
  /** The greatest size of a text, in bytes. */
  readonly limit: number;
  /**
   * Returns what is wrong with a text of at most `limit` bytes, if anything is; `undefined` when the check
   * was stopped or replaced by another.
   */
  check(text: string): Promise<{ problem: TextProblem | undefined } | undefined>;
  /** The signs beside the lines. */
  signs(): LineSign[];
  goTo(ms: number): void;
  /** Runs a text. Rejects with a sentence when it cannot be run. */
  run(text: string): Promise<void>;
}

/** How long after the last key the text is checked, in real milliseconds. */
const REST_MS = 250;

export class TextPanel {
  readonly #box: HTMLElement;
  readonly #words: () => RunWords;
  readonly #owner: TextOwner;
  #text = "";
  /** The number of lines of a text, cached. */
  #counted = { text: "", lines: 0 };
  /** Whether the reader has changed the text, so that it is no longer the run's. */
  #edited = false;
  #problem: TextProblem | undefined;
  /** The size of the text in bytes, if that is too large. */
  #excess: number | undefined;
  /** Another message for the reader. */
  #notice: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #back: HTMLElement | undefined;

  /**
   * `box` has the attribute `popover="manual"` and is inside a shadow root; nothing else may render into it.
   */
  constructor(box: HTMLElement, words: () => RunWords, owner: TextOwner) {
    this.#box = box;
    this.#words = words;
    this.#owner = owner;
    box.classList.add("text-panel");
    adopt(box, gutterStyles);
    adopt(box, textStyles);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#run();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    box.addEventListener("dragover", (event) => event.preventDefault());
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void this.#open(file);
      else this.#insertLong(event.dataTransfer?.getData("text/plain"));
    });
  }

  get isOpen(): boolean {
    return this.#box.matches(":popover-open");
  }

  /** Opens or closes the panel; `anchor` gets the focus afterwards. */
  toggle(anchor: HTMLElement): void {
    if (this.isOpen) this.hide();
    else this.show(anchor);
  }

  /** Opens the panel; `anchor` gets the focus afterwards. */
  show(anchor: HTMLElement | undefined): void {
    this.#back = anchor;
    this.refresh();
    this.#render();
    this.#box.showPopover();
    const field = this.#box.querySelector("textarea");
    // On a phone, the keyboard would cover the text.
    if (field && matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
    else this.#box.focus({ preventScroll: true });
  }

  hide(): void {
    if (!this.isOpen) return;
    this.#box.hidePopover();
    this.#back?.focus({ preventScroll: true });
  }

  /** Updates the panel after a change of the run or the language. A text that is being edited stays. */
  refresh(): void {
    if (!this.#edited) void this.#follow();
    if (this.isOpen) this.#render();
  }

  /** Shows the run's text, as soon as it is written. */
  async #follow(): Promise<void> {
    const text = await this.#owner.text();
    if (this.#edited || text === undefined || text === this.#text) return;
    this.#text = text;
    this.#noProblem();
    if (this.isOpen) this.#render();
  }

  /** Updates the signs beside the lines. */
  refreshSigns(): void {
    if (this.isOpen && !this.#edited) this.#render();
  }

  /** Shows a text that is not the run's, with what is wrong with it. */
  edit(text: string): void {
    this.#text = text;
    this.#edited = true;
    this.#notice = undefined;
    void this.#check();
  }

  get #lines(): number {
    if (this.#counted.text !== this.#text) {
      this.#counted = { text: this.#text, lines: countLines(this.#text) };
    }
    return this.#counted.lines;
  }

  #render(): void {
    const words = this.#words().text;
    this.#box.setAttribute("aria-label", words.title);
    const bad = this.#isLong ? undefined : badLine(this.#text, this.#problem);
    const hadFocus = this.#box.querySelector("textarea:focus") !== null;
    render(this.#template(words, bad), this.#box);
    if (hadFocus && this.#isLong) this.#box.focus({ preventScroll: true });
    this.#place(bad);
  }

  /** Keeps the mark on the marked words. */
  #place(bad: BadLine | undefined): void {
    const line = this.#box.querySelector<HTMLElement>(".underlay .line");
    const field = this.#box.querySelector("textarea");
    if (field) placeGutter(this.#box, field);
    if (!bad || !line || !field) return;
    const down = `calc(${bad.above} * 1lh - ${field.scrollTop}px)`;
    line.style.transform = `translate(${-field.scrollLeft}px, ${down})`;
  }

  /** Whether the text has too many lines to be edited here. */
  get #isLong(): boolean {
    return this.#lines > MOST_EDITED_LINES;
  }

  get #isWrong(): boolean {
    return this.#problem !== undefined || this.#excess !== undefined;
  }

  #noProblem(): void {
    this.#problem = undefined;
    this.#excess = undefined;
    this.#notice = undefined;
  }

  #template(words: RunWords["text"], bad: BadLine | undefined): TemplateResult {
    return html`
      <header>
        <h2>${words.title}</h2>
        <button type="button" class="icon" aria-label=${words.close} @click=${() => this.hide()}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
        </button>
      </header>
      <div class="editor">${this.#isLong ? this.#beginning(words) : this.#editor(words, bad)}</div>
      ${this.#isLong ? html`<p class="long">${words.tooManyLines(this.#lines, MOST_EDITED_LINES)}</p>` : nothing}
      <p class="state ${this.#isWrong ? "problem" : "quiet"}" id="text-state" role="status">${this.#state(words)}</p>
      <div class="row">
        ${textButton(words.run, this.#run, this.#isWrong, "primary")}
        ${textButton(words.revert, this.#revert, !this.#edited)}
        ${textButton(words.copy, this.#copy)} ${textButton(words.open, this.#choose)}
        ${textButton(words.save, this.#save)} ${textButton(words.fresh, this.#fresh)}
        <input type="file" accept=".raft,.txt,text/plain" hidden @change=${this.#chosen} />
      </div>
      ${this.#isLong ? nothing : syntaxCard(words.syntax, this.#insertLine)}`;
  }

  #editor(words: RunWords["text"], bad: BadLine | undefined): TemplateResult {
    return html`
      <pre class="underlay" aria-hidden="true">${this.#mark(bad)}</pre>
      <textarea spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off"
        aria-label=${words.title} aria-invalid=${this.#isWrong ? "true" : nothing}
        aria-describedby="text-state" .value=${this.#text}
        @beforeinput=${this.#beforeInput} @paste=${this.#paste}
        @input=${this.#edit} @scroll=${this.#scroll}></textarea>
      ${this.#edited ? nothing : gutter(this.#owner.signs(), this.#text, (ms) => this.#owner.goTo(ms))}`;
  }

  /** The first lines of a text that is too long to be edited. */
  #beginning(words: RunWords["text"]): TemplateResult {
    return html`<pre class="beginning" role="region" tabindex="0"
      aria-label=${words.firstLines}>${firstLines(this.#text)}</pre>`;
  }

  /** The line that cannot be parsed. Other lines are not drawn a second time: a text can have many. */
  #mark(bad: BadLine | undefined): unknown {
    if (!bad) return nothing;
    const { before, marked, after } = bad;
    return html`<span class="line bad">${before}<mark>${marked}</mark>${after}</span>`;
  }

  #state(words: RunWords["text"]): unknown {
    if (this.#excess !== undefined) return words.tooLong(this.#excess, this.#owner.limit);
    const problem = this.#problem;
    if (problem) {
      const where = words.where(problem.line, problem.column);
      if (this.#isLong) return html`${where} ${whatIsWrong(problem, words)}`;
      return html`<button type="button" class="where" @click=${this.#goToProblem}>${where}</button>
        ${whatIsWrong(problem, words)}`;
    }
    return this.#notice ?? (this.#edited ? words.edited : words.following);
  }

  readonly #beforeInput = (event: InputEvent) => {
    const text = event.data ?? event.dataTransfer?.getData("text/plain");
    if (this.#insertLong(text)) event.preventDefault();
  };

  readonly #paste = (event: ClipboardEvent) => {
    if (this.#insertLong(event.clipboardData?.getData("text/plain"))) event.preventDefault();
  };

  /**
   * Intercepts an insertion that would make the text too long for its field, before the browser lays it out.
   * Returns whether it did.
   */
  #insertLong(text: string | undefined): boolean {
    const added = text?.replaceAll("\r\n", "\n") ?? "";
    const field = this.#box.querySelector("textarea");
    // A text without a line end adds no line.
    if (!field || !added.includes("\n")) return false;
    const { value, selectionStart, selectionEnd } = field;
    const whole = value.slice(0, selectionStart) + added + value.slice(selectionEnd);
    if (countLines(whole) <= MOST_EDITED_LINES) return false;
    this.edit(whole);
    this.#render();
    return true;
  }

  readonly #edit = (event: Event) => {
    this.#text = (event.target as HTMLTextAreaElement).value;
    this.#edited = true;
    this.#notice = undefined;
    this.#render();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), REST_MS);
  };

  /** Checks the text. Returns whether it can be run. */
  async #check(): Promise<boolean> {
    clearTimeout(this.#timer);
    const { limit } = this.#owner;
    const text = this.#text;
    const size = text.length * 3 > limit ? byteLength(text) : 0;
    this.#excess = size > limit ? size : undefined;
    const isShort = this.#excess === undefined;
    const looked = isShort ? await this.#owner.check(text) : { problem: undefined };
    // The text may have been changed meanwhile.
    if (!looked || text !== this.#text) return false;
    this.#problem = looked.problem;
    if (this.isOpen) this.#render();
    return !this.#isWrong;
  }

  /** Puts a line of the card into the text: into the head, or at the cursor. */
  readonly #insertLine = (line: string, isHead: boolean) => {
    const field = this.#box.querySelector("textarea");
    if (!field) return;
    const at = isHead ? endOfHead(this.#text) : field.selectionEnd;
    const changed = withLine(this.#text, at, line);
    this.edit(changed.text);
    this.#render();
    field.setSelectionRange(changed.cursor, changed.cursor);
    field.focus();
  };

  readonly #fresh = () => {
    this.edit(template(this.#words().text.syntax));
    this.#render();
    this.#box.querySelector("textarea")?.focus();
  };

  readonly #scroll = () => this.#place(badLine(this.#text, this.#problem));

  readonly #goToProblem = () => {
    const field = this.#box.querySelector("textarea");
    if (!field || !this.#problem) return;
    const at = offsetOf(this.#text, this.#problem);
    field.focus();
    field.setSelectionRange(at, at + this.#problem.found.length);
  };

  readonly #run = async () => {
    if (!(await this.#check())) return;
    try {
      await this.#owner.run(this.#text);
      this.#edited = false;
      this.#notice = undefined;
    } catch (error) {
      this.#notice = error instanceof Error ? error.message : String(error);
    }
    this.refresh();
  };

  readonly #revert = () => {
    this.#edited = false;
    this.#noProblem();
    this.refresh();
  };

  readonly #copy = async () => {
    const { copied, notCopied, notCopiedLong } = this.#words().text;
    try {
      await navigator.clipboard.writeText(this.#text);
      this.#notice = copied;
    } catch {
      this.#box.querySelector("textarea")?.select();
      this.#notice = this.#isLong ? notCopiedLong : notCopied;
    }
    this.#render();
  };

  readonly #choose = () => this.#box.querySelector<HTMLInputElement>("[type=file]")?.click();

  readonly #chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    void this.#open(input.files?.[0]);
    // Allows the same file to be chosen again.
    input.value = "";
  };

  async #open(file: File | undefined): Promise<void> {
    if (!file) return;
    const { limit } = this.#owner;
    const read = await readText(file, limit);
    if ("problem" in read) {
      const words = this.#words().text.file;
      this.#notice =
        read.problem === "tooLarge" ? words.tooLarge(file.size, limit) : words[read.problem];
      this.#render();
      return;
    }
    this.edit(read.text);
    await this.#run();
  }

  readonly #save = () => save(this.#text, fileName(this.#owner.title()));
}
