import type { NetworkError, SetupError, TextHint, When } from "../../generated/raft_timeline.js";
import { given } from "./given.ts";
import { s } from "./units.ts";

const networkProblems: Record<NetworkError, string> = {
  latencyReversed: "最短延迟大于最长延迟",
  latencyTooLong: "延迟最长为一小时",
  moreThanAll: "丢包率和重复率最多 100%",
};

function setupProblem(problem: SetupError): string {
  switch (problem.type) {
    case "servers":
      return `集群可以有 1 到 9 台服务器，不能是 ${problem.servers} 台`;
    case "seed":
      return "种子是 0 到 9007199254740991 的整数";
    case "electionTimeoutReversed":
      return "最短选举超时大于最长选举超时";
    case "wait":
      return "超时和间隔在 1 毫秒到一小时之间";
    case "network":
      return networkProblems[problem.problem];
    case "tooManyDisks":
      return "初始日志比服务器还多";
    case "commit":
      return `${s(problem.server)} 的 commitIndex 最大为 ${problem.last}，即其日志最后一个条目的索引`;
    case "tooManyClocks":
      return "时钟比服务器还多";
    case "clock":
      return "时钟的速率只能是正常的 0.1 到 10 倍";
    case "disk":
      return `${s(problem.server)} 不可能有这样的初始状态：日志中的任期至少为 1，不能递减，也不能大于它的当前任期；投票对象必须是集群中的服务器`;
  }
}

const WHEN: Record<When, string> = { at: "at 300", by: "by 300", always: "always", never: "never" };

export function textHint(hint: TextHint): string {
  switch (hint.type) {
    case "milliseconds":
      return "时间一律以毫秒为单位，只写数字，例如“at 300”";
    case "range":
      return `范围用“..”连接，例如 ${given(hint.min)}..${given(hint.max)}`;
    case "arrow":
      return `链路用“->”连接，例如 ${given(hint.from)}->${given(hint.to)}`;
    case "oneDecimal":
      return "百分比最多一位小数，例如 0.5%";
    case "quotes":
      return `文字要写在双引号里，例如 "${given(hint.text)}"`;
    case "closingQuote":
      return "这段文字缺少结尾的引号";
    case "everyUntilQuiet":
      return "“until quiet”针对所有消息，前面要写 every，例如“every append until quiet”";
    case "aboveSteps":
      return `设置要写在第一个步骤之前：请把这一行移到第 ${hint.line} 行上面`;
    case "twice":
      return `第 ${hint.line} 行已经设置过“${given(hint.setting)}”，请直接修改那一行`;
    case "impossible":
      return setupProblem(hint.problem);
    case "expectation":
      return `“${hint.when === "by" ? "by 时间" : hint.when}”后面要写期望，例如“${WHEN[hint.when]} expect leader”；操作和说明用“at”`;
  }
}
