// 中文：角色与消息的名称。

import type { MessageKind, RoleName } from "../../generated/raft_timeline.js";

export const roles: Record<RoleName, string> = {
  follower: "跟随者",
  preCandidate: "预候选人",
  candidate: "候选人",
  leader: "领导者",
};

export const kinds: Record<MessageKind, string> = {
  requestVote: "RequestVote",
  requestVoteResponse: "RequestVote 回复",
  preVote: "PreVote",
  preVoteResponse: "PreVote 回复",
  appendEntries: "AppendEntries",
  appendEntriesResponse: "AppendEntries 回复",
  clientRequest: "请求",
  clientResponse: "回复",
};
