// The element in JSX, for React 19 or newer: `import type {} from "raft-playground/react"`.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  PlaygroundEvents,
  RaftPlaygroundAttributes,
  RaftPlaygroundElement,
} from "./element.d.ts";

/** The events of a playground, as React names them: `onviolation`. */
type PlaygroundHandlers = {
  [T in keyof PlaygroundEvents as `on${T}`]?: (event: PlaygroundEvents[T]) => void;
};

type Html = DetailedHTMLProps<HTMLAttributes<RaftPlaygroundElement>, RaftPlaygroundElement>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "raft-playground": Omit<Html, keyof RaftPlaygroundAttributes> &
        RaftPlaygroundAttributes &
        PlaygroundHandlers & {
          /** A scenario. */
          text?: string;
        };
    }
  }
}
