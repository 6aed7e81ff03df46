// For pages that have the playground in a frame: gives each frame the height that it asks for.

const CONTEXT = "iframe.resize";
/** The greatest height of a frame, in pixels. */
const HIGHEST = 5000;

const playgrounds = (): HTMLIFrameElement[] =>
  [...document.querySelectorAll("iframe")].filter(({ src }) => /[?&]embed=1(&|#|$)/.test(src));

addEventListener("message", ({ data, source }) => {
  if (data?.context !== CONTEXT || !(data.height > 0 && data.height <= HIGHEST)) return;
  const frame = playgrounds().find(({ contentWindow }) => contentWindow === source);
  if (frame) frame.style.height = `${data.height}px`;
});

// Frames that were loaded before this script are asked for their height.
for (const { contentWindow } of playgrounds())
  contentWindow?.postMessage({ context: CONTEXT }, "*");

export {};
