// 中文：分享对话框。

import type { ShareWords } from "./share.en.ts";
import { inSeconds } from "./units.ts";

const seconds = (ms: number) => `${inSeconds(ms)} 秒`;
const count = (value: number) => value.toLocaleString("zh");

export const shareWords: ShareWords = {
  language: "zh",
  title: "分享这一时刻",
  close: "关闭",
  kinds: "分享什么",
  names: {
    link: "链接",
    frame: "内嵌框架",
    element: "网页元素",
    markdown: "Markdown 图片",
    text: "场景文本",
    svg: "SVG 图片",
    png: "PNG 图片",
    moving: "动画",
    trace: "步骤记录",
  },
  about: {
    link: "在任何机器上打开，都是这次运行的这一时刻，速度也一样。",
    frame: "用于可以写 HTML 的网页。演示在自己的框架里运行。",
    element: "用于可以加载脚本的网页。演示直接在网页里运行；不能运行时显示图片。",
    markdown: "用于 README 或文章。把图片存在文本旁边，点击图片就打开这一时刻。",
    text: "整次运行写成的文本，包括做过的每个操作。网页和命令行都能读。",
    svg: "放大也清晰。不需要字体，也不加载任何东西。",
    png: "用于不支持 SVG 的地方，分辨率是两倍。",
    moving:
      "把运行中的一段做成会动的 SVG，在 README 里也会动。最长播放 40 秒，最大 1,000,000 字节。要求减少动态效果的读者会看到最后一刻。",
    trace: "到这一时刻为止，每台服务器的每一步，一行一个 JSON 对象，与 raft trace 的输出相同。",
  },
  options: "选项",
  views: "视图",
  view: { cluster: "集群", logs: "日志", spacetime: "时空图" },
  from: "从",
  to: "到",
  segment: (from: number, to: number) => `${inSeconds(from)} 秒至 ${seconds(to)}`,
  tooLarge: (limit: number) =>
    `这一段里发生的事太多：图片会超过 ${count(limit)} 字节。请选短一些的一段，或少选几个视图。`,
  traceTooLarge: (limit: number) =>
    `步骤记录会超过 ${count(limit)} 字节。可以在命令行里用 raft trace 和这个场景生成。`,
  theme: "主题",
  themes: { light: "浅色", dark: "深色", auto: "跟随读者的系统" },
  autoplay: "立即播放",
  readonly: "只看，不操作",
  preview: "读者看到的内容",
  pictureTheme: "图片的主题",
  length: (characters: number) => `${count(characters)} 个字符`,
  long: (characters: number, limit: number) =>
    `${count(characters)} 个字符：有些聊天软件会截断超过 ${count(limit)} 个字符的链接，请改为分享场景文本。`,
  cut: (shown: number, all: number) =>
    `共 ${count(all)} 个字符，这里显示前 ${count(shown)} 个。复制和保存包含全部内容。`,
  size: (bytes: number) => `${count(bytes)} 字节`,
  working: "正在生成……",
  failed: (reason: string) => `无法生成。${reason}`,
  gone: "运行已经结束。",
  copy: "复制",
  copyPicture: "复制图片",
  save: "保存",
  savePicture: "保存图片",
  open: "打开框架显示的页面",
  copied: "已复制。",
  notCopied: "浏览器不允许复制。文本已选中，请用键盘复制。",
  pictureNotCopied: "浏览器不能复制图片，请改为保存。",
  saved: "已保存。",
  untitled: "一个 Raft 集群",
  alt: (title: string, ms: number) => `${title}，${seconds(ms)}`,
  moment: seconds,
};
