// English: the names of roles, which the first view needs.

import type { RoleName } from "../../generated/raft_wasm.js";

export const roles: Record<RoleName, string> = {
  follower: "follower",
  preCandidate: "pre-candidate",
  candidate: "candidate",
  leader: "leader",
};
