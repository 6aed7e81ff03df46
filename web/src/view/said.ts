// What is said of a thing in a drawing besides its name: by a screen reader after the name, and by its tooltip.

/** What the signs on things mean, by the kinds of marks. */
export interface SignWords {
  culprit: string;
  differs: string;
  misruled: string;
  /** Of an entry that no leader has committed. */
  uncommitted: string;
}

const wordsIn = new WeakMap<Node, () => SignWords>();
const said = new WeakMap<Element, Map<string, string>>();

/** From now on, marks in this root are explained. */
export function explainSigns(root: ShadowRoot, words: () => SignWords): void {
  wordsIn.set(root, words);
}

/** The words for signs where an element is; nothing before they are known. */
export const signWords = (element: Element): SignWords | undefined =>
  wordsIn.get(element.getRootNode())?.();

/** Says something of an element, or no longer: one thing of a kind. */
export function say(element: Element, kind: string, words: string | undefined): void {
  const known = said.get(element);
  if (known?.get(kind) === words) return;
  const all = known ?? new Map<string, string>();
  if (words) all.set(kind, words);
  else all.delete(kind);
  said.set(element, all);
  if (all.size > 0) element.setAttribute("aria-description", [...all.values()].join(" "));
  else element.removeAttribute("aria-description");
}
