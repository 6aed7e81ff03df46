import { describe, expect, it } from "vitest";
import type { MessageView } from "../../generated/raft_wasm.js";
import { firstCatalogue } from "../i18n/catalogue.ts";
import { clusterShapes } from "./cluster.ts";
import { MOST_ALONE, MOST_MARKS, notDrawn } from "./crowd.ts";
import { crowds, type MessageTrack } from "./messages.ts";
import { sampleMessage, sampleView } from "./sample-views.ts";

const many = (count: number, looks: (at: number) => Partial<MessageView>): MessageView[] =>
  Array.from({ length: count }, (_, at) => sampleMessage({ id: at + 1, ...looks(at) }));

const marks = (messages: MessageView[]): MessageTrack[] =>
  clusterShapes(sampleView({ messages }), { width: 600, height: 500 }).messages;

describe("the marks of messages in flight", () => {
  it("are one for each of a few messages, also when these are alike", () => {
    const messages = many(MOST_ALONE, () => ({ heldSince: 100 }));
    expect(marks(messages).map(({ more }) => more)).toEqual(messages.map(() => undefined));
  });

  it("are one for all that are alike, with their number, when there are many", () => {
    // For held messages, the arrival times no longer matter.
    const looks = (at: number) => ({ to: { server: at % 3 ? 2 : 3 }, arrivesAt: 110 + at });
    const messages = many(300, (at) => ({ heldSince: 100, ...looks(at) }));
    const drawn = marks(messages);
    expect(drawn.map(({ message, more }) => [message.to.server, more])).toEqual([
      [3, 99],
      [2, 199],
    ]);
    expect(notDrawn(messages)).toBe(0);
  });

  it("tell apart what differs in anything that is drawn", () => {
    const differences: Partial<MessageView>[] = [
      {},
      { term: 9 },
      { entries: 1 },
      { sentAt: 101 },
      { arrivesAt: 121 },
      { heldSince: 100 },
      { from: { server: 3 } },
      { kind: "requestVote" },
      { kind: "appendEntriesResponse", reply: "yes" },
      { kind: "appendEntriesResponse", reply: "no" },
      { kind: "clientRequest", from: { client: 1 }, text: "set x 1" },
      { kind: "clientRequest", from: { client: 1 }, text: "set x 2" },
    ];
    const messages = many(240, (at) => differences[at % differences.length] ?? {});
    expect(marks(messages)).toHaveLength(differences.length);
  });

  it("are no more than can be told apart, and it is known how many messages have none", () => {
    const messages = many(400, (at) => ({ sentAt: at, arrivesAt: at + 1000 }));
    expect(marks(messages)).toHaveLength(MOST_MARKS);
    expect(notDrawn(messages)).toBe(400 - MOST_MARKS);
  });

  it("say for how many they stand", () => {
    const [mark] = marks(many(100, () => ({})));
    expect(crowds.label(mark as MessageTrack, firstCatalogue)).toBe(", and 99 more like it");
  });
});
