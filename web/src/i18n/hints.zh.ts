import type { TextHint } from "../../generated/raft_timeline.js";
import { given } from "./given.ts";

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
      return `文字要写在双引号里，例如 "${given(hint.word)}"`;
    case "everyUntilQuiet":
      return "“until quiet”针对所有消息，前面要写 every，例如“every append until quiet”";
    case "aboveSteps":
      return `设置要写在第一个步骤之前：请把这一行移到第 ${hint.line} 行上面`;
  }
}
