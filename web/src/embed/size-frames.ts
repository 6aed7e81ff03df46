// For pages that have the playground in a frame: gives each frame the height that it asks for.

const CONTEXT = "iframe.resize";
/** No playground is higher, in pixels. */
const HIGHEST = 5000;

const playgrounds = (): HTMLIFrameElement[] =>
  [...document.querySelectorAll("iframe")].filter(({ src }) => /[?&]embed=1(&|#|$)/.test(src));

addEventListener("message", ({ data, source }) => {
  if (data?.context !== CONTEXT || !(data.height > 0 && data.height <= HIGHEST)) return;
  const frame = playgrounds().find(({ contentWindow }) => contentWindow === source);
  if (frame) frame.style.height = `${data.height}px`;
});

// Those that were there before this script are asked.
for (const { contentWindow } of playgrounds())
  contentWindow?.postMessage({ context: CONTEXT }, "*");

export {};
