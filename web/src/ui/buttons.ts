import { html, type TemplateResult } from "lit/html.js";

/** Ignores clicks while a button is off. */
const unless = (off: boolean, click: () => void) => () => {
  if (!off) click();
};

/**
 * A button with an icon, the path `d`. It stays focusable when it is `off`: a disabled button with the focus
 * would swallow the playground's keys.
 */
export function iconButton(
  d: string,
  label: string,
  click: () => void,
  off = false,
): TemplateResult {
  return html`<button type="button" class="icon" aria-label=${label} title=${label}
    aria-disabled=${off} @click=${unless(off, click)}>
    <svg viewBox="0 0 16 16" aria-hidden="true"><path fill="none" d=${d} /></svg>
  </button>`;
}

/** A button with words; see {@link iconButton}. */
export function textButton(
  words: string,
  click: () => void,
  off = false,
  classes = "",
): TemplateResult {
  return html`<button type="button" class=${classes} aria-disabled=${off} @click=${unless(off, click)}>
    ${words}
  </button>`;
}
