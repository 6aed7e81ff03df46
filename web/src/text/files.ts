// Runs as files on the reader's disk.

/** Far more than any run that a person would write. */
const MOST_BYTES = 1_000_000;

/** Why a file cannot be opened. */
export type FileProblem = "tooLarge" | "notText";

/** What is in a file. */
export async function readText(file: File): Promise<{ text: string } | { problem: FileProblem }> {
  if (file.size > MOST_BYTES) return { problem: "tooLarge" };
  try {
    const bytes = await file.arrayBuffer();
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text: text.replaceAll("\r\n", "\n") };
  } catch {
    return { problem: "notText" };
  }
}

/** A file name made of a run's title, in any language. */
export function fileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${words.join("-").slice(0, 60) || "run"}.raft`;
}

/** Offers a text to be saved. */
export function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
