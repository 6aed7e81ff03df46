import { describe, expect, test } from "vitest";
import { readMessage } from "./messages.ts";

const context = "raft-playground";

describe("a message to a frame", () => {
  test("asks for something", () => {
    const read = (data: object) => readMessage({ context, ...data });
    expect(read({ do: "play", id: 7 })).toEqual({ id: 7, request: { do: "play" } });
    expect(read({ do: "seek", time: 250 })?.request).toEqual({ do: "seek", time: 250 });
    expect(read({ do: "load", text: "raft 1" })?.request).toEqual({
      do: "load",
      text: "raft 1",
      time: undefined,
    });
    expect(read({ do: "load", scenario: "figure-7", time: 5 })?.request).toEqual({
      do: "load",
      scenario: "figure-7",
      time: 5,
    });
    expect(read({ do: "state", id: {} })).toEqual({ id: undefined, request: { do: "state" } });
  });

  test.each([
    [{ do: "seek" }],
    [{ do: "seek", time: "250" }],
    [{ do: "seek", time: Number.NaN }],
    [{ do: "load" }],
    [{ do: "load", text: 5 }],
    [{ do: "load", text: "raft 1", time: -1 }],
  ])("has a bad value: %j", (data) => {
    expect(readMessage({ context, id: "a", ...data })).toEqual({ id: "a", request: undefined });
  });

  test.each([
    [undefined],
    [null],
    ["play"],
    [42],
    [[]],
    [{}],
    [{ do: "play" }],
    [{ context: "iframe.resize", height: 5 }],
    [{ context, do: "eval", code: "alert(1)" }],
    [{ context, do: "toString" }],
    [{ context, event: "ready" }],
  ])("is none: %j", (data) => {
    expect(readMessage(data)).toBeUndefined();
  });
});
