// What a menu offers, as plain values: how it looks and moves is in menu.ts.

import type { Action } from "../../generated/raft_wasm.js";

/** One thing that can be chosen. */
export interface MenuItem<Choice = Action[]> {
  label: string;
  /** A few more words. */
  hint?: string | undefined;
  /** By what else it is found, folded: see `foldWord`. */
  words?: string;
  /** What choosing it means: by default, to do these actions in this order. */
  choice: Choice;
}

/** A line of what is known about the thing. */
export type Fact = [name: string, value: string];

export interface MenuModel<Choice = Action[]> {
  title: string;
  facts: Fact[];
  /** Separated by lines; empty groups are left out. */
  groups: MenuItem<Choice>[][];
  /** What stands above each group. */
  headings?: string[];
  /** The name of a field that searches the items, and what it says when it finds nothing. */
  search?: { name: string; nothing: string };
  /** Said when there is nothing to choose. */
  note?: string | undefined;
}

/** Something to open from a menu; `back` gets the focus when it is closed. */
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
