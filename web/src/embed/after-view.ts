// What a figure needs after its first view, in one file.

export { momentLink } from "./moment-link.ts";
export { OpenLink } from "./open-link.ts";
export { Watch } from "./watch.ts";
