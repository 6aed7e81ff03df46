// The element in JSX, for React 19 or newer: `import type {} from "raft-playground/react"`.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { FigureEvents, RaftPlaygroundAttributes, RaftPlaygroundElement } from "./element.d.ts";

/** The events of a figure, as React names them: `onviolation`. */
type FigureHandlers = {
  [T in keyof FigureEvents as `on${T}`]?: (event: FigureEvents[T]) => void;
};

type Html = DetailedHTMLProps<HTMLAttributes<RaftPlaygroundElement>, RaftPlaygroundElement>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "raft-playground": Omit<Html, keyof RaftPlaygroundAttributes> &
        RaftPlaygroundAttributes &
        FigureHandlers & {
          /** A scenario. */
          text?: string;
        };
    }
  }
}
