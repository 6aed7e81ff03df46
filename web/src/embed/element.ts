// The module that another page loads: it registers <raft-playground>.

import { RaftPlaygroundElement } from "./host-element.ts";

export type {
  PlaygroundEventDetails,
  PlaygroundExpectation,
  PlaygroundViolation,
} from "./events.ts";
export { RaftPlaygroundElement };

const NAME = "raft-playground";

if (!customElements.get(NAME)) customElements.define(NAME, RaftPlaygroundElement);
