// Whatever the pointer rests on in the drawings says in words what it is, as a screen reader would.

/** From now on, in this root. */
export function explainUnderPointer(root: ShadowRoot): void {
  root.addEventListener("pointerover", (event) => {
    const element = (event.target as Element).closest("svg [data-target][aria-label]");
    if (element) explain(element);
  });
}

/** It may say something else by now. */
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
