// Tooltips for everything in the drawings, with the texts of screen readers.

/** Shows tooltips in this root from now on. */
export function explainUnderPointer(root: ShadowRoot): void {
  root.addEventListener("pointerover", (event) => {
    const element = (event.target as Element).closest("svg [data-target][aria-label]");
    if (element) explain(element);
  });
}

/** Updates the tooltip, as the text may have changed. */
function explain(element: Element): void {
  const parts = ["aria-label", "aria-description"].map((name) => element.getAttribute(name));
  const words = parts.filter(Boolean).join("\n");
  let title = element.querySelector(":scope > title");
  if (!title) {
    title = document.createElementNS(element.namespaceURI, "title");
    element.append(title);
  }
  if (title.textContent !== words) title.textContent = words;
}
