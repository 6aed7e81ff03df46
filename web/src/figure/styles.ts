import { css, type CSSResult } from "lit";

/** What the figure's templates look like: add these to the styles of the element that renders them. */
export const figureStyles: CSSResult[] = [css``];
