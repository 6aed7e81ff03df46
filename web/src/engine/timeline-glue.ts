// The generated code in a file of its own: importing that file from another address gives another instance.

export * from "../../generated/raft_timeline.js";
export { default } from "../../generated/raft_timeline.js";
export const url = import.meta.url.replace(/\?.*/, "");
