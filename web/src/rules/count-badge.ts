// The number of broken rules, on the button that opens the rules.

/** Puts the number on the button with this name, or removes it for 0. `says` describes the button then. */
export function countOn(root: ParentNode, name: string, count: number, says: string): void {
  const buttons = [...root.querySelectorAll<HTMLElement>(".bar button")];
  for (const button of buttons.filter((one) => one.textContent?.trim() === name)) {
    if (count > 0) {
      button.dataset.count = String(count);
      button.setAttribute("aria-description", says);
    } else if (button.dataset.count !== undefined) {
      delete button.dataset.count;
      button.removeAttribute("aria-description");
    }
  }
}
