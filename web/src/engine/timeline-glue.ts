// The generated code in a file of its own: whoever imports that file under another address gets
// another instance.

export * from "../../generated/raft_timeline.js";
export { default } from "../../generated/raft_timeline.js";
export const url = import.meta.url.replace(/\?.*/, "");
