// What a menu offers, as plain values: the menu itself is in menu.ts.

import type { Action } from "../../generated/raft_wasm.js";

/** One thing that can be done. */
export interface MenuItem {
  label: string;
  /** A few more words. */
  hint?: string | undefined;
  /** Done in this order when it is chosen. */
  actions: Action[];
}

/** A line of what is known about the thing. */
export type Fact = [name: string, value: string];

export interface MenuModel {
  title: string;
  facts: Fact[];
  /** Separated by lines; empty groups are left out. */
  groups: MenuItem[][];
  /** Said instead of the items, when there is nothing to do. */
  note?: string | undefined;
}

export function item(label: string, actions: Action | Action[], hint?: string): MenuItem {
  return { label, hint, actions: Array.isArray(actions) ? actions : [actions] };
}

/** The items whose condition holds. */
export function offer(...items: (MenuItem | false | undefined)[]): MenuItem[] {
  return items.filter((candidate) => typeof candidate === "object");
}
