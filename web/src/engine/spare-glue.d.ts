declare module "*raft_wasm.js?spare" {
  export * from "../../generated/raft_wasm.js";
  export { default } from "../../generated/raft_wasm.js";
}
