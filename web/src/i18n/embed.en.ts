// English: the texts of a playground in another page.

import { given } from "./given.ts";

export const embedWords = {
  /** The BCP 47 tag. */
  language: "en",
  start: "Start the playground",
  open: "Open in the playground",
  cannotRun: (reason: string) => `The playground cannot run here: ${reason}`,
  cannotLoad: (address: string, reason: string) =>
    `The scenario at ${given(address)} could not be loaded: ${reason}`,
  tooLarge: (limit: number) => `it has more than ${limit.toLocaleString("en")} bytes`,
  notWeb: "only addresses that begin with http: or https: are loaded",
  badOption: (name: string, value: string, wanted: string) =>
    `${name}="${given(value)}" is ignored; expected ${wanted}`,
  badMessage: "a value in this message makes no sense",
  noTime: (value: string) => `“${given(value)}” is no time; expected milliseconds, 0 or more`,
};

export type EmbedWords = typeof embedWords;
