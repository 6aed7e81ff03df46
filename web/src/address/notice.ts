// Says why a link could not be opened, and shows the link. The rest of the page stays as it is.

import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { LinkProblem, TextProblem } from "../../generated/raft_timeline.js";
import { beginning, MOST_SHOWN } from "../i18n/given.ts";
import type { RunWords } from "../i18n/run.en.ts";
import { adopt } from "../theme/css.ts";
import { whatIsWrong } from "../ui/text-problem.ts";
import noticeStyles from "./notice.css?inline";

/** A link, or a text, that could not be opened. */
export interface BadLink {
  isLink: boolean;
  /** The link, or the text that is in it, if that much could be read. */
  text: string;
  problem: LinkProblem | TextProblem;
  /** Opens the text in the editor; only if the text could be decoded. */
  edit?: (() => void) | undefined;
}

/** Shows `bad` in `place`, which is inside a shadow root, until it is closed; `undefined` closes it, too. */
export function showNotice(place: HTMLElement, bad: BadLink | undefined, words: RunWords): void {
  adopt(place, noticeStyles);
  place.className = "notice";
  place.setAttribute("role", "alert");
  render(bad ? notice(place, bad, words, undefined) : nothing, place);
}

/** `copied` says whether the text was copied. */
function notice(
  place: HTMLElement,
  bad: BadLink,
  words: RunWords,
  copied: string | undefined,
): TemplateResult {
  const { address } = words;
  const close = () => render(nothing, place);
  const edit = () => {
    close();
    bad.edit?.();
  };
  const copy = async () => {
    const done = navigator.clipboard?.writeText(bad.text) ?? Promise.reject(new Error("none"));
    const said = await done.then(() => address.copiedAll).catch(() => address.notCopied);
    if (place.firstElementChild) render(notice(place, bad, words, said), place);
  };
  // The text may be one line of a million characters, which no browser lays out in time.
  const isCut = bad.text.length > MOST_SHOWN;
  return html`<h2>${bad.isLink ? address.bad : address.badText}</h2>
    <p>${reasonText(bad.problem, words)}</p>
    <p class="quiet">${address.unharmed}</p>
    <pre tabindex="0" aria-label=${address.link} dir="ltr">${beginning(bad.text)}</pre>
    ${isCut ? html`<p class="quiet">${address.size(bad.text.length)}</p>` : nothing}
    <div class="row">
      <button type="button" @click=${copy}>${copied ?? address.copy}</button>
      ${bad.edit ? html`<button type="button" @click=${edit}>${address.edit}</button>` : nothing}
      <button type="button" @click=${close}>${address.close}</button>
    </div>`;
}

/** Says in one sentence what is wrong. */
export function reasonText(
  problem: LinkProblem | TextProblem,
  { address, text }: RunWords,
): string {
  if ("type" in problem) return address.problem(problem);
  return `${text.where(problem.line, problem.column)} ${whatIsWrong(problem, text)}`;
}
