// The element in Vue's templates, for Vue 3.5 or newer: `import type {} from "raft-playground/vue"`.

import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type {
  PlaygroundEvents,
  RaftPlaygroundAttributes,
  RaftPlaygroundElement,
} from "./element.d.ts";

/** The attributes in a template, the scenario as a property, and what every HTML element has. */
type Props = Omit<HTMLAttributes, keyof RaftPlaygroundAttributes> &
  PublicProps &
  RaftPlaygroundAttributes & {
    /** A scenario. */
    text?: string | undefined;
  };

/** The events as Vue listens to them: `@violation`. */
type Emits = {
  [T in keyof PlaygroundEvents]: (event: PlaygroundEvents[T]) => void;
};

/** A component as Vue's tools read it: props from `$props`, events from `$emit`. A ref has the element. */
type VueElement = new () => RaftPlaygroundElement & {
  /** @deprecated For templates only: the element has no such property. */
  $props: Props;
  /** @deprecated For templates only: the element has no such method. */
  $emit: EmitFn<Emits>;
};

declare module "vue" {
  interface GlobalComponents {
    "raft-playground": VueElement;
  }
}
