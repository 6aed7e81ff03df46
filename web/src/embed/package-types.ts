// Checks that the npm package's types describe the element as the code does: a difference is a type error.

import type * as Packaged from "../../package/element.d.ts";
import type { PlaygroundEventDetails } from "./events.ts";
import type { RaftPlaygroundElement } from "./host-element.ts";
import type { OptionName } from "./options.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Holds<T extends true> = T;

/** The element's own public members. */
type Own<T> = { [Key in Exclude<keyof T, keyof HTMLElement | Callback>]: T[Key] };
type Callback = "connectedCallback" | "disconnectedCallback" | "attributeChangedCallback";

export type Checks = [
  Holds<Same<Own<Packaged.RaftPlaygroundElement>, Own<RaftPlaygroundElement>>>,
  Holds<Same<Packaged.PlaygroundEventDetails, PlaygroundEventDetails>>,
  Holds<Same<keyof Packaged.RaftPlaygroundAttributes, OptionName>>,
];
