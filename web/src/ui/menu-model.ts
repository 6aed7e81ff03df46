// The content of a menu, as plain values; menu.ts has its appearance and behaviour.

import type { Action } from "../../generated/raft_wasm.js";

/** An item of a menu. */
export interface MenuItem<Choice = Action[]> {
  label: string;
  /** A short addition to the label. */
  hint?: string | undefined;
  /** Further words by which a search finds it, folded: see `foldWord`. */
  words?: string;
  /** What choosing it means: by default, to apply these actions in order. */
  choice: Choice;
}

/** A fact about the thing. */
export type Fact = [name: string, value: string];

export interface MenuModel<Choice = Action[]> {
  title: string;
  facts: Fact[];
  /** Separated by lines; empty groups are left out. */
  groups: MenuItem<Choice>[][];
  /** The heading of each group. */
  headings?: string[];
  /** The label of a field that searches the items, and its message when it finds nothing. */
  search?: { name: string; nothing: string };
  /** Shown when there is nothing to choose. */
  note?: string | undefined;
}

/** Something that a menu can open; `back` gets the focus when that is closed. */
export interface Offer {
  label: string;
  open(back: HTMLElement | SVGElement): void;
}

export function item(label: string, actions: Action | Action[], hint?: string): MenuItem {
  return { label, hint, choice: Array.isArray(actions) ? actions : [actions] };
}

/** The items whose condition holds. */
export function offer(...items: (MenuItem | false)[]): MenuItem[] {
  return items.filter((candidate) => candidate !== false);
}
