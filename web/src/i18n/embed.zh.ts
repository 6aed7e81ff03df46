// 中文：嵌入其他网页的演示，与它自身有关的话。

import type { EmbedWords } from "./embed.en.ts";
import { given } from "./given.ts";

export const embedWords: EmbedWords = {
  language: "zh",
  start: "启动演示",
  open: "在完整页面中打开",
  cannotRun: (reason) => `演示无法在这里运行：${reason}`,
  cannotLoad: (address, reason) => `无法加载 ${given(address)} 的场景：${reason}`,
  tooLarge: (limit) => `超过了 ${limit.toLocaleString("en")} 字节`,
  notWeb: "只加载以 http: 或 https: 开头的地址",
  badOption: (name, value, wanted) => `已忽略 ${name}="${given(value)}"，应为 ${wanted}`,
  badMessage: "这条消息里有无法理解的值",
  noTime: (value) => `“${given(value)}”不是时间，应为不小于 0 的毫秒数`,
};
