// A hundred hostile links of fifteen kinds, made from a seed.

import { deflateSync } from "node:zlib";
import { Dice } from "./unit/hostile.ts";

export interface HostileLink {
  kind: string;
  /** The fragment with its `#`. */
  fragment: string;
}

const GREATEST_TEXT = 2 * 1024 * 1024;

const plain = (text: string): string => `#s=t1.${encodeURIComponent(text)}`;
const packed = (text: string): string =>
  `#s=z1.${deflateSync(text, { level: 9 }).toString("base64url")}`;

/** Texts that may disturb the text around them, or the page. */
export const STRANGE: readonly string[] = [
  "<img src=x onerror=alert(1)>",
  "</title></svg><script>document.title='x'</script>",
  "{{7*7}} javascript:alert(1)",
  "\u202eevil\u202d \u2066isolated",
  "שלום עולם مرحبا",
  "zero\u200bwidth\u200d\u2060joined\ufeff",
  "control\u0000\u0007\u001b[31m\u0085\u2028",
  "x".repeat(150),
  "日".repeat(50),
  "🏴\u{e0067}\u{e0062}\u{e007f}",
  "e\u0301\u0302\u0303\u0304\u0305".repeat(12),
  "\"'`&lt;&#0;",
];

const quoted = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `${line(at)}\n`).join("");

const BUSY = "raft 1\nservers 9\nelection 1..2\nheartbeat 1\nlatency 0.001\n";

/** The generators of the links of each kind. */
const KINDS: Record<string, (dice: Dice, at: number) => string> = {
  "copies of copies": (dice, at) =>
    plain(
      `raft 1\nservers ${3 + dice.below(7)}\nmanual\nat 0 timeout s1\n` +
        lines(8 + 2 * at, () => "at 0 duplicate every message"),
    ),

  "copies beyond the limit": (dice) =>
    packed(
      "raft 1\nservers 3\nmanual\nat 0 timeout s1\n" +
        lines(1000 + dice.below(2000), () =>
          dice.of(["at 0 duplicate every message", "at 0 delay every message by 1"]),
        ),
    ),

  "a day with the smallest latency": (dice, at) =>
    `${plain(`raft 1\nservers ${9 - at}\nelection 1..2\nheartbeat 1\nlatency 0.001\nduplicate ${10 * at}%\nend 86400000\n`)}&t=${dice.of(["86400000", "86399999.999", "3600000"])}`,

  "thousands of expectations": (dice) =>
    packed(
      `raft 1\nend 2000\n${lines(2000 + dice.below(8000), (at) =>
        dice.of([
          "by 60000 expect leader term 7",
          "never expect no leader",
          `always expect commit any <= ${at}`,
          'by 900 expect state all x "1"',
          "at 500 expect sent append s1->* >= 100",
        ]),
      )}`,
    ),

  "many clients": (dice, at) => {
    const count = [255, 256, 300, 10_000][at % 4] ?? 255;
    const command = dice.of(["set x 1", "add n 1", "get x", "del x"]);
    return packed(
      `raft 1\n${dice.of(["", "manual\n", "loss 100%\n"])}${lines(count, () => `at ${1 + at} client "${command}"`)}at 3000 note "end"\n`,
    );
  },

  "all timers at a millisecond": (dice, at) =>
    `${plain(
      `raft 1\nservers 9\nelection ${1 + dice.below(2)}\nheartbeat 1\nlatency ${["0.001", "1", "3600000", "0.001..3600000"][at % 4]}\nloss ${dice.below(50)}%\nduplicate ${dice.below(100)}%\nend 3000\n`,
    )}&t=${dice.of(["1000", "3000"])}`,

  "rubbish that looks packed": (dice, at) => {
    const size = [1_000, 10_000, 100_000, 300_000, 1_000_000, 1_048_000, 1_100_000][at % 7] ?? 1;
    const letters = ["A", "eJ", "_-", "Zm9v", "%00", "\u00e9"][at % 6] as string;
    // The size counts as encoded in an address, of which browsers open at most 2 MiB.
    const written = encodeURI(letters).length;
    return `#s=z${1 + dice.below(2)}.${letters.repeat(size / written)}${dice.of(["", "="])}`;
  },

  "more packed than is read": (_, at) => {
    const line = ["#", "at 0 crash s1", 'at 0 note "a long note"', "\t"][at % 4] as string;
    const size = [GREATEST_TEXT + 100, 8 * GREATEST_TEXT, 4 * GREATEST_TEXT][at % 3] ?? 0;
    return packed(`raft 1\n${`${line}\n`.repeat(size / (line.length + 1))}`);
  },

  "as much as is read": (_, at) => {
    const line = [
      'at 0 client "set x 1"',
      "at 0 crash s1",
      'at 1 note "a note of some length, which nobody reads"',
      "# nothing",
      "at 5 expect leader",
      "at 0 crash s77",
    ][at % 6] as string;
    return packed(`raft 1\n${`${line}\n`.repeat((GREATEST_TEXT - 10) / (line.length + 1))}`);
  },

  "one long word": (dice, at) => {
    const word = dice.of(["x", "日", "\u202e", "<b>", "\u0301", "שלום"]).repeat(3000);
    return [
      `#scenario=${encodeURIComponent(word)}`,
      `#scenario=${word}`,
      plain(`raft 1\ntitle "${word}"\nat 5 note "${word}"\n`),
      plain(`raft 1\n${word}\n`),
      plain(`raft 1\nat 5 client "${word}"\n`),
      plain(`raft 1\nat 5 expect state all "${word}" "${word}"\n`),
      `#s=${encodeURIComponent(word)}.x`,
      `${plain("raft 1\n")}&t=${encodeURIComponent(word)}`,
    ][at % 8] as string;
  },

  "strange titles and notes": (dice) => {
    const word = () => quoted(dice.of(STRANGE));
    const notes = lines(20, (at) => `at ${at * 10} note ${word()} zh ${word()}`);
    return packed(
      `raft 1\ntitle ${word()} zh ${word()}\n# ${dice.of(STRANGE).replaceAll("\n", "")}\n${notes}`,
    );
  },

  "strange commands": (dice) => {
    // A command may have at most 200 bytes.
    const word = () => [...dice.of(STRANGE).replace(/\s+/g, "_")].slice(0, 20).join("");
    const commands = lines(30, (at) => {
      const command = dice.of([`set ${word()} ${word()}`, `get ${word()}`, `set k${at} ${word()}`]);
      return `at ${200 + at * 5} client ${quoted(command)}`;
    });
    return `${packed(`raft 1\nat 100 timeout s1\n${commands}at 900 note "end"\n`)}&t=900`;
  },

  "strange parameters": (dice, at) =>
    [
      "#scenario=figure-7&t=NaN",
      "#scenario=figure-7&t=5&t=6&t=-1",
      "#scenario=figure-8-safe&t=99999999999999999999",
      "#scenario=&t=5",
      "#s=&scenario=figure-7",
      "#t=5&t=6",
      "#scenario=__proto__",
      "#scenario=constructor&x=<script>alert(1)</script>",
      "#scenario=../../etc/passwd",
      "#scenario=figure-7&lang=xx&servers=-1&seed=NaN&speed=0/0&%00=%FF",
      "#scenario=%E6%97",
      "#s=t1.%ED%A0%80%0A",
      `#scenario=figure-8-safe&t=${dice.below(10 ** 9)}`,
    ][at % 13] as string,

  "many messages in flight": (dice, at) =>
    `${plain(`raft 1\nservers 9\nelection ${1 + dice.below(3)}\nheartbeat 1\nlatency 3600000\nend 3000\n`)}&t=${200 + 900 * at}`,

  "busy commands": (dice, at) =>
    `${packed(
      `${BUSY}${dice.of(["", "rule sending pipelined\n", "rule heartbeats empty\n", "rule pre-vote on\n"])}${lines(10, (n) => `at ${n * 10} client "add n${n} 1" repeat 1000 every ${at === 0 ? "0.001" : "1"}`)}`,
    )}&t=${500 * (at + 1)}`,
};

const NUMBERS: Record<string, number> = {
  "copies of copies": 8,
  "rubbish that looks packed": 14,
  "one long word": 8,
  "strange titles and notes": 6,
  "strange commands": 6,
  "strange parameters": 13,
};

/** Returns all hundred links, the same in every run. */
export function hostileLinks(): HostileLink[] {
  const dice = new Dice(9);
  const links = Object.entries(KINDS).flatMap(([kind, make]) =>
    Array.from({ length: NUMBERS[kind] ?? 5 }, (_, at) => ({ kind, fragment: make(dice, at) })),
  );
  return links.slice(0, 100);
}
