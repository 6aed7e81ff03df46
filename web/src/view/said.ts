// The description of a thing in a drawing besides its name: read by screen readers after the name, and shown
// in its tooltip.

/** The meanings of the signs, by the kinds of marks. */
export interface SignWords {
  culprit: string;
  differs: string;
  misruled: string;
  /** For an entry that no leader has committed. */
  uncommitted: string;
}

const wordsIn = new WeakMap<Node, () => SignWords>();
const said = new WeakMap<Element, Map<string, string>>();

/** Explains marks in this root from now on. */
export function explainSigns(root: ShadowRoot, words: () => SignWords): void {
  wordsIn.set(root, words);
}

/** The texts for signs in an element's root; `undefined` before they are known. */
export const signWords = (element: Element): SignWords | undefined =>
  wordsIn.get(element.getRootNode())?.();

/** Sets or removes one kind of description of an element. */
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
