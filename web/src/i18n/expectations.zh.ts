// 中文：场景期望什么，实际情况又是什么。

import type {
  Instead,
  Property,
  RequestFact,
  ServerIs,
  When,
} from "../../generated/raft_timeline.js";
import type { ExpectationTexts } from "./expectations.en.ts";
import { judge } from "./judge.zh.ts";
import { roles } from "./names.zh.ts";
import { exactMs, inSeconds, s } from "./units.ts";

const seconds = (ms: number) => `${inSeconds(ms)} 秒`;

const more = (number: number, unit: string) => (number > 0 ? `，另有 ${number} ${unit}` : "");

function serverText(is: ServerIs): string {
  switch (is.type) {
    case "crashed":
      return "已崩溃";
    case "paused":
      return "已暂停";
    case "inRole":
      return `是${roles[is.role]}`;
    case "inTerm":
      return `处于任期 ${is.term}`;
    case "votedFor":
      return `投票给了 ${s(is.candidate)}`;
    case "hasNotVoted":
      return "没有投票";
    case "log":
      return is.terms.length === 0
        ? "的日志为空"
        : `的日志中各条目的任期是 ${is.terms.join(" ")}${more(is.more, "条")}`;
    case "length":
      return `有 ${is.length} 个条目`;
    case "noEntry":
      return "没有这个条目";
    case "command":
      return `的这个条目是“${is.command}”`;
    case "noop":
      return "的这个条目是 no-op";
    case "commit":
      return `的 commitIndex 是 ${is.index}`;
    case "applied":
      return `的 lastApplied 是 ${is.index}`;
    case "value":
      return `的值是“${is.value}”`;
    case "noValue":
      return "没有值";
  }
}

function requestText(fact: RequestFact): string {
  switch (fact.type) {
    case "missing":
      return "没有这个请求";
    case "known":
      return {
        waiting: "客户端还在等待",
        unknown: "结果未知：客户端没有及时收到回复，正在重试",
        acknowledged: "请求已得到确认",
      }[fact.known];
    case "notAcknowledged":
      return "请求尚未得到确认";
    case "returnsNothing":
      return "这个请求不返回值";
    case "returned":
      return `请求返回了“${fact.value}”`;
    case "returnedNoValue":
      return "这个键没有值";
    case "failed":
      return "命令执行失败";
  }
}

function insteadText(instead: Instead): string {
  switch (instead.type) {
    case "leaders":
      return instead.leaders.length === 0
        ? "没有领导者"
        : list(instead.leaders, ({ server, term }) => `${s(server)} 是任期 ${term} 的领导者`);
    case "servers":
      return list(instead.servers, ({ server, is }) => `${s(server)} ${serverText(is)}`);
    case "request":
      return requestText(instead.fact);
    case "progress": {
      const name = instead.index === "next" ? "nextIndex" : "matchIndex";
      return instead.is === undefined
        ? `${s(instead.leader)} 不是领导者`
        : `${s(instead.leader)} 为 ${s(instead.follower)} 记录的 ${name} 是 ${instead.is}`;
    }
    case "inFlight":
      return instead.messages.length === 0
        ? "没有这样的在途消息"
        : `在途消息：${instead.messages.join("；")}${more(instead.more, "条")}`;
    case "logsDiffer":
      return `${s(instead.one)} 和 ${s(instead.other)} 的日志在索引 ${instead.index} 处不同`;
    case "logsAgree":
      return "各日志没有不同";
    case "termsDecreased":
      return instead.servers.length === 0
        ? "没有服务器的任期变小"
        : list(
            instead.servers,
            ({ server, from, to }) => `${s(server)} 的任期从 ${from} 变回 ${to}`,
          );
    case "sent":
      return `发送了 ${instead.count} 条消息`;
    case "carried":
      return `发送了 ${instead.count} 个条目`;
    case "electionTimeouts":
      return `发生了 ${instead.count} 次选举超时`;
    case "took":
      return `用了 ${exactMs(instead.time)} 毫秒`;
    case "violations":
      return instead.violations.length === 0
        ? "没有违反任何性质"
        : `已违反：${list(instead.violations, ({ property, at }) => `${names[property]}（${seconds(at)}）`)}${more(instead.more, "处")}`;
  }
}

const names: Record<Property, string> = judge.names;

const list = <T>(items: readonly T[], text: (item: T) => string) => items.map(text).join("，");

export const expectations: ExpectationTexts = {
  title: "期望",
  sum: (held, failed, open) =>
    [
      ...(failed > 0 ? [`${failed} 项不成立`] : []),
      `${held} 项成立`,
      ...(open > 0 ? [`${open} 项未定`] : []),
    ].join("，"),
  held: "成立",
  failed: "不成立",
  open: "未定",
  when: (when: When, at: number) =>
    ({ at: `在 ${seconds(at)}`, by: `最晚 ${seconds(at)}`, always: "始终", never: "从不" })[when],
  instead: (instead) => `实际情况：${insteadText(instead)}。`,
  failing: (number, expectation, instead) =>
    `${number === 1 ? "一项期望不成立" : `${number} 项期望不成立，最早的是`}：${expectation}。实际情况：${insteadText(instead)}。`,
  goTo: (at) => `转到 ${seconds(at)}`,
  why: "为什么？",
  mark: (state, expectation) => `${state}：${expectation}`,
  more: (number) => `另有 ${number} 项期望`,
};
