// The playground of a page of its own: a still picture, in whose place the same moment of the run comes alive
// where scripts run.

/** What a playground shows. */
export interface Moment {
  /** The name of a built-in scenario, or the text of one. */
  run: { scenario: string } | { text: string };
  /** In virtual milliseconds. */
  at: number;
}

/** The policy of these pages: they load a style sheet and the playground, and nothing from elsewhere. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
].join("; ");

/** The element with what stands in it until it is seen, and for ever where no script runs. */
export function livePlayground({ run, at }: Moment, language: string, still: string): string {
  const named = "scenario" in run ? ` scenario="${run.scenario}"` : "";
  const attributes = `lang="${language}" t="${at}" autoplay="0" view="cluster,logs,spacetime"`;
  return `<raft-playground${named} ${attributes}>
${still}
${"text" in run ? scenarioBlock(run.text) : ""}</raft-playground>`;
}

/** Loads the playground after the text. */
export const loader = (root: string): string =>
  `<script type="module" src="${root}embed/raft-playground.js"></script>`;

/** A scenario as data: no browser runs it. */
function scenarioBlock(text: string): string {
  if (/<\/script|<!--/i.test(text)) throw new Error("a scenario that would end its own element");
  return `<script type="text/raft">\n${text}</script>\n`;
}

/** It has its size before its script has come, so that nothing moves then. */
export const PLAYGROUND_STYLES = `
raft-playground{display:block;margin:1.5rem 0;--raft-playground-height:720px}
@media (scripting:enabled){raft-playground:not(:defined){height:720px;overflow:auto}}
raft-playground>figure{margin:0}
`;
