// Runs as files on the reader's disk.

/** Why a file cannot be opened. */
export type FileProblem = "tooLarge" | "notText" | "unreadable";

/** Reads a file as text. A file of more than `limit` bytes is not read. */
export async function readText(
  file: File,
  limit: number,
): Promise<{ text: string } | { problem: FileProblem }> {
  if (file.size > limit) return { problem: "tooLarge" };
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { problem: "unreadable" };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // UTF-16 and most pictures and programs contain zero bytes; texts that people write do not.
    if (text.includes("\0")) return { problem: "notText" };
    return { text: text.replaceAll("\r\n", "\n") };
  } catch {
    return { problem: "notText" };
  }
}

/** A file name from a run's title, in any language, with an extension such as `svg`. */
export function fileName(title: string, ending = "raft"): string {
  const words =
    title
      .slice(0, 200)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${words.join("-").slice(0, 60) || "run"}.${ending}`;
}

/** The size of a text as a file, in bytes. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Offers a text or a blob for saving. */
export function save(content: string | Blob, name: string): void {
  const blob = typeof content === "string" ? new Blob([content], { type: "text/plain" }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has fetched it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
