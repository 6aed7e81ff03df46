/// <reference path="./spare-glue.d.ts" />

// A second copy of the generated code, in a file of its own: importing that file from another address gives
// another instance. Loaded only after a trap.

export * from "../../generated/raft_wasm.js?spare";
export { default } from "../../generated/raft_wasm.js?spare";
export const url = import.meta.url.replace(/\?.*/, "");
