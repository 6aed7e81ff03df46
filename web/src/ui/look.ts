// The parts that are loaded right after the first view, in one file.

export { renderKeys } from "./marks-keys.ts";
